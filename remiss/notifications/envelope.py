"""From rendered words to a mail that is safe to send."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from remiss.notifications.mailer import NotSent
from remiss.notifications.message import RenderedMail

# EmailMessage lets NUL through, and a comma in To adds a recipient: only what cannot be misread is an address here.
_SAFE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


class UnsafeAddress(NotSent):
    """An address that could reach somebody else than it says."""

    sentence = "E-postadressen är inte giltig. Rätta den hos personen och skicka igen."


def envelope(mail: RenderedMail, sender: str, recipient: str, message_id: str, at: datetime) -> EmailMessage:
    """Return ``mail`` as a message with text and HTML, dated ``at`` (aware), under the row's stable ``message_id``.

    Raises UnsafeAddress when an address holds a line end, a NUL, a comma or anything else that no address needs.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Remiss", addr_spec=safe(sender))
    message["To"] = Address(addr_spec=safe(recipient))
    message["Subject"] = _UNSEEN.sub(" ", mail.subject).strip()
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    # the boundary is made from the identity, so that a mail is the same bytes each time it is written
    message.set_boundary(f"remiss-{re.sub(r'[^A-Za-z0-9]', '', message_id)[:40]}")
    return message


def safe(address: str) -> str:
    """Return ``address`` if it is one plain address. Raises UnsafeAddress."""
    if not _SAFE.fullmatch(address):
        raise UnsafeAddress
    return address

"""From rendered words to a mail that is safe to send."""

from __future__ import annotations

import re
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from remiss.notifications.mailer import NotSent
from remiss.notifications.message import RenderedMail

# EmailMessage lets NUL through, and a comma in To adds a recipient: only what cannot be misread is an address here.
_SAFE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


class _WholeSubjects(EmailPolicy):
    """Encodes a subject in one piece: the library's own folding loses the space between two words with å, ä or ö."""

    def fold(self, name: str, value: Any) -> str:
        """Return the header in lines of ordinary length."""
        if name.lower() != "subject":
            return str(super().fold(name, value))
        subject = Header(str(value), "us-ascii" if value.isascii() else "utf-8", header_name=name)
        return f"{name}: {subject.encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the header as the bytes that are sent."""
        return self.fold(name, value).encode("ascii") if name.lower() == "subject" else super().fold_binary(name, value)


_POLICY = _WholeSubjects(linesep="\r\n")


class UnsafeAddress(NotSent):
    """An address that could reach somebody else than it says."""

    sentence = "E-postadressen är inte giltig. Rätta den hos personen och skicka igen."


def envelope(mail: RenderedMail, sender: str, recipient: str, message_id: str, at: datetime) -> EmailMessage:
    """Return ``mail`` as a message with text and HTML, dated ``at`` (aware), under the row's stable ``message_id``.

    Raises UnsafeAddress when an address holds a line end, a NUL, a comma or anything else that no address needs.
    """
    message = EmailMessage(policy=_POLICY)
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

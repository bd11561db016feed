"""From rendered words to a mail that is safe to send."""

from __future__ import annotations

import quopri
import re
from collections.abc import Mapping
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache
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
        plain = value.isascii() and "=?" not in value  # what looks encoded would be decoded by the reader
        subject = Header(str(value), "us-ascii" if plain else "utf-8", header_name=name)
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
    _put(
        message,
        {
            "From": f"Remiss <{safe(sender)}>",
            "To": safe(recipient),
            "Subject": _UNSEEN.sub(" ", mail.subject).strip(),
            "Date": format_datetime(at),
            "Message-ID": message_id,
            "Auto-Submitted": "auto-generated",
            "MIME-Version": "1.0",
            "Content-Type": _known("Content-Type", 'multipart/alternative; boundary="=_remiss"'),
        },
    )
    message.set_payload([_part(mail.text, "plain"), _part(mail.html, "html")])
    return message


def _part(words: str, kind: str) -> EmailMessage:
    part = EmailMessage(policy=_POLICY)
    about = {"Content-Type": f'text/{kind}; charset="utf-8"', "Content-Transfer-Encoding": "quoted-printable"}
    _put(part, {name: _known(name, value) for name, value in about.items()})
    part.set_payload(quopri.encodestring(words.encode("utf-8")).decode("ascii"))
    return part


@cache
def _known(name: str, value: str) -> Any:
    """Return a header that every mail has, read once. No line of quoted-printable can begin as the boundary does."""
    return _POLICY.header_factory(name, value)


def _put(message: EmailMessage, headers: Mapping[str, Any]) -> None:
    """Set headers that are known to be sound as they are: reading each of them first took most of a mail's time."""
    for name, value in headers.items():
        message.set_raw(name, value)


def safe(address: str) -> str:
    """Return ``address`` if it is one plain address. Raises UnsafeAddress."""
    if not _SAFE.fullmatch(address):
        raise UnsafeAddress
    return address

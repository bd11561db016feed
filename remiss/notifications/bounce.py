"""What mail servers send back when they cannot deliver (RFC 3464): which of our mails, and for good or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage, Message

_CODE = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_IDENTITY = re.compile(r"<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True)
class Bounce:
    """One report: the identity of the mail that came back, and the code that says why (``5.1.1``), if there is one."""

    message_id: str
    code: str | None


def read_bounce(mail: EmailMessage) -> Bounce | None:
    """Return what a report of failed delivery says, or None: no report, only a delay, or no word of which mail."""
    if mail.get_content_type() != "multipart/report":
        return None
    status = next((part for part in mail.walk() if part.get_content_type() == "message/delivery-status"), None)
    returned = next((part for part in mail.walk() if _returns_mail(part)), None)
    if status is None or returned is None:
        return None
    said = [str(block) for block in status.get_payload()] if status.is_multipart() else [str(status.get_payload())]
    words = "\n".join(said)
    if not re.search(r"(?im)^action:\s*failed\b", words):
        return None
    found = _IDENTITY.search(_identity(returned))
    code = _CODE.search(words)
    return Bounce(found[0], code[1] if code else None) if found else None


def _returns_mail(part: Message) -> bool:
    return part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}


def _identity(returned: Message) -> str:
    """Return the Message-ID line of the mail that came back: whole, or as its headers alone."""
    if returned.get_content_type() == "message/rfc822":
        inner = returned.get_payload(0) if returned.is_multipart() else None
        return str(inner["Message-ID"] or "") if isinstance(inner, Message) else ""
    payload = returned.get_payload(decode=True)
    headers = payload.decode("ascii", "replace") if isinstance(payload, bytes) else ""
    line = re.search(r"(?im)^message-id:\s*(.*(?:\r?\n[ \t].*)*)", headers)
    return line[1] if line else ""

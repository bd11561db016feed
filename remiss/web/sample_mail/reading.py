"""Reads mail files for the trial pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from werkzeug.routing import BaseConverter

from remiss.errors import NotVisible

_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]")


class MailName(BaseConverter):
    """The name of a mail file in an address: no separator and no dot but the one before ``eml``, so no way out."""

    regex = r"[A-Za-z0-9][A-Za-z0-9-]*\.eml"


@dataclass(frozen=True)
class MailFile:
    """A mail as it lies in its file."""

    name: str
    subject: str
    recipient: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Piece:
    """Some words of a mail; ``path`` is where a link of ours leads, None for plain words."""

    words: str
    path: str | None = None


def mail_files(folder: Path) -> list[MailFile]:
    """Return the mails in ``folder``, newest first; none when nothing has been sent."""
    return sorted((_read(path) for path in folder.glob("*.eml")), key=lambda mail: (mail.at, mail.name), reverse=True)


def mail_file(folder: Path, name: str) -> MailFile:
    """Return the mail called ``name``. Raises NotVisible when there is none."""
    path = folder / name
    if not path.is_file():
        raise NotVisible
    return _read(path)


def pieces(text: str, base_url: str) -> Iterator[Piece]:
    """Cut ``text`` at the links that lead to ``base_url``; they become paths, so that they work on any port."""
    end = 0
    own = base_url.rstrip("/") + "/"
    for match in _LINK.finditer(text):
        path = match.group()[len(own) - 1 :]
        if match.group().startswith(own) and not path.startswith(("//", "/\\")):  # those lead to another host
            yield Piece(text[end : match.start()])
            yield Piece(match.group(), path)
            end = match.end()
    yield Piece(text[end:])


def _read(path: Path) -> MailFile:
    mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    body = mail.get_body(("plain",))
    return MailFile(
        name=path.name,
        subject=str(mail["Subject"] or ""),
        recipient=str(mail["To"] or ""),
        at=parsedate_to_datetime(mail["Date"]),
        text=body.get_content() if body else "",
    )

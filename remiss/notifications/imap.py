"""The mailbox that mail servers send failed mail back to, over IMAP and always encrypted."""

from __future__ import annotations

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from remiss.config import Settings
from remiss.errors import RemissError

TIMEOUT = 30.0
MOST_AT_ONCE = 200
MOST_BYTES = 500_000
"""A report is small; of one that carries a whole mail with annexes its end is not needed."""
BROKEN = (imaplib.IMAP4.error, OSError)


class MailboxUnreachable(RemissError):
    """The mailbox cannot be read now."""

    sentence = "Brevlådan för studsar kan inte nås. Kontrollera inställningarna REMISS_BOUNCES_ och försök igen."


@dataclass(frozen=True)
class BounceBox:
    """Where reports of failed mail arrive. ``authority``: certificates to trust instead of the computer's own."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    authority: Path | None = None

    def unread(self) -> Iterator[EmailMessage]:
        """Yield the reports that nobody has read. Each is marked as read when the next is asked for: a reader that
        stops in between gets it again. Other mail is left as it is. Raises MailboxUnreachable.
        """
        try:
            with self._signed_in() as server:
                for number in self._waiting(server):
                    mail = _fetched(server, number)
                    if mail is not None:
                        yield mail
                    server.uid("STORE", number, "+FLAGS.SILENT", r"(\Seen)")
        except BROKEN as problem:
            raise MailboxUnreachable from problem

    def _signed_in(self) -> imaplib.IMAP4:
        trust = ssl.create_default_context(cafile=str(self.authority) if self.authority else None)
        server = imaplib.IMAP4_SSL(self.host, self.port, ssl_context=trust, timeout=TIMEOUT)
        try:
            server.login(self.user, self.password)
        except BROKEN:
            with suppress(*BROKEN):
                server.shutdown()
            raise
        return server

    def _waiting(self, server: imaplib.IMAP4) -> list[str]:
        """Return the numbers of the unread reports, oldest first. Raises imaplib's error when the folder is missing."""
        name = self.folder.replace("\\", "\\\\").replace('"', '\\"')
        found, _ = server.select(f'"{name}"')
        if found != "OK":
            raise imaplib.IMAP4.error(self.folder)
        _, numbers = server.uid("SEARCH", "UNSEEN", "HEADER", "Content-Type", "report")
        return [number.decode("ascii") for number in (numbers[0] or b"").split()][:MOST_AT_ONCE]


def bounce_box(settings: Settings) -> BounceBox | None:
    """Return the mailbox that ``settings`` name, or None when they name none."""
    if not (settings.bounces_host and settings.bounces_user and settings.bounces_password):
        return None
    return BounceBox(
        settings.bounces_host,
        settings.bounces_port,
        settings.bounces_user,
        settings.bounces_password.get_secret_value(),
        settings.bounces_folder,
        settings.bounces_ca_file,
    )


def _fetched(server: imaplib.IMAP4, number: str) -> EmailMessage | None:
    """Return the mail without marking it as read, or None when it is gone."""
    _, parts = server.uid("FETCH", number, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    content = next((part[1] for part in parts if isinstance(part, tuple)), None)
    return message_from_bytes(content, policy=policy.default) if content else None

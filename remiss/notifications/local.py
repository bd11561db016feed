"""Mail that does not leave the machine: as files to look at, or in memory for tests."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field
from datetime import UTC
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from remiss.notifications.mailer import NotSent


@dataclass(frozen=True)
class FileMailer:
    """Writes each mail as ``<UTC stamp>-<identity>.eml``, which every mail program opens."""

    folder: Path

    def send(self, mail: EmailMessage) -> None:
        """Write ``mail``; a reader sees a whole file or none. Raises NotSent when it cannot be written."""
        stamp = parsedate_to_datetime(mail["Date"]).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        identity = re.sub(r"[^A-Za-z0-9-]", "", mail["Message-ID"].partition("@")[0])
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".", suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(mail.as_bytes())
            Path(temporary).replace(self.folder / f"{stamp}-{identity}.eml")
        except OSError as problem:
            raise NotSent("Mejlet kunde inte skrivas till mappen för mejl.") from problem

    def close(self) -> None:
        """Nothing is open between two mails."""


@dataclass(frozen=True)
class MemoryMailer:
    """Keeps each mail in ``sent``."""

    sent: list[EmailMessage] = field(default_factory=list)

    def send(self, mail: EmailMessage) -> None:
        """Keep ``mail``."""
        self.sent.append(mail)

    def close(self) -> None:
        """Nothing is open between two mails."""

"""Keeps uploaded files: content on disk under its hash, facts in a row."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from remiss.domain.roles import Actor
from remiss.errors import UnreadableFile
from remiss.extensions import db
from remiss.models.attachments import Attachment, path_of

FORMATS = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
           "txt": "text/plain", "md": "text/markdown"}  # fmt: skip
ENDINGS = {"docx": (".docx",), "pdf": (".pdf",), "txt": (".txt", ".md", ".markdown", ".csv")}


def keep_content(folder: Path, content: bytes) -> str:
    """Write ``content`` under its SHA-256 in ``folder`` and return the hash; the same content is kept once.

    Runs outside a transaction: a file without a row is harmless, a row without a file is not.
    """
    if not content:
        raise UnreadableFile("Filen är tom. Välj en fil med innehåll.")
    sha256 = hashlib.sha256(content).hexdigest()
    target = path_of(folder, sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(target)
    return sha256


def add_attachment(actor: Actor, sha256: str, filename: str, kind: str, size: int, now: datetime) -> Attachment:
    """Add the row of a kept file. ``kind`` is docx, pdf, txt or md, decided by its content."""
    attachment = Attachment(
        sha256=sha256, filename=_fitting(harmless_name(filename), kind), format=kind, size=size,
        uploaded_by_id=actor.user_id, uploaded_at=now,
    )  # fmt: skip
    db.session.add(attachment)
    db.session.flush()
    return attachment


def _fitting(name: str, kind: str) -> str:
    """Return ``name`` with an ending that opens the file as what it is: text called .bat would be run."""
    return name if name.lower().endswith(ENDINGS[kind]) else f"{name}.{kind}"


def harmless_name(filename: str) -> str:
    """Return the last part of a name without signs that PostgreSQL, a header or a reader's eye cannot take."""
    name = Path(filename.replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable())[:200] or "fil"

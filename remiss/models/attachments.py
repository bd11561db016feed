"""Files, stored once by the hash of their content."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from remiss.extensions import Model


class Attachment(Model):
    """An uploaded file: ``sha256`` names it under the upload folder; the name is only what it was called."""

    __tablename__ = "attachment"
    __table_args__ = (sa.CheckConstraint("size > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    filename: Mapped[str]
    format: Mapped[str]
    size: Mapped[int]
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    uploaded_at: Mapped[datetime]


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the content with this hash lies."""
    return folder / sha256[:2] / sha256

"""What the sender writes itself into a compilation, piece by piece; every earlier wording is kept."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.people import User


class WrittenWords(Model):
    """One wording of one piece, named by its ``key`` (domain/own_words.py). Rows are only added.

    A ``text`` of NULL says that somebody went back to the words that are prefilled from confirmed labels.
    """

    __tablename__ = "own_words"
    __table_args__ = (
        sa.Index(
            "uq_own_words_standing",
            "remiss_id",
            "key",
            unique=True,
            sqlite_where=sa.text("superseded_at IS NULL"),
            postgresql_where=sa.text("superseded_at IS NULL"),
        ),
        sa.CheckConstraint("text IS NULL OR text <> ''", name="text_or_prefilled"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    key: Mapped[str]
    text: Mapped[str | None] = mapped_column(comment="NULL: the prefilled words again")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    written_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    author: Mapped[User] = relationship()

"""Anstånd: a body asks for a later last day, and the sender grants that day or another, or refuses with a reason."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.replies import Reply

WAITS = "asked_at IS NOT NULL AND decided_at IS NULL AND withdrawn_at IS NULL"


class Extension(Model):
    """One request and its answer, for all parties of a joint reply; or what the sender granted without one.

    ``reason`` is the body's own, ``answer`` the sender's: both sides read both.
    """

    __tablename__ = "extension"
    __table_args__ = (
        sa.CheckConstraint(
            "(asked_at IS NULL) = (asked_for IS NULL) AND (asked_at IS NULL) = (reason IS NULL)", name="asked_is_whole"
        ),
        sa.CheckConstraint("asked_at IS NOT NULL OR granted_until IS NOT NULL", name="asked_or_granted"),
        sa.CheckConstraint("decided_at IS NULL OR withdrawn_at IS NULL", name="decided_or_withdrawn"),
        sa.CheckConstraint("granted_until IS NULL OR decided_at IS NOT NULL", name="granted_is_decided"),
        sa.CheckConstraint(
            "decided_at IS NULL OR granted_until IS NOT NULL OR answer IS NOT NULL", name="refused_has_reason"
        ),
        sa.Index(
            "uq_extension_open", "reply_id", unique=True, sqlite_where=sa.text(WAITS), postgresql_where=sa.text(WAITS)
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    asked_for: Mapped[date | None]
    reason: Mapped[str | None]
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    asked_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    granted_until: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(comment="why the sender refused, or words with what it granted")
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    reply: Mapped[Reply] = relationship()

    @property
    def is_open(self) -> bool:
        """True while the sender has not answered."""
        return self.decided_at is None and self.withdrawn_at is None

    @classmethod
    def open_when(cls) -> sa.ColumnElement[bool]:
        """Return the same as a condition."""
        return sa.and_(cls.decided_at.is_(None), cls.withdrawn_at.is_(None))

"""What KS asks one body to add to a reply that has come in, and the answer: beside the decided text, never in it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.attachments import Attachment
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint


class Completion(Model):
    """One request and its answer. With ``viewpoint`` it is a clarifying question about that one."""

    __tablename__ = "completion"
    __table_args__ = (
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_has_words"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn_has_reason"),
        sa.CheckConstraint("answered_at IS NULL OR withdrawn_at IS NULL", name="answered_or_withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    viewpoint_id: Mapped[int | None] = mapped_column(sa.ForeignKey("viewpoint.id"))
    question: Mapped[str]
    due_on: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    attachment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"), index=True)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
    reply: Mapped[Reply] = relationship()
    viewpoint: Mapped[Viewpoint | None] = relationship()
    attachment: Mapped[Attachment | None] = relationship()

    @property
    def is_open(self) -> bool:
        """True while an answer is waited for."""
        return self.answered_at is None and self.withdrawn_at is None

    @classmethod
    def open_when(cls) -> sa.ColumnElement[bool]:
        """Return the same as a condition."""
        return sa.and_(cls.answered_at.is_(None), cls.withdrawn_at.is_(None))

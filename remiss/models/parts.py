"""What a body has taken into its own answer from those it asked in an underremiss."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.decisions import Submission
from remiss.models.replies import Reply


class ReplyPart(Model):
    """A released reply to an underremiss that stands, attributed, in ``reply``, the answer of who asked for it."""

    __tablename__ = "reply_part"
    __table_args__ = (sa.UniqueConstraint("reply_id", "submission_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    submission_id: Mapped[int] = mapped_column(sa.ForeignKey("submission.id"))
    taken_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    taken_at: Mapped[datetime]
    reply: Mapped[Reply] = relationship()
    submission: Mapped[Submission] = relationship()

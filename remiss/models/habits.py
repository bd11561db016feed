"""What a reader remembers about how a body writes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.habits import HabitKind
from remiss.extensions import Model, choice
from remiss.models.people import User


class ReadingHabit(Model):
    """A correction that is used on the body's next reply. It belongs to who made it: KS's are not the body's."""

    __tablename__ = "reading_habit"
    __table_args__ = (sa.UniqueConstraint("owner_id", "body_id", "kind", "folded", name="uq_reading_habit_words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    kind: Mapped[HabitKind] = mapped_column(choice(HabitKind, "kind"))
    words: Mapped[str]
    folded: Mapped[str] = mapped_column(comment="the words as they are compared")
    value: Mapped[str] = mapped_column(comment="the section's key, or the field that follows")
    learned_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    learned_at: Mapped[datetime]
    learned_by: Mapped[User] = relationship()

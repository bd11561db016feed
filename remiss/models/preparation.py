"""Who takes part in writing a statement, and where it was dealt with inside the office. Never seen outside the body."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.people import User


class Contribution(Model):
    """A unit, perhaps a person in it, that writes or checks sections of the text."""

    __tablename__ = "contribution"

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    unit: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    sections: Mapped[list[str]] = mapped_column(sa.JSON, comment="keys of the sections it is to write; empty for all")
    due_on: Mapped[date | None] = mapped_column(comment="the office's own date")
    done_at: Mapped[datetime | None]
    person: Mapped[User | None] = relationship()


class Consultation(Model):
    """Facklig samverkan: the forum in which the matter is dealt with, and when."""

    __tablename__ = "consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    forum: Mapped[str]
    held_on: Mapped[date]

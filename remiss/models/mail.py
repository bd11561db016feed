"""Reminders as rows that follow the deadline, and the outbox that every mail goes through."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.mail_kinds import MailKind
from remiss.extensions import Model, choice
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee


class ReminderKind(StrEnum):
    """Which step of the ladder, or that a person at the sender asked for it."""

    SEVEN_DAYS_BEFORE = "sju_arbetsdagar_fore"
    ONE_DAY_BEFORE = "en_arbetsdag_fore"
    ONE_DAY_AFTER = "en_arbetsdag_efter"
    BY_SENDER = "fran_avsandaren"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "sju_arbetsdagar_fore": "Sju arbetsdagar före sista svarsdag",
            "en_arbetsdag_fore": "En arbetsdag före sista svarsdag",
            "en_arbetsdag_efter": "En arbetsdag efter sista svarsdag",
            "fran_avsandaren": "Påminnelse på avsändarens begäran",
        }[self.value]


class ReminderState(StrEnum):
    """What became of a reminder; a skip keeps its reason."""

    PLANNED = "planerad"
    FIRED = "utford"
    SKIPPED = "overhoppad"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {"planerad": "Planerad", "utford": "Skickad", "overhoppad": "Överhoppad"}[self.value]

    @property
    def tone(self) -> str:
        """The colour token of the state."""
        return {"planerad": "waiting", "utford": "done", "overhoppad": "quiet"}[self.value]


ON_LADDER = f"kind <> '{ReminderKind.BY_SENDER}'"


class Reminder(Model):
    """One reminder to one body. The ladder has each step once per due date; no body is reminded twice on one day."""

    __tablename__ = "reminder"
    __table_args__ = (
        sa.Index(
            "uq_reminder_ladder", "consultee_id", "kind", "due_on", unique=True,
            sqlite_where=sa.text(ON_LADDER), postgresql_where=sa.text(ON_LADDER),
        ),
        sa.UniqueConstraint("consultee_id", "fired_on"),
        sa.CheckConstraint("state <> 'overhoppad' OR reason IS NOT NULL", name="skipped_has_reason"),
        sa.CheckConstraint("(state = 'utford') = (fired_on IS NOT NULL)", name="fired_has_day"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    consultee_id: Mapped[int] = mapped_column(sa.ForeignKey("consultee.id"), index=True)
    kind: Mapped[ReminderKind] = mapped_column(choice(ReminderKind, "kind"))
    due_on: Mapped[date]
    fires_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[ReminderState] = mapped_column(choice(ReminderState, "state"), default=ReminderState.PLANNED)
    reason: Mapped[str | None]
    fired_at: Mapped[datetime | None]
    fired_on: Mapped[date | None] = mapped_column(comment="the day of fired_at in Stockholm")
    consultee: Mapped[Consultee] = relationship()


class MailState(StrEnum):
    """What is known of a mail. *In doubt* means that sending began and nobody knows how it ended."""

    QUEUED = "koad"
    SENDING = "skickas"
    SENT = "skickad"
    FAILED = "misslyckad"
    IN_DOUBT = "oviss"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "koad": "I kö",
            "skickas": "Skickas",
            "skickad": "Skickad",
            "misslyckad": "Misslyckades",
            "oviss": "Osäkert om den kom fram",
        }[self.value]

    @property
    def tone(self) -> str:
        """The colour token of the state."""
        return {"koad": "waiting", "skickas": "active", "skickad": "done"}.get(self.value, "late")


class OutboxMail(Model):
    """One mail to one person: what kind and about what, never the text of a draft. About an account: no remiss."""

    __tablename__ = "outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    unique_key: Mapped[str] = mapped_column(unique=True, comment="one per cause and recipient: never queued twice")
    message_id: Mapped[str] = mapped_column(unique=True, comment="the Message-ID, stable over resending")
    kind: Mapped[MailKind] = mapped_column(choice(MailKind, "kind"))
    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    remiss_id: Mapped[int | None] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    consultee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consultee.id"), index=True)
    context: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    state: Mapped[MailState] = mapped_column(choice(MailState, "state"), default=MailState.QUEUED, index=True)
    queued_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    read_at: Mapped[datetime | None] = mapped_column(comment="when its recipient saw the same in the page")
    recipient: Mapped[User] = relationship()
    remiss: Mapped[Remiss | None] = relationship()


class ReminderMail(Model):
    """Which mail a reminder went out in: one mail to a person holds all that fall to that person on one day.

    ``to_sender`` marks the mail that tells those who run the remiss that the body is late.
    """

    __tablename__ = "reminder_mail"

    reminder_id: Mapped[int] = mapped_column(sa.ForeignKey("reminder.id"), primary_key=True)
    mail_id: Mapped[int] = mapped_column(sa.ForeignKey("outbox_mail.id"), primary_key=True, index=True)
    to_sender: Mapped[bool] = mapped_column(default=False)
    reminder: Mapped[Reminder] = relationship()
    mail: Mapped[OutboxMail] = relationship()

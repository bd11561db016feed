"""Reminders as rows that follow the deadline, and the outbox that every mail goes through."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.mail_kinds import MailKind
from remiss.domain.planning import Step
from remiss.extensions import Model, choice
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply


class ReminderKind(StrEnum):
    """Which step of the ladder, or that a person at the sender asked for it."""

    TWENTY_ONE_DAYS_BEFORE = "tjugoen_arbetsdagar_fore"
    SEVEN_DAYS_BEFORE = "sju_arbetsdagar_fore"
    THREE_DAYS_BEFORE = "tre_arbetsdagar_fore"
    ONE_DAY_BEFORE = "en_arbetsdag_fore"
    ON_THE_DAY = "sista_svarsdagen"
    ONE_DAY_AFTER = "en_arbetsdag_efter"
    SEVEN_DAYS_AFTER = "sju_arbetsdagar_efter"
    BY_SENDER = "fran_avsandaren"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "tjugoen_arbetsdagar_fore": "Tjugoen arbetsdagar före sista svarsdag",
            "sju_arbetsdagar_fore": "Sju arbetsdagar före sista svarsdag",
            "tre_arbetsdagar_fore": "Tre arbetsdagar före sista svarsdag",
            "en_arbetsdag_fore": "En arbetsdag före sista svarsdag",
            "sista_svarsdagen": "På sista svarsdagen",
            "en_arbetsdag_efter": "En arbetsdag efter sista svarsdag",
            "sju_arbetsdagar_efter": "Sju arbetsdagar efter sista svarsdag",
            "fran_avsandaren": "Påminnelse på avsändarens begäran",
        }[self.value]

    @property
    def offset(self) -> int:
        """How many working days after the last day it is due; of a reminder by hand none."""
        return _OFFSETS.get(self, 0)


_OFFSETS = {
    ReminderKind.TWENTY_ONE_DAYS_BEFORE: -21,
    ReminderKind.SEVEN_DAYS_BEFORE: -7,
    ReminderKind.THREE_DAYS_BEFORE: -3,
    ReminderKind.ONE_DAY_BEFORE: -1,
    ReminderKind.ONE_DAY_AFTER: 1,
    ReminderKind.SEVEN_DAYS_AFTER: 7,
}
LADDER = tuple(kind for kind in ReminderKind if kind is not ReminderKind.BY_SENDER)
"""Every step that an organisation can choose, in the order of time."""


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


class InternalReminder(Model):
    """That a body's own date for the text comes near: its own business, in no table that its sender reads."""

    __tablename__ = "internal_reminder"
    __table_args__ = (
        sa.UniqueConstraint("reply_id", "due_on"),
        sa.CheckConstraint("state <> 'overhoppad' OR reason IS NOT NULL", name="skipped_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    due_on: Mapped[date] = mapped_column(comment="the internal date")
    fires_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[ReminderState] = mapped_column(choice(ReminderState, "state"), default=ReminderState.PLANNED)
    reason: Mapped[str | None]
    fired_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(sa.ForeignKey("outbox_mail.id"), comment="the mail it went out in")
    reply: Mapped[Reply] = relationship()


class MeetingDayReminder(Model):
    """That a day before the planned meeting comes near, the stoppdag for instance. Written down when its morning comes,
    since the day is reckoned from the calendar as it is then; the body's own business as the one above.
    """

    __tablename__ = "meeting_day_reminder"
    __table_args__ = (
        sa.UniqueConstraint("reply_id", "organisation_id", "step", "due_on"),
        sa.CheckConstraint("state <> 'overhoppad' OR reason IS NOT NULL", name="skipped_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), comment="whose meeting it is")
    step: Mapped[Step] = mapped_column(choice(Step, "step"))
    due_on: Mapped[date] = mapped_column(comment="the day that comes near")
    fires_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[ReminderState] = mapped_column(choice(ReminderState, "state"), default=ReminderState.PLANNED)
    reason: Mapped[str | None]
    fired_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(sa.ForeignKey("outbox_mail.id"), comment="the mail it went out in")
    reply: Mapped[Reply] = relationship()


class MailState(StrEnum):
    """What is known of a mail. *In doubt* means that sending began and nobody knows how it ended; *bounced* that our
    server took it and the recipient's sent it back; *page only* that its recipient wants no such mail.
    """

    QUEUED = "koad"
    SENDING = "skickas"
    SENT = "skickad"
    FAILED = "misslyckad"
    IN_DOUBT = "oviss"
    BOUNCED = "studsad"
    PAGE_ONLY = "bara_i_sidan"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "koad": "I kö",
            "skickas": "Skickas",
            "skickad": "Skickad",
            "misslyckad": "Misslyckades",
            "oviss": "Osäkert om den kom fram",
            "studsad": "Kom inte fram",
            "bara_i_sidan": "Visas bara i Remiss",
        }[self.value]

    @property
    def tone(self) -> str:
        """The colour token of the state."""
        calm = {"koad": "waiting", "skickas": "active", "skickad": "done", "bara_i_sidan": "quiet"}
        return calm.get(self.value, "late")


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
    attempts: Mapped[int] = mapped_column(default=0, server_default="0", comment="since it was queued last")
    rests_until: Mapped[datetime | None] = mapped_column(comment="after an attempt that may succeed later")
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

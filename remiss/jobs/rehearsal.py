"""What a tick would do at a moment, and why: it is done and taken back, so that it says what happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tick import fire_due
from remiss.models.mail import (
    InternalReminder,
    MeetingDayReminder,
    OutboxMail,
    Reminder,
    ReminderMail,
    ReminderState,
)
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee

AnyReminder = Reminder | InternalReminder | MeetingDayReminder


@dataclass(frozen=True)
class Rehearsed:
    """One reminder: which, to whom it would go, who at the sender would be told, and why it would not go or waits."""

    diary_number: str
    body: str
    step: str
    due_on: date
    to: tuple[str, ...]
    told: tuple[str, ...]
    standing: str
    reason: str | None
    waits_until: datetime | None


@dataclass(frozen=True)
class Rehearsal:
    """Everything that is due, and how many are planned for later, the first of them when."""

    due: tuple[Rehearsed, ...]
    later: int
    next_at: datetime | None


class _TakenBack(Exception):
    """Ends the transaction without keeping anything."""


def rehearse(at: datetime) -> Rehearsal:
    """Return what a tick at ``at`` would do to the database as it is now. Nothing of it is kept."""
    found: list[Rehearsal] = []
    try:
        with writing():
            due, own, days = fire_due(at)
            db.session.flush()
            rows = [_of_ladder(row, at) for row in due]
            rows += [_of_own_date(row, row.reply.consultees[0], "Internt datum", at) for row in own]
            rows += [_of_own_date(row, _at_body(row), row.step.label.split(",")[0], at) for row in days]
            found.append(Rehearsal(tuple(rows), *_later()))
            raise _TakenBack
    except _TakenBack:
        return found[0]


def _of_ladder(row: Reminder, at: datetime) -> Rehearsed:
    query = (
        sa.select(User.email, ReminderMail.to_sender)
        .join(OutboxMail, OutboxMail.recipient_id == User.id)
        .join(ReminderMail, ReminderMail.mail_id == OutboxMail.id)
        .where(ReminderMail.reminder_id == row.id)
        .order_by(User.email)
    )
    mails = db.session.execute(query).all()
    to, told = (tuple(email for email, sender in mails if sender is side) for side in (False, True))
    return _rehearsed(row, row.consultee, row.kind.label, to, told, at)


def _at_body(row: MeetingDayReminder) -> Consultee:
    return next(one for one in row.reply.consultees if one.organisation_id == row.organisation_id)


def _of_own_date(
    row: InternalReminder | MeetingDayReminder, consultee: Consultee, step: str, at: datetime
) -> Rehearsed:
    mail = db.session.get(OutboxMail, row.mail_id) if row.mail_id else None
    to = (mail.recipient.email,) if mail else ()
    return _rehearsed(row, consultee, step, to, (), at)


def _rehearsed(
    row: AnyReminder, consultee: Consultee, step: str, to: tuple[str, ...], told: tuple[str, ...], at: datetime
) -> Rehearsed:
    remiss: Remiss = consultee.remiss
    waits = row.state is ReminderState.PLANNED
    return Rehearsed(
        remiss.diary_number, consultee.organisation.name_on(local_date(at)), step, row.due_on, to, told,
        consultee.reply.state.label if consultee.reply else "Inte skickad", row.reason, row.fires_at if waits else None,
    )  # fmt: skip


def _later() -> tuple[int, datetime | None]:
    planned = Reminder.state == ReminderState.PLANNED
    count, first = db.session.execute(sa.select(sa.func.count(), sa.func.min(Reminder.fires_at)).where(planned)).one()
    return count, first

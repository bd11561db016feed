"""Reminders of a body's own date for a text: to the officer, the working morning before. Nobody outside learns it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.domain.deadlines import working_days_before
from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.mail import InternalReminder, ReminderState
from remiss.models.replies import Reply
from remiss.services.digests import add_internal
from remiss.services.matter_days import mail_or_wait
from remiss.services.outbox import officers_of
from remiss.services.reminders import DATE_CHANGED, MORNING, MUTED, PASSED, why_not_awaited
from remiss.services.working_days import is_working_day

HANDED_ON = "Ärendet låg inte hos handläggaren."
STALE = "Det interna datumet hade redan passerat när påminnelsen skulle skickas."


def plan_internal(reply: Reply, now: datetime) -> None:
    """Make the reminder follow the internal date of ``reply``, when it is set and when it changes."""
    rows = db.session.scalars(sa.select(InternalReminder).where(InternalReminder.reply_id == reply.id)).all()
    for row in rows:
        if row.due_on != reply.internal_due_on and row.state is ReminderState.PLANNED:
            row.state, row.reason = ReminderState.SKIPPED, DATE_CHANGED
    if reply.internal_due_on is None:
        return
    day = working_days_before(reply.internal_due_on, 1, is_working_day)
    fires_at = datetime.combine(day, MORNING, STOCKHOLM)
    known = next((row for row in rows if row.due_on == reply.internal_due_on), None)
    row = known or InternalReminder(reply=reply, due_on=reply.internal_due_on)
    if row.state is not ReminderState.FIRED:
        row.fires_at = fires_at
        row.state, row.reason = (ReminderState.SKIPPED, PASSED) if fires_at <= now else (ReminderState.PLANNED, None)
    db.session.add(row)


def due_internal(now: datetime) -> list[InternalReminder]:
    """Return those whose time has come, oldest first, locked until the transaction ends."""
    due = sa.select(InternalReminder).where(
        InternalReminder.state == ReminderState.PLANNED, InternalReminder.fires_at <= now
    )
    return list(db.session.scalars(due.order_by(InternalReminder.fires_at, InternalReminder.id).with_for_update()))


def fire_internal(reminder: InternalReminder, now: datetime) -> None:
    """Put it in the officer's mail of the day, or skip it and keep the reason."""
    if reason := _reason_to_skip(reminder, now):
        reminder.state, reminder.reason = ReminderState.SKIPPED, reason
        return
    mail_or_wait(reminder, officers_of(reminder.reply, local_date(now)), add_internal, now)


def _reason_to_skip(reminder: InternalReminder, now: datetime) -> str | None:
    reply = reminder.reply
    if ended := why_not_awaited(reply):
        return ended
    if reply.state.holder is not Role.OFFICER:
        return HANDED_ON
    if local_date(now) > reminder.due_on:
        return STALE
    return MUTED if reply.muted_at is not None else None

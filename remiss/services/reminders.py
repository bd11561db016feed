"""Reminders are rows that follow the deadline. A tick takes each due row in one transaction; a skip keeps its reason.

APScheduler is only the alarm clock: the database decides, so any number of processes may tick.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time

import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.domain.deadlines import working_days_before
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Role
from remiss.domain.workflow.states import CAME_IN, ReplyState
from remiss.extensions import db
from remiss.models.mail import Reminder, ReminderKind, ReminderState
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.audit import record
from remiss.services.outbox import officers_of, people_with, queue_mail
from remiss.services.working_days import is_working_day

MORNING = time(8, 0)


def plan_reminders(remiss: Remiss, consultee: Consultee) -> Reminder:
    """Plan the reminder of one working day before the due date, at eight in the morning in Stockholm."""
    if remiss.due_on is None:
        raise ValueError("a sent remiss has a due date")
    day = working_days_before(remiss.due_on, 1, is_working_day)
    fires_at = datetime.combine(day, MORNING, STOCKHOLM)
    reminder = Reminder(
        consultee_id=consultee.id, kind=ReminderKind.ONE_DAY_BEFORE, due_on=remiss.due_on, fires_at=fires_at
    )
    db.session.add(reminder)
    return reminder


def next_due(now: datetime, passed: Collection[int] = ()) -> Reminder | None:
    """Return the oldest planned reminder whose time has come, locked against other processes; None when all is done.

    Those with an id in ``passed`` are left for a later tick.
    """
    due = sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED, Reminder.fires_at <= now)
    query = due.where(Reminder.id.not_in(passed))
    return db.session.scalars(
        query.order_by(Reminder.fires_at, Reminder.id).limit(1).with_for_update(skip_locked=True)
    ).first()


def fire(reminder: Reminder, now: datetime) -> None:
    """Mark ``reminder`` fired and queue its mail to whoever holds the matter, or skip it and keep the reason."""
    reason, recipients = _reason_to_skip(reminder, now), []
    if reason is None:
        recipients = holders(reminder.consultee, now)
        reason = None if recipients else "Ingen person hos instansen kan ta emot mejlet."
    if reason is not None:
        reminder.state, reminder.reason = ReminderState.SKIPPED, reason
    else:
        reminder.state, reminder.fired_at = ReminderState.FIRED, now
        _queue(reminder, recipients, now)
    facts = {"kind": reminder.kind, "state": reminder.state, "reason": reminder.reason, "mails": len(recipients)}
    record(None, "paminnelse", "consultee", reminder.consultee_id, facts, now)


def holders(consultee: Consultee, now: datetime) -> list[User]:
    """Return who holds the matter now: the officer while drafting, else everyone with the role that it waits for."""
    reply = consultee.reply
    if reply is None:
        return []
    role = reply.state.holder or Role.REGISTRAR
    day = local_date(now)
    if role is Role.OFFICER:
        return officers_of(reply, day)
    return people_with([consultee.organisation_id], [role], day) or people_with(
        [consultee.organisation_id], [Role.REGISTRAR], day
    )


def _reason_to_skip(reminder: Reminder, now: datetime) -> str | None:
    reply = reminder.consultee.reply
    ended = {*CAME_IN, ReplyState.DECLINED, ReplyState.NOT_RECEIVED}
    if reply is None or reply.state in ended or reply.handed_over_on is not None:
        return "Instansen hade redan svarat, avstått eller avslutats."
    if local_date(now) > reminder.due_on:
        return "Svarstiden hade redan gått ut när påminnelsen skulle skickas."
    return None


def _queue(reminder: Reminder, recipients: list[User], now: datetime) -> None:
    consultee = reminder.consultee
    reply: Reply | None = consultee.reply
    context = {
        "body": consultee.organisation.name_on(local_date(now)),
        "path": f"/arenden/{reply.id if reply else ''}",
        "due_on": reminder.due_on.isoformat(),
    }
    for person in recipients:
        queue_mail(MailKind.REMINDER, person, consultee.remiss, consultee, context, now, f"reminder-{reminder.id}")

"""Reminders of the days before the planned meeting, to whoever has the matter, the working morning before each.

The days are reckoned from the calendar, which moves without saying so: a reminder is written down when its morning
comes, once for each day, and not before. Nobody outside the body learns of it.
"""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.domain.deadlines import working_days_before
from remiss.domain.planning import NEXT_STEP, STANDARD, DatedMeeting, Step, days_of, is_ahead
from remiss.extensions import db
from remiss.models.decisions import Meeting, MeetingRhythm
from remiss.models.mail import MeetingDayReminder, ReminderState
from remiss.models.organisations import Organisation
from remiss.models.replies import Consultee, Reply
from remiss.services.digests import add_meeting_day
from remiss.services.matter_days import mail_or_wait
from remiss.services.reminders import MORNING, MUTED, NOBODY, holders, why_not_awaited
from remiss.services.working_days import is_working_day

REMINDED = (Step.WRITTEN, Step.STOP, Step.UNION, Step.PREPARATION, Step.DISPATCH)
DONE = "Ärendet hade kommit längre."
STALE = "Dagen hade redan passerat när påminnelsen skulle skickas."
Day = tuple[int, int, Step, date]
"""Of which matter and body, which day, when."""


def due_meeting_days(now: datetime) -> list[MeetingDayReminder]:
    """Write down the days that come near and return those whose time has come, oldest first, locked."""
    _write_down(_near(now), now)
    due = sa.select(MeetingDayReminder).where(
        MeetingDayReminder.state == ReminderState.PLANNED, MeetingDayReminder.fires_at <= now
    )
    return list(db.session.scalars(due.order_by(MeetingDayReminder.fires_at, MeetingDayReminder.id).with_for_update()))


def fire_meeting_day(reminder: MeetingDayReminder, now: datetime) -> None:
    """Put it in the mail of the day of whoever has the matter, or skip it and keep the reason."""
    body = next((one for one in reminder.reply.consultees if one.organisation_id == reminder.organisation_id), None)
    people = holders(body, now) if body else []
    reason = _reason_to_skip(reminder, local_date(now)) or (None if people else NOBODY)
    if reason is not None:
        reminder.state, reminder.reason = ReminderState.SKIPPED, reason
        return
    mail_or_wait(reminder, people, add_meeting_day, now)


def _reason_to_skip(reminder: MeetingDayReminder, day: date) -> str | None:
    reply = reminder.reply
    if ended := why_not_awaited(reply):
        return ended
    if not is_ahead(reminder.step, reply.state):
        return DONE
    if day > reminder.due_on:
        return STALE
    return MUTED if reply.muted_at is not None else None


def _near(now: datetime) -> dict[Day, datetime]:
    """Return the days whose morning has come and that have not passed, with that morning: one query."""
    query = (
        sa.select(Reply, Consultee.organisation_id, Meeting, MeetingRhythm)
        .join(Consultee, Consultee.reply_id == Reply.id)
        .join(Organisation, Organisation.id == Consultee.organisation_id)
        .outerjoin(
            Meeting,
            sa.and_(Meeting.organisation_id == Consultee.organisation_id, Meeting.held_on == Reply.planned_on),
        )
        .outerjoin(MeetingRhythm, MeetingRhythm.organisation_id == Consultee.organisation_id)
        .where(Organisation.reminds_of_meeting, Reply.planned_on >= local_date(now), Reply.state.in_(NEXT_STEP))
    )
    found: dict[Day, datetime] = {}
    today = local_date(now)
    for reply, organisation_id, meeting, row in db.session.execute(query):
        dated = meeting.dated if meeting else DatedMeeting(reply.planned_on or today)
        days = days_of(dated, row.rhythm if row else STANDARD, is_working_day)
        for step in REMINDED:
            morning = _morning_before(days[step])
            typed = step is Step.WRITTEN and reply.internal_due_on is not None  # has a reminder of its own
            if morning <= now and today <= days[step] and is_ahead(step, reply.state) and not typed:
                found[reply.id, organisation_id, step, days[step]] = morning
    return found


def _morning_before(day: date) -> datetime:
    return datetime.combine(working_days_before(day, 1, is_working_day), MORNING, STOCKHOLM)


def _write_down(near: dict[Day, datetime], now: datetime) -> None:
    if not near:
        return
    row = MeetingDayReminder
    query = sa.select(row.reply_id, row.organisation_id, row.step, row.due_on)
    known = {tuple(day) for day in db.session.execute(query.where(row.due_on >= local_date(now)))}
    for day, morning in near.items():
        if day not in known:
            reply_id, organisation_id, step, due_on = day
            db.session.add(
                row(reply_id=reply_id, organisation_id=organisation_id, step=step, due_on=due_on, fires_at=morning)
            )
    db.session.flush()

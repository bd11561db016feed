"""Takes the reminders whose time has come, all in one transaction, so that any number of processes may tick.

One transaction, because the sender must not take a person's mail of the day before the last reminder is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from remiss.door import writing
from remiss.extensions import db
from remiss.models.mail import InternalReminder, MeetingDayReminder, Reminder
from remiss.models.operations import Heartbeat
from remiss.services.internal_dates import due_internal, fire_internal
from remiss.services.meeting_days import due_meeting_days, fire_meeting_day
from remiss.services.reminders import due_reminders, fire

log = structlog.get_logger()
R = TypeVar("R", Reminder, InternalReminder, MeetingDayReminder)
Due = tuple[Sequence[Reminder], Sequence[InternalReminder], Sequence[MeetingDayReminder]]


def tick(at: datetime) -> int:
    """Fire or skip every reminder due at ``at`` and return how many there were; leaves a sign of life."""
    with writing():
        _beat(at)
        return sum(map(len, fire_due(at)))


def fire_due(at: datetime) -> Due:
    """Fire or skip what is due, inside the caller's transaction, and return it.

    Those of the bodies' own dates come last: a matter that is reminded of anyway takes them into the same entry.
    """
    due = due_reminders(at)
    for reminder in due:
        _fire_one(reminder.id, fire, reminder, at)
    own = due_internal(at)
    for internal in own:
        _fire_one(internal.id, fire_internal, internal, at)
    days = due_meeting_days(at)
    for meeting_day in days:
        _fire_one(meeting_day.id, fire_meeting_day, meeting_day, at)
    return due, own, days


def _beat(at: datetime) -> None:
    """Say that the scheduler lives; /readyz and the operations page look here. Its row is the turn of one process."""
    heartbeat = db.session.get(Heartbeat, "scheduler", with_for_update=True)
    if heartbeat is None:
        db.session.add(Heartbeat(name="scheduler", at=at))
    else:
        heartbeat.at = at
    db.session.flush()


def _fire_one(number: int, act: Callable[[R, datetime], None], reminder: R, at: datetime) -> None:
    """Fire one; one that fails stays planned until the next tick and holds nobody else up."""
    try:
        with db.session.begin_nested():
            act(reminder, at)
    except Exception as problem:
        log.error("reminder not fired", reminder=number, kind=type(problem).__name__)

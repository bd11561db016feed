"""Takes the reminders whose time has come, all in one transaction, so that any number of processes may tick.

One transaction, because the sender must not take a person's mail of the day before the last reminder is in it.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from remiss.door import writing
from remiss.extensions import db
from remiss.models.mail import Reminder
from remiss.models.operations import Heartbeat
from remiss.services.reminders import due_reminders, fire

log = structlog.get_logger()


def tick(at: datetime) -> int:
    """Fire or skip every reminder due at ``at`` and return how many there were; leaves a sign of life."""
    with writing():
        _beat(at)
        due = due_reminders(at)
        for reminder in due:
            _fire_one(reminder, at)
        return len(due)


def _beat(at: datetime) -> None:
    """Say that the scheduler lives; /readyz and the operations page look here. Its row is the turn of one process."""
    heartbeat = db.session.get(Heartbeat, "scheduler", with_for_update=True)
    if heartbeat is None:
        db.session.add(Heartbeat(name="scheduler", at=at))
    else:
        heartbeat.at = at
    db.session.flush()


def _fire_one(reminder: Reminder, at: datetime) -> None:
    """Fire one; one that fails stays planned until the next tick and holds nobody else up."""
    number = reminder.id
    try:
        with db.session.begin_nested():
            fire(reminder, at)
    except Exception as problem:
        log.error("reminder not fired", reminder=number, kind=type(problem).__name__)

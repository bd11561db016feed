"""Takes the reminders whose time has come, one transaction each, so that any number of processes may tick."""

from __future__ import annotations

from datetime import datetime

import structlog

from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import Heartbeat
from remiss.services.reminders import fire, next_due

log = structlog.get_logger()


def tick(at: datetime) -> int:
    """Fire or skip every reminder due at ``at`` and return how many there were; leaves a sign of life."""
    taken, passed = 0, set[int]()
    while _take_one(at, passed):
        taken += 1
    beat(at)
    return taken


def beat(at: datetime) -> None:
    """Say that the scheduler lives; /readyz and the operations page look here."""
    with writing():
        heartbeat = db.session.get(Heartbeat, "scheduler")
        if heartbeat is None:
            db.session.add(Heartbeat(name="scheduler", at=at))
        else:
            heartbeat.at = at


def _take_one(at: datetime, passed: set[int]) -> bool:
    """Fire one; one that fails stays planned, is passed over until the next tick, and holds nobody else up."""
    number = 0
    try:
        with writing():
            reminder = next_due(at, passed)
            if reminder is None:
                return False
            number = reminder.id
            fire(reminder, at)
    except Exception as problem:
        if not number:
            raise
        passed.add(number)
        log.error("reminder not fired", reminder=number, kind=type(problem).__name__)
    return True

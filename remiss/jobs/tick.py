"""Takes the reminders whose time has come, one transaction each, so that any number of processes may tick."""

from __future__ import annotations

from datetime import datetime

from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import Heartbeat
from remiss.services.reminders import fire, next_due


def tick(at: datetime) -> int:
    """Fire or skip every reminder due at ``at`` and return how many there were; leaves a sign of life."""
    taken = 0
    while _take_one(at):
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


def _take_one(at: datetime) -> bool:
    with writing():
        reminder = next_due(at)
        if reminder is None:
            return False
        fire(reminder, at)
        return True

"""Where a round of the sample plays: its facts, the city, and how its printed days become days of this loading.

The printed dates of the sample's files belong to ``reference_today``. Loaded on another day, everything is moved by
whole weeks, so that weekdays stay and nothing lies in the future.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from remiss.cli.sample.city import City
from remiss.clock import STOCKHOLM
from remiss.domain.roles import Actor, Role
from remiss.extensions import db
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.sessions import actor_for

SENDER = "kommunstyrelsen"
OPENS = time(8, 20)
MINUTES_OPEN = 8 * 60


@dataclass(frozen=True)
class Stage:
    """``folder`` holds the round's files, ``uploads`` is where the application keeps its own; ``shift`` in days."""

    folder: Path
    uploads: Path
    facts: dict[str, Any]
    city: City
    shift: timedelta

    def day(self, printed: str | date) -> date:
        """Return the day that a printed date falls on in this loading."""
        return _printed(printed) + self.shift

    def moment(self, printed: str | date, minutes: int = 0) -> datetime:
        """Return a moment of that day's office hours, so many minutes after they begin (counted around)."""
        opens = datetime.combine(self.day(printed), OPENS, STOCKHOLM)
        return opens + timedelta(minutes=minutes % MINUTES_OPEN)

    def actor(self, organisation: str, role: Role) -> Actor:
        """Return the sample's person with ``role`` there."""
        return actor_for(self.person(organisation, role), self.moment(self.facts["sent"]))

    def person(self, organisation: str, role: Role) -> User:
        """Return the account of the sample's person with ``role`` there."""
        return db.session.get_one(User, self.city.people[(organisation, role)])

    def has(self, organisation: str, role: Role) -> bool:
        """Tell whether the sample has such a person."""
        return (organisation, role) in self.city.people

    def remiss(self) -> Remiss:
        """Return the round's remiss, once it is created."""
        number = self.facts["diary_number"]
        return db.session.scalars(sa.select(Remiss).where(Remiss.diary_number == number)).one()

    def reply(self, organisation: str) -> Reply:
        """Return what the body asked has for its reply."""
        place = self.city.organisations[organisation]
        query = sa.select(Reply).join(Consultee, Consultee.reply_id == Reply.id)
        asked = query.where(Consultee.remiss_id == self.remiss().id, Consultee.organisation_id == place)
        return db.session.scalars(asked).one()


def whole_weeks(today: date, reference: date) -> timedelta:
    """Return the shift from ``reference`` to ``today``, rounded down to whole weeks."""
    return timedelta(days=(today - reference).days // 7 * 7)


def weekdays_after(printed: str | date, count: int) -> date:
    """Return the printed weekday that lies ``count`` weekdays later; the shift in whole weeks keeps it one."""
    day = _printed(printed)
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _printed(day: str | date) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)

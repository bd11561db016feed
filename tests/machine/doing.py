"""An attempt with all that is needed to carry it out through the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.joint import JointParty
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from tests.machine.things import Attempt
from tests.support.world import World, reply_of

SAVES, NUMBERS = count(1), count(1)


@dataclass(frozen=True)
class Shown:
    """What a page showed: the versions its hidden fields hold."""

    version: int
    text: int


@dataclass(frozen=True)
class Doing:
    """An attempt with all that is needed to carry it out."""

    world: World
    remiss_id: int
    attempt: Attempt
    shown: Shown
    now: datetime
    actors: dict[str, Actor]

    @property
    def actor(self) -> Actor:
        """Nobody gets or loses a role on the way, so each is looked up once."""
        who = self.attempt.who
        return self.actors.get(who) or self.actors.setdefault(who, self.world.actor(who))

    @property
    def reply(self) -> Reply:
        return db.session.get_one(Reply, self.attempt.matter)

    @property
    def remiss(self) -> Remiss:
        return db.session.get_one(Remiss, self.remiss_id)

    @property
    def party(self) -> JointParty:
        return db.session.get_one(JointParty, self.attempt.which)

    @property
    def tomorrow(self) -> date:
        return self.now.date() + timedelta(days=1)

    def unless(self, name: str, answer: str) -> str:
        """Return ``answer``, or nothing where the attempt lacks it."""
        return "" if self.attempt.lacks == name else answer

    def day(self, name: str = "beslutsdag") -> date | None:
        return None if self.attempt.lacks == name else date(2030, 12, 17)

    def number(self, name: str = "diarienummer") -> str:
        """Return a diary number that nobody has used, or nothing."""
        return self.unless(name, f"1.1-{next(NUMBERS)}/2026")

    @property
    def extension(self) -> int:
        """The request for anstånd that the page showed."""
        return -1 if self.attempt.stale else self.attempt.which or 0

    @property
    def completion(self) -> Completion:
        return db.session.get_one(Completion, self.attempt.which)


Act = Callable[[Doing], object]


def consultee_of(remiss_id: int, organisation_id: int) -> int:
    """Return the id of the body's row in the remiss."""
    return next(c.id for c in reply_of(remiss_id, organisation_id).consultees if c.organisation_id == organisation_id)


def stale(shown: Shown) -> Shown:
    """Return what an older page showed."""
    return replace(shown, version=shown.version - 1, text=shown.text - 1)

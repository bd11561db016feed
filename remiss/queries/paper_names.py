"""What the register says of the names in a paper: whether they were valid on its day, and whose the office is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.organisations import Organisation, OrganisationName
from remiss.text import listed, long_date


@dataclass(frozen=True)
class NameDoubt:
    """Why a name that was read is doubtful. ``field`` is its name in the reading."""

    field: str
    reason: str


@dataclass(frozen=True)
class Paper:
    """What a paper calls its body and its office, and its day. ``dated``: the day stands in it."""

    body: str | None
    office: str | None
    day: date
    dated: bool

    @property
    def when(self) -> str:
        """The sentence that says which day is meant."""
        if self.dated:
            return f"Svaret är daterat den {long_date(self.day)}."
        return f"Filen har inget datum och laddades upp den {long_date(self.day)}."


@dataclass(frozen=True)
class Period:
    """A name of a body with its time. Another way to write the name is valid as long as the body is there."""

    body: int
    name: str
    folded: str
    is_alias: bool
    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the name was valid on ``day``."""
        return self.first <= day and not self.ended(day)

    def ended(self, day: date) -> bool:
        """Tell whether the name was no longer valid on ``day``."""
        return self.last is not None and self.last < day


@dataclass(frozen=True)
class NameRegister:
    """The names of all bodies, who took over from whom, and what the offices are called, folded."""

    periods: tuple[Period, ...]
    successors: dict[int, int]
    offices: dict[int, str]

    def doubts(self, body: int | None, paper: Paper, today: date) -> tuple[NameDoubt, ...]:
        """Return what to check when ``paper`` is taken for a reply of ``body``."""
        if body is None:
            return ()
        line = self._line(body)
        found = (("consultee", self._name(line, paper, today)), ("office", self._office(body, line, paper)))
        return tuple(NameDoubt(field, reason) for field, reason in found if reason)

    def _name(self, line: list[int], paper: Paper, today: date) -> str | None:
        """Return why the name is another time's. One that began too late is told only where the earlier is known."""
        named = [one for one in self._of(line) if paper.body and one.folded == fold(paper.body)]
        if not named or any(one.holds(paper.day) for one in named):
            return None
        if over := [one.last for one in named if one.last is not None and one.ended(paper.day)]:
            return f"Namnet ”{paper.body}” gällde till och med {long_date(max(over))}. {paper.when} " + (
                self._now(line[0], {one.body for one in named}, today)
            )
        then = [one.name for one in self._of(line) if not one.is_alias and one.holds(paper.day)]
        first = long_date(min(one.first for one in named))
        called = f"Då gällde {listed([f'”{name}”' for name in then])}."
        return f"Namnet ”{paper.body}” gäller från och med {first}. {paper.when} {called}" if then else None

    def _now(self, body: int, named: Collection[int], today: date) -> str:
        following: int | None = body
        seen = set[int]()
        while following is not None and following not in seen:
            for one in self._of([following]):
                if not one.is_alias and one.holds(today):
                    return f"Instansen heter nu {one.name}." if one.body in named else f"{one.name} har tagit över."
            seen.add(following)
            following = self.successors.get(following)
        return "Ingen har tagit över enligt registret."

    def _office(self, body: int, line: list[int], paper: Paper) -> str | None:
        if not paper.office or not any(self._of([body])):
            return None
        sought = fold(paper.office)
        owners = {number for number, office in self.offices.items() if office == sought}
        owners |= {one.body for one in self.periods if one.folded == sought}
        if not owners or owners & {*line, self.successors.get(body)}:
            return None
        others = listed(sorted(self._called(number, paper.day) for number in owners))
        return f"”{paper.office}” hör enligt registret till {others}, inte till {self._called(body, paper.day)}."

    def _called(self, body: int, day: date) -> str:
        official = [one for one in self._of([body]) if not one.is_alias]
        return next((one.name for one in official if one.holds(day)), official[-1].name)

    def _of(self, bodies: Collection[int]) -> Iterator[Period]:
        return (one for one in self.periods if one.body in bodies)

    def _line(self, body: int) -> list[int]:
        """Return a body and all whose tasks have come to it, itself first."""
        line = [body]
        for one in line:
            line += [old for old, new in self.successors.items() if new == one and old not in line]
        return line


def paper_of(parsed: dict[str, Any], uploaded_at: datetime) -> Paper:
    """Return a read file as a paper; without a date of its own its day is that of the upload.

    In a joint reply the office that stands first is one party's, and says nothing about the others.
    """
    said = parsed["dates"]["statement"]
    day = date.fromisoformat(said) if said else local_date(uploaded_at)
    office = None if joint_in(parsed) else parsed["office"]
    return Paper(parsed["consultee"], office, day, dated=bool(said))


def joint_in(parsed: dict[str, Any]) -> str | None:
    """Return the sentence that names the parties when the reply is a joint one."""
    reasons = [row["reason"] for row in parsed["unsure"] if row["field"] == "consultee"]
    return next((reason for reason in reasons if reason.startswith("Gemensamt")), None)


def name_register() -> NameRegister:
    """Return the register of names, without senders that one body keeps for itself. One query."""
    query = sa.select(OrganisationName, Organisation.successor_id, Organisation.office_name).join(Organisation)
    query = query.where(Organisation.registered_by_id.is_(None)).order_by(OrganisationName.valid_from)
    by_body: dict[int, list[OrganisationName]] = defaultdict(list)
    successors, offices = dict[int, int](), dict[int, str]()
    for name, successor, office in db.session.execute(query):
        by_body[name.organisation_id].append(name)
        if successor is not None:
            successors[name.organisation_id] = successor
        if office:
            offices[name.organisation_id] = fold(office)
    periods = [period for names in by_body.values() for period in _periods(names)]
    return NameRegister(tuple(periods), successors, offices)


def _periods(names: Iterable[OrganisationName]) -> Iterator[Period]:
    official = [name for name in names if not name.is_alias]
    begins, ends = official[0].valid_from, official[-1].valid_to
    for name in names:
        first, last = (begins, ends) if name.is_alias else (name.valid_from, name.valid_to)
        yield Period(name.organisation_id, name.name, name.folded, name.is_alias, first, last)

"""What the events of the log are about, in words that whoever may read the event may read too."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.disclosures import Disclosure
from remiss.models.distribution import DistributionList
from remiss.models.intakes import Intake
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.log import LoggedEvent, View
from remiss.queries.names import names_on
from remiss.text import listed

Words = dict[int, str]


@dataclass(frozen=True)
class Thing:
    """What an event is about, and the page where whoever reads the log may see it."""

    words: str
    path: str | None = None


def things(events: Collection[LoggedEvent], view: View, today: date) -> dict[tuple[str, int], Thing]:
    """Return what ``events`` are about, by kind and id: one query or two for each kind that occurs."""
    found: dict[tuple[str, int], Thing] = {}
    for kind in {event.kind for event in events} & set(_READ):
        ids = {event.thing_id for event in events if event.kind == kind}
        for thing_id, words in _READ[kind](ids, view, today).items():
            found[kind, thing_id] = Thing(words, _path(kind, thing_id, view))
    return found


def _path(kind: str, thing_id: int, view: View) -> str | None:
    own_page = {
        ("reply", View.MATTERS): "arenden", ("remiss", View.REMISSER): "remisser",
        ("user", View.OPERATIONS): "anvandare", ("organisation", View.OPERATIONS): "organisationer",
    }  # fmt: skip
    folder = own_page.get((kind, view))
    return f"/{folder}/{thing_id}" if folder else None


def _replies(ids: Collection[int], view: View, today: date) -> Words:
    titles = _pairs(
        sa.select(Reply.id, Remiss.title).join(Remiss, Remiss.id == Reply.remiss_id).where(Reply.id.in_(ids))
    )
    if view is View.MATTERS:
        return titles
    asked = list(db.session.execute(_bodies().where(Consultee.reply_id.in_(ids))))
    names = names_on({row.organisation_id for row in asked}, today)
    bodies = {
        thing: listed([names[row.organisation_id].name for row in asked if row.reply_id == thing]) for thing in titles
    }
    return {thing: f"{title}, {bodies[thing]}" for thing, title in titles.items()}


def _bodies() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(Consultee.id, Consultee.reply_id, Consultee.organisation_id).order_by(Consultee.id)


def _consultees(ids: Collection[int], _view: View, today: date) -> Words:
    rows = list(db.session.execute(_bodies().add_columns(Remiss.title).join(Remiss).where(Consultee.id.in_(ids))))
    names = names_on({row.organisation_id for row in rows}, today)
    return {row.id: f"{row.title}, {names[row.organisation_id].name}" for row in rows}


def _organisations(ids: Collection[int], _view: View, today: date) -> Words:
    return {thing: named.name for thing, named in names_on(ids, today).items()}


def _meetings(ids: Collection[int], _view: View, _today: date) -> Words:
    days = _pairs(sa.select(Meeting.id, Meeting.held_on).where(Meeting.id.in_(ids)))
    return {thing: f"Sammanträdet {day}" for thing, day in days.items()}


def _intakes(ids: Collection[int], _view: View, _today: date) -> Words:
    return _pairs(sa.select(Intake.id, Remiss.title).join(Remiss).where(Intake.id.in_(ids)))


def _remisser(ids: Collection[int], _view: View, _today: date) -> Words:
    return _pairs(sa.select(Remiss.id, Remiss.title).where(Remiss.id.in_(ids)))


def _people(ids: Collection[int], _view: View, _today: date) -> Words:
    return _pairs(sa.select(User.id, User.name).where(User.id.in_(ids)))


def _lists(ids: Collection[int], _view: View, _today: date) -> Words:
    return _pairs(sa.select(DistributionList.id, DistributionList.name).where(DistributionList.id.in_(ids)))


def _disclosures(ids: Collection[int], _view: View, _today: date) -> Words:
    return _pairs(sa.select(Disclosure.id, Remiss.title).join(Remiss).where(Disclosure.id.in_(ids)))


def _pairs(query: sa.Select[*tuple[Any, ...]]) -> Words:
    return {row[0]: str(row[1]) for row in db.session.execute(query)}


_READ: dict[str, Callable[[Collection[int], View, date], Words]] = {
    "reply": _replies, "remiss": _remisser, "consultee": _consultees, "meeting": _meetings, "intake": _intakes,
    "organisation": _organisations, "user": _people, "distribution_list": _lists, "disclosure": _disclosures,
    "meeting_rhythm": _organisations,
}  # fmt: skip

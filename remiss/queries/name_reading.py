"""Names as people write or paste them: whom they mean today, whom they may mean, and which nobody goes by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.organisations import Organisation, OrganisationName
from remiss.queries.names import NamedBody, all_bodies, resolve
from remiss.queries.organisations import SHARED, similar_names

_BEFORE = re.compile(r"^(?:[-–•*·]|\d{1,3}[.)])\s*")


@dataclass(frozen=True)
class Offer:
    """A name that is nobody's, and the bodies that it may be meant for."""

    typed: str
    bodies: tuple[NamedBody, ...]


@dataclass(frozen=True)
class ReadNames:
    """``ids`` go or went by the names (``resolve`` says who that is today); nobody is ever created."""

    ids: frozenset[int] = frozenset()
    offers: tuple[Offer, ...] = ()
    unknown: tuple[str, ...] = ()


NOTHING_READ = ReadNames()


def read_names(pasted: str, day: date) -> ReadNames:
    """Read a pasted list, one name a line; bullets, numbers and commas around the names do not matter."""
    lines = [_BEFORE.sub("", line.strip()).strip(" ,;.\t") for line in pasted.splitlines()]
    bodies = {body.organisation_id: body for body in all_bodies(day)}
    written = _written()
    found, offers, unknown = set[int](), list[Offer](), list[str]()
    for line in dict.fromkeys(line for line in lines if line):
        ids = written.get(fold(line), frozenset())
        one = ids & bodies.keys() or ids
        if len(one) == 1:
            found |= one
        elif near := meant_by(line, day) if not one else tuple(bodies[number] for number in sorted(one)):
            offers.append(Offer(line, near))
        else:
            unknown.append(line)
    return ReadNames(frozenset(found), tuple(offers), tuple(unknown))


def meant_by(name: str, day: date) -> tuple[NamedBody, ...]:
    """Return the bodies of ``day`` whose present or former name comes so near ``name`` that it may be a slip."""
    near = [organisation_id for organisation_id, _ in similar_names(name)]
    bodies = {body.organisation_id: body for body in all_bodies(day)}
    following = [number for old in near for number in resolve([old], day).ids]
    return tuple(bodies[number] for number in dict.fromkeys(following))


def _written() -> dict[str, frozenset[int]]:
    """Return the bodies by every way their names are written."""
    query = sa.select(OrganisationName.folded, OrganisationName.organisation_id).join(Organisation).where(SHARED)
    found: dict[str, set[int]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.folded, set()).add(row.organisation_id)
    return {folded: frozenset(ids) for folded, ids in found.items()}

"""Names of organisations on a day, and finding the organisation behind a name as people write it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName


@dataclass(frozen=True)
class NamedBody:
    """An organisation with the name valid on the day asked for."""

    organisation_id: int
    name: str
    sort_key: str
    kind: OrganisationKind

    @property
    def in_sentence(self) -> str:
        """The name as written inside a sentence: *kommunstyrelsen*, but *Region Stockholm*."""
        return self.name.lower() if self.kind is OrganisationKind.EXECUTIVE else self.name


@dataclass(frozen=True)
class Resolved:
    """Bodies as they exist on a day. ``replaced`` are (old, new) names, ``ended`` those that nobody took over from."""

    ids: frozenset[int]
    replaced: tuple[tuple[str, str], ...] = ()
    ended: tuple[str, ...] = ()


def names_on(organisation_ids: Collection[int], day: date) -> dict[int, NamedBody]:
    """Return the official name on ``day`` of each organisation; one without a valid name keeps its newest."""
    query = (
        sa.select(OrganisationName, Organisation.kind)
        .join(Organisation)
        .where(OrganisationName.organisation_id.in_(organisation_ids), ~OrganisationName.is_alias)
        .order_by(OrganisationName.valid_from)
    )
    found: dict[int, NamedBody] = {}
    valid: set[int] = set()
    for name, kind in db.session.execute(query):
        is_valid = name.valid_from <= day and (name.valid_to is None or day <= name.valid_to)
        if is_valid or name.organisation_id not in valid:
            found[name.organisation_id] = NamedBody(name.organisation_id, name.name, name.sort_key, kind)
        if is_valid:
            valid.add(name.organisation_id)
    return found


def all_bodies(day: date) -> list[NamedBody]:
    """Return every organisation that exists on ``day`` and can be asked, in the order of every list."""
    still = sa.or_(OrganisationName.valid_to.is_(None), OrganisationName.valid_to >= day)
    query = sa.select(Organisation.id).join(OrganisationName)
    valid = query.where(~OrganisationName.is_alias, OrganisationName.valid_from <= day, still)
    shared = (Organisation.kind != OrganisationKind.EXECUTIVE, Organisation.registered_by_id.is_(None))
    ids = db.session.scalars(valid.where(*shared)).all()
    order = list(OrganisationKind)
    return sorted(names_on(ids, day).values(), key=lambda body: (order.index(body.kind), body.sort_key))


def resolve(organisation_ids: Collection[int], day: date) -> Resolved:
    """Return who is to be asked on ``day`` for bodies chosen earlier: itself, or whoever has taken over."""
    bodies = {body.organisation_id: body.name for body in all_bodies(day)}
    gone = [number for number in organisation_ids if number not in bodies]
    if not gone:
        return Resolved(frozenset(organisation_ids))
    took_over = _took_over()
    now = {number: _followed(number, took_over, bodies) for number in gone}
    names = sorted(names_on(gone, day).values(), key=lambda body: body.sort_key)
    replaced = [(old.name, bodies[new]) for old in names if (new := now[old.organisation_id]) is not None]
    return Resolved(
        frozenset(set(organisation_ids) & bodies.keys() | {new for new in now.values() if new is not None}),
        tuple(replaced),
        tuple(old.name for old in names if now[old.organisation_id] is None),
    )


def _followed(number: int, took_over: dict[int, int], bodies: Collection[int]) -> int | None:
    """Return the first successor of a body that is among ``bodies``; a ring of successors leads nowhere."""
    seen = {number}
    while (following := took_over.get(number)) is not None and following not in seen:
        if following in bodies:
            return following
        seen.add(following)
        number = following
    return None


def find_body(name: str | None, day: date) -> int | None:
    """Return who on ``day`` is the organisation that goes or went by ``name`` or an alias, or None.

    One that had ended by then is followed to whoever took over. An unknown name creates nothing.
    Senders that one body keeps in its own register are unknown to all others.
    """
    if not name:
        return None
    query = sa.select(OrganisationName.organisation_id).where(OrganisationName.folded == fold(name))
    query = query.join(Organisation).where(Organisation.registered_by_id.is_(None))
    ids = set(db.session.scalars(query))
    here = _existing(day) if ids else frozenset()
    followed = {new for number in ids if (new := _followed(number, _took_over(), here)) is not None}
    for candidates in (ids & here, followed, ids):
        if candidates:
            return candidates.pop() if len(candidates) == 1 else None
    return None


def _existing(day: date) -> frozenset[int]:
    """Return every organisation with an official name on ``day``, kommunstyrelsen too."""
    still = sa.or_(OrganisationName.valid_to.is_(None), OrganisationName.valid_to >= day)
    query = sa.select(OrganisationName.organisation_id).where(~OrganisationName.is_alias, still)
    return frozenset(db.session.scalars(query.where(OrganisationName.valid_from <= day)))


def _took_over() -> dict[int, int]:
    """Return who took over from whom."""
    query = sa.select(Organisation.id, Organisation.successor_id).where(Organisation.successor_id.is_not(None))
    return {row.id: row.successor_id for row in db.session.execute(query)}

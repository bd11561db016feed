"""The register of those who send remisser to one body: organisations here, and the body's own external senders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from rapidfuzz import fuzz, process

from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.organisations import Organisation, OrganisationName
from remiss.queries.names import NamedBody, names_on

NEAR_ENOUGH = 78
SHOWN = 5


@dataclass(frozen=True)
class FoundSenders:
    """What the register says of a name: those who go by it, and those whose name comes near, the nearest first."""

    exact: tuple[NamedBody, ...]
    near: tuple[NamedBody, ...]


def known_senders(body_id: int, day: date) -> list[NamedBody]:
    """Return everybody that ``body_id`` can have got a remiss from, in Swedish order."""
    ids = db.session.scalars(sa.select(Organisation.id).where(_known_to(body_id), Organisation.id != body_id)).all()
    return sorted(names_on(ids, day).values(), key=lambda sender: sender.sort_key)


def own_senders(body_ids: Collection[int], day: date) -> list[NamedBody]:
    """Return the external senders in the own registers of ``body_ids``, in Swedish order."""
    ids = db.session.scalars(sa.select(Organisation.id).where(Organisation.registered_by_id.in_(body_ids))).all()
    return sorted(names_on(ids, day).values(), key=lambda sender: sender.sort_key)


def find_senders(body_id: int, typed: str, day: date) -> FoundSenders:
    """Look a name up as people write it, former names and aliases too. Three queries."""
    senders = {sender.organisation_id: sender for sender in known_senders(body_id, day)}
    query = sa.select(OrganisationName.folded, OrganisationName.organisation_id)
    rows = db.session.execute(query.where(OrganisationName.organisation_id.in_(senders))).all()
    sought = fold(typed)
    exact = {row.organisation_id: senders[row.organisation_id] for row in rows if row.folded == sought}
    if exact:
        return FoundSenders(tuple(exact.values()), ())
    scored = process.extract(
        sought, [row.folded for row in rows], scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH, limit=20
    )
    near = {rows[place].organisation_id: senders[rows[place].organisation_id] for _, _, place in scored}
    return FoundSenders((), tuple(near.values())[:SHOWN])


def _known_to(body_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(Organisation.registered_by_id.is_(None), Organisation.registered_by_id == body_id)

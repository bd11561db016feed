"""Who is asked in a remiss, and how many there can take the mail."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.organisations import OrganisationKind
from remiss.models.replies import Consultee
from remiss.queries.names import all_bodies
from remiss.queries.people import office_people


@dataclass(frozen=True)
class AskedBody:
    """A body that a remiss goes to; ``registrars`` is how many people there get the mail."""

    organisation_id: int
    name: str
    kind: OrganisationKind
    registrars: int


def chosen_ids(remiss_id: int) -> frozenset[int]:
    """Return the organisations chosen for a remiss; not those that answered without being asked."""
    asked = sa.select(Consultee.organisation_id).where(Consultee.remiss_id == remiss_id, Consultee.invited)
    return frozenset(db.session.scalars(asked))


def consultees_of(remiss_id: int, consultee_ids: Collection[int]) -> list[Consultee]:
    """Return those of the consultees that belong to a remiss, in the order in which they were asked: one query."""
    query = sa.select(Consultee).where(Consultee.remiss_id == remiss_id, Consultee.id.in_(consultee_ids))
    return list(db.session.scalars(query.order_by(Consultee.id)))


def asked_bodies(remiss_id: int, day: date) -> list[AskedBody]:
    """Return the chosen bodies in the order of every list, with who gets the mail when it is sent on ``day``."""
    chosen = chosen_ids(remiss_id)
    registrars = [p.organisation_id for p in office_people(chosen, day) if p.role is Role.REGISTRAR]
    return [
        AskedBody(body.organisation_id, body.name, body.kind, registrars.count(body.organisation_id))
        for body in all_bodies(day)
        if body.organisation_id in chosen
    ]

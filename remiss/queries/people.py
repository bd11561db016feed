"""Who holds which role in which organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.people import Membership, User


@dataclass(frozen=True)
class OfficePerson:
    """A person in one role of one organisation; ``title`` is the person's own, or the role's usual one."""

    user_id: int
    name: str
    title: str
    role: Role
    organisation_id: int


def office_people(organisation_ids: Collection[int], day: date) -> list[OfficePerson]:
    """Return the active people of ``organisation_ids`` on ``day``, one row per role, by name: one query."""
    query = (
        sa.select(User.id, User.name, User.title, Membership.role, Membership.organisation_id)
        .join(Membership)
        .where(
            User.active,
            Membership.organisation_id.in_(organisation_ids),
            Membership.valid_from <= day,
            sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        )
        .order_by(User.name, User.id)
    )
    return [
        OfficePerson(row.id, row.name, row.title or row.role.label, row.role, row.organisation_id)
        for row in db.session.execute(query)
    ]


def names_in(people: Collection[OfficePerson], role: Role, organisation_ids: Collection[int]) -> tuple[str, ...]:
    """Return the names of those among ``people`` who hold ``role`` in one of ``organisation_ids``, each once."""
    held = (p.name for p in people if p.role is role and p.organisation_id in organisation_ids)
    return tuple(dict.fromkeys(held))

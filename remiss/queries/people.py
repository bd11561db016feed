"""Who holds which role in which organisation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.people import Membership, Substitution, User


@dataclass(frozen=True)
class OfficePerson:
    """A person in one role of one organisation; ``title`` is the person's own, or the role's usual one.

    ``substitute`` is who acts there while the person is away.
    """

    user_id: int
    name: str
    title: str
    role: Role
    organisation_id: int
    substitute: str | None = None

    @property
    def holder(self) -> str:
        """The name as that of whom a matter waits for: with the substitute's while the person is away."""
        return f"{self.name} (ersätts av {self.substitute})" if self.substitute else self.name


def office_people(organisation_ids: Collection[int], day: date) -> list[OfficePerson]:
    """Return the active people of ``organisation_ids`` on ``day``, one row per role, by name: one query."""
    stands_in = orm.aliased(User)
    query = (
        sa.select(
            User.id, User.name, User.title, Membership.role, Membership.organisation_id, stands_in.name.label("by")
        )
        .select_from(User)
        .join(Membership, Membership.user_id == User.id)
        .outerjoin(Substitution, _lasts(day))
        .outerjoin(stands_in, sa.and_(stands_in.id == Substitution.substitute_id, stands_in.active))
        .where(
            User.active,
            Membership.organisation_id.in_(organisation_ids),
            Membership.valid_from <= day,
            sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        )
        .order_by(User.name, User.id, Substitution.id)
    )
    rows = {(row.id, row.role, row.organisation_id): row for row in db.session.execute(query)}
    return [
        OfficePerson(row.id, row.name, row.title or row.role.label, row.role, row.organisation_id, row.by)
        for row in rows.values()
    ]


def _lasts(day: date) -> sa.ColumnElement[bool]:
    """Return the condition of a substitution that lasts on ``day``, for the person in the place of the membership."""
    return sa.and_(
        Substitution.absent_id == User.id,
        Substitution.organisation_id == Membership.organisation_id,
        Substitution.starts_on <= day,
        Substitution.ends_on >= day,
        Substitution.ended_at.is_(None),
    )


def holders_in(people: Collection[OfficePerson], role: Role, organisation_ids: Collection[int]) -> tuple[str, ...]:
    """Return whom a matter waits for: as ``names_in``, with the substitutes of those who are away."""
    held = (p.holder for p in people if p.role is role and p.organisation_id in organisation_ids)
    return tuple(dict.fromkeys(held))


def names_in(people: Collection[OfficePerson], role: Role, organisation_ids: Collection[int]) -> tuple[str, ...]:
    """Return the names of those among ``people`` who hold ``role`` in one of ``organisation_ids``, each once."""
    held = (p.name for p in people if p.role is role and p.organisation_id in organisation_ids)
    return tuple(dict.fromkeys(held))

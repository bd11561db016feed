"""Who is away, who acts instead, and with which roles: the one place that decides whether a substitution counts."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.roles import MAY_STAND_IN, Role
from remiss.extensions import db
from remiss.models.people import Membership, Substitution, User

_DAY: sa.BindParameter[date] = sa.bindparam("day", type_=sa.Date())
_LASTING = (  # put together once: it is asked in every request
    sa.select(Substitution)
    .where(Substitution.starts_on <= _DAY, Substitution.ends_on >= _DAY, Substitution.ended_at.is_(None))
    .options(
        orm.joinedload(Substitution.absent).selectinload(User.memberships),
        orm.joinedload(Substitution.substitute).selectinload(User.memberships),
    )
    .order_by(Substitution.id)
)


def substitutions_on(day: date, *conditions: sa.ColumnElement[bool]) -> list[Substitution]:
    """Return the substitutions that last on ``day``, oldest first: one query, and two more when there are any."""
    return list(db.session.scalars(_LASTING.where(*conditions), {"day": day}))


def lent_roles(row: Substitution, day: date) -> frozenset[Role]:
    """Return the roles of the absent person that the substitute has on ``day`` through ``row``.

    None when either account is closed, and only those that both still hold what it takes for.
    """
    if not (row.absent.active and row.substitute.active):
        return frozenset()
    own = roles_on(row.substitute, row.organisation_id, day)
    return frozenset(
        r for r in roles_on(row.absent, row.organisation_id, day) if own & MAY_STAND_IN.get(r, frozenset())
    )


def can_stand_in(substitute: User, absent: User, organisation_id: int, day: date) -> bool:
    """Tell whether ``substitute`` may act with every role that ``absent`` has in the body and that can be lent."""
    if substitute.id == absent.id or not substitute.active:
        return False
    own = roles_on(substitute, organisation_id, day)
    needed = [MAY_STAND_IN[role] for role in roles_on(absent, organisation_id, day) if role in MAY_STAND_IN]
    return bool(needed) and all(own & accepted for accepted in needed)


def memberships_on(user: User, day: date) -> list[Membership]:
    """Return the memberships of ``user`` valid on ``day``."""
    return [m for m in user.memberships if m.valid_from <= day and (m.valid_to is None or day <= m.valid_to)]


def roles_on(user: User, organisation_id: int, day: date) -> frozenset[Role]:
    """Return what ``user`` is in one organisation on ``day``."""
    return frozenset(m.role for m in memberships_on(user, day) if m.organisation_id == organisation_id)

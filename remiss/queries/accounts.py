"""Accounts as an administrator sees them: who, where, since when, and how much somebody holds. Never what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.roles import MAY_STAND_IN, Role
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.people import Membership, Substitution, User, UserSession
from remiss.models.replies import Reply
from remiss.queries.matters import ENDED
from remiss.queries.names import names_on
from remiss.queries.substitutes import can_stand_in, memberships_on, roles_on


@dataclass(frozen=True)
class MembershipRow:
    """A role in a body with its period."""

    membership_id: int
    organisation_id: int
    body: str
    role: Role
    valid_from: date
    valid_to: date | None

    def is_past(self, day: date) -> bool:
        """Tell whether it ended before ``day``."""
        return self.valid_to is not None and self.valid_to < day


@dataclass(frozen=True)
class AccountRow:
    """One person in the list."""

    user_id: int
    name: str
    email: str
    title: str | None
    active: bool
    roles: tuple[MembershipRow, ...]


@dataclass(frozen=True)
class AbsenceRow:
    """Who acts for whom in a body, and when. ``ended`` early when it is."""

    substitution_id: int
    organisation_id: int
    body: str
    absent: str
    substitute: str
    starts_on: date
    ends_on: date
    ended: bool


@dataclass(frozen=True)
class Account:
    """One person's account. ``matters`` and ``sessions`` are counts."""

    row: AccountRow
    phone: str | None
    locked_until: datetime | None
    memberships: tuple[MembershipRow, ...]
    absences: tuple[AbsenceRow, ...]
    matters: int
    sessions: int


def account_rows(day: date, words: str = "", organisation_id: int | None = None) -> list[AccountRow]:
    """Return the people whose name, address or title holds every one of ``words``, by name: three queries."""
    people = db.session.scalars(sa.select(User).options(orm.selectinload(User.memberships)))
    wanted = fold(words).split()
    chosen = [user for user in people if all(word in _written(user) for word in wanted)]
    names = _names(chosen, day)
    rows = [
        AccountRow(user.id, user.name, user.email, user.title, user.active, _roles(memberships_on(user, day), names))
        for user in chosen
    ]
    inside = [r for r in rows if organisation_id is None or organisation_id in {m.organisation_id for m in r.roles}]
    return sorted(inside, key=lambda row: (swedish_sort_key(row.name), row.user_id))


def account(user_id: int, now: datetime, day: date) -> Account:
    """Return one account. Raises NotVisible when there is none."""
    user = db.session.get(User, user_id)
    if user is None:
        raise NotVisible
    names = _names([user], day)
    held = sa.select(sa.func.count(Reply.id)).where(Reply.officer_id == user_id, Reply.state.not_in(ENDED))
    live = sa.select(sa.func.count(UserSession.id)).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.expires_at > now
    )
    current = _roles(memberships_on(user, day), names)
    every = sorted(_roles(user.memberships, names), key=lambda m: (m.is_past(day), m.body, m.valid_from))
    return Account(
        row=AccountRow(user.id, user.name, user.email, user.title, user.active, current),
        phone=user.phone,
        locked_until=user.locked_until if user.locked_until and user.locked_until > now else None,
        memberships=tuple(every),
        absences=tuple(absences(user_id, day)),
        matters=db.session.scalar(held) or 0,
        sessions=db.session.scalar(live) or 0,
    )


def absences(user_id: int, day: date) -> list[AbsenceRow]:
    """Return the absences of a person that last or are to come, the first on top."""
    query = (
        sa.select(Substitution)
        .where(Substitution.absent_id == user_id, Substitution.ends_on >= day, Substitution.ended_at.is_(None))
        .options(orm.joinedload(Substitution.absent), orm.joinedload(Substitution.substitute))
        .order_by(Substitution.starts_on, Substitution.id)
    )
    rows = list(db.session.scalars(query))
    names = names_on({row.organisation_id for row in rows}, day)
    return [
        AbsenceRow(
            row.id, row.organisation_id, names[row.organisation_id].name, row.absent.name, row.substitute.name,
            row.starts_on, row.ends_on, row.ended_at is not None,
        )
        for row in rows
    ]  # fmt: skip


def possible_substitutes(user: User, day: date) -> list[tuple[int, int, str]]:
    """Return (body, person, words) of everybody who may stand in for ``user``, by body and name."""
    places = sorted({m.organisation_id for m in memberships_on(user, day) if m.role in MAY_STAND_IN})
    names = names_on(places, day)
    query = sa.select(User).join(Membership).where(User.active, Membership.organisation_id.in_(places))
    people = db.session.scalars(query.options(orm.selectinload(User.memberships)).distinct()).all()
    found = []
    for place in places:
        for person in sorted(people, key=lambda one: swedish_sort_key(one.name)):
            if can_stand_in(person, user, place, day):
                roles = ", ".join(role.label for role in sorted(roles_on(person, place, day)))
                where = f" ({names[place].name})" if len(places) > 1 else ""
                found.append((place, person.id, f"{person.name}, {roles}{where}"))
    return found


def _written(user: User) -> str:
    return fold(f"{user.name} {user.email} {user.title or ''}")


def _names(people: list[User], day: date) -> dict[int, str]:
    places = {membership.organisation_id for user in people for membership in user.memberships}
    return {place: named.name for place, named in names_on(places, day).items()}


def _roles(memberships: list[Membership], names: dict[int, str]) -> tuple[MembershipRow, ...]:
    return tuple(
        MembershipRow(m.id, m.organisation_id, names[m.organisation_id], m.role, m.valid_from, m.valid_to)
        for m in sorted(memberships, key=lambda m: (names[m.organisation_id], m.role.label, m.valid_from))
    )

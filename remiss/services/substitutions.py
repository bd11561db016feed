"""Being away: somebody else acts with the same roles in a body for a while, and everything says so by both names."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.people import Substitution, User
from remiss.queries.substitutes import can_stand_in
from remiss.services.audit import record
from remiss.services.steps import require

LONGEST_DAYS = 366


def set_substitution(
    actor: Actor, absent: User, body: Organisation, substitute: User | None, period: tuple[date, date], now: datetime
) -> Substitution:
    """Let ``substitute`` act for ``absent`` in ``body`` during ``period``; what was said before about those days ends.

    People set their own, an administrator anybody's. Raises Forbidden and InvalidInput.
    """
    actor = _require_own(actor, absent)
    first, last = period
    _refuse_period(first, last, local_date(now))
    if substitute is None or not can_stand_in(substitute, absent, body.id, max(first, local_date(now))):
        raise InvalidInput("Välj en ersättare i listan.", "substitute")
    for former in _during(absent, body, first, last):
        former.ended_at = now
    row = Substitution(
        organisation_id=body.id, absent=absent, substitute=substitute, starts_on=first, ends_on=last,
        created_by_id=actor.user_id, created_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    facts = {"organisation_id": body.id, "substitute_id": substitute.id, "starts_on": first, "ends_on": last}
    record(actor, "ange_ersattare", "user", absent.id, facts, now)
    return row


def end_substitution(actor: Actor, row: Substitution, now: datetime) -> None:
    """End a substitution before its time, at once."""
    actor = _require_own(actor, row.absent)
    if row.ended_at is None and row.ends_on >= local_date(now):
        row.ended_at = now
        facts = {"organisation_id": row.organisation_id, "substitute_id": row.substitute_id}
        record(actor, "avsluta_ersattare", "user", row.absent_id, facts, now)


def _require_own(actor: Actor, absent: User) -> Actor:
    if actor.user_id == absent.id:
        return actor
    return require(actor, Permission.PEOPLE_MANAGE)


def _refuse_period(first: date, last: date, today: date) -> None:
    if last < today:
        raise InvalidInput("Sista dagen har redan varit. Välj en dag framåt.", "until")
    if last < first:
        raise InvalidInput("Sista dagen ligger före den första. Välj en senare dag.", "until")
    if (last - first).days > LONGEST_DAYS:
        raise InvalidInput("Välj högst ett år. Den som är borta längre behöver en annan person i rollen.", "until")


def _during(absent: User, body: Organisation, first: date, last: date) -> list[Substitution]:
    query = sa.select(Substitution).where(
        Substitution.absent_id == absent.id,
        Substitution.organisation_id == body.id,
        Substitution.ended_at.is_(None),
        Substitution.starts_on <= last,
        Substitution.ends_on >= first,
    )
    return list(db.session.scalars(query))

"""What a person is in a body, for a period. Nothing is taken away: a membership ends and stays in the history."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor, Role
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.people import Membership, User
from remiss.services.administrators import refuse_without_administrator
from remiss.services.audit import record
from remiss.services.steps import require

SENDING = frozenset({Role.COORDINATOR, Role.KS_REGISTRAR, Role.ADMIN})
"""Roles of the body that sends remisser; everywhere else they would mean nothing."""
OWN = "Du kan inte ge dig själv en roll. Be en annan administratör."


def add_membership(
    actor: Actor, user: User, body: Organisation, role: Role, valid_from: date, valid_to: date | None, now: datetime
) -> Membership:
    """Give ``user`` a role in ``body``. Raises Forbidden and InvalidInput.

    Administrators give themselves no role: who opens accounts reads no drafts by own decision (DOMAIN §7).
    """
    actor = require(actor, Permission.PEOPLE_MANAGE)
    if user.id == actor.user_id:
        raise InvalidInput(OWN)
    if valid_to is not None and valid_to < valid_from:
        raise InvalidInput("Sista dagen ligger före den första. Välj en senare dag.", "valid_to")
    if role in SENDING and body.kind is not OrganisationKind.EXECUTIVE:
        raise InvalidInput(f"Rollen {role.label} finns bara i kommunstyrelsen.", "role")
    for held in user.memberships:
        if (held.organisation_id, held.role) == (body.id, role) and _overlap(held, valid_from, valid_to):
            raise InvalidInput("Personen har redan den rollen i organisationen under perioden.", "role")
    membership = Membership(user=user, organisation_id=body.id, role=role, valid_from=valid_from, valid_to=valid_to)
    db.session.add(membership)
    db.session.flush()
    facts = {"organisation_id": body.id, "role": role, "valid_from": valid_from, "valid_to": valid_to}
    record(actor, "ge_roll", "user", user.id, facts, now)
    return membership


def end_membership(actor: Actor, membership: Membership, last_day: date, now: datetime) -> None:
    """Let ``membership`` end with ``last_day``. Raises InvalidInput before its first day, and for the last admin."""
    actor = require(actor, Permission.PEOPLE_MANAGE)
    if last_day < membership.valid_from:
        raise InvalidInput("Sista dagen ligger före rollens första dag. Välj en senare dag.", "last_day")
    membership.valid_to = last_day
    db.session.flush()
    if membership.role is Role.ADMIN:
        refuse_without_administrator(now)
    facts = {"organisation_id": membership.organisation_id, "role": membership.role, "last_day": last_day}
    record(actor, "avsluta_roll", "user", membership.user_id, facts, now)


def usual_last_day(membership: Membership, now: datetime) -> date:
    """Return the day proposed as the last: yesterday, so that the role is gone at once, or its only day."""
    return max(membership.valid_from, local_date(now) - timedelta(days=1))


def _overlap(held: Membership, valid_from: date, valid_to: date | None) -> bool:
    return (held.valid_to or date.max) >= valid_from and held.valid_from <= (valid_to or date.max)

"""Accounts: the first administrator, and what an administrator does to accounts. Nothing here reads a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor, Role
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.models.people import Membership, User
from remiss.notifications.envelope import UnsafeAddress, safe
from remiss.services.administrators import refuse_without_administrator
from remiss.services.audit import record
from remiss.services.sessions import end_sessions
from remiss.services.steps import require

TAKEN = "Det finns redan ett konto med den adressen."


@dataclass(frozen=True)
class PersonDetails:
    """What is known of a person."""

    name: str
    email: str
    title: str | None = None
    phone: str | None = None


def create_administrator(details: PersonDetails, password_hash: str, now: datetime) -> User:
    """Add an administrator who can sign in at once; meant for the console of a new installation.

    The role needs a body: it is kommunstyrelsen, which is added when there is none. Raises InvalidInput.
    """
    user = _add(details, password_hash)
    body = _executive(now)
    user.memberships.append(Membership(organisation_id=body.id, role=Role.ADMIN, valid_from=local_date(now)))
    db.session.flush()
    record(None, "skapa_administrator", "user", user.id, {"organisation_id": body.id}, now)
    return user


def create_account(actor: Actor, details: PersonDetails, unusable_hash: str, now: datetime) -> User:
    """Add a person, who chooses a password through a mailed link. Raises Forbidden and InvalidInput."""
    actor = require(actor, Permission.PEOPLE_MANAGE)
    user = _add(details, unusable_hash)
    record(actor, "skapa_konto", "user", user.id, {}, now)
    return user


def change_details(actor: Actor, user: User, details: PersonDetails, now: datetime) -> None:
    """Correct name, address, title or phone. The log says which were changed, not to what."""
    actor = require(actor, Permission.PEOPLE_MANAGE)
    email = checked_email(details.email)
    if email != user.email:
        _refuse_taken(email)
    put_details(actor, user, PersonDetails(details.name, email, details.title, details.phone), now)


def put_details(actor: Actor, user: User, details: PersonDetails, now: datetime) -> None:
    """Write ``details`` on ``user`` and which of them changed in the log. Raises InvalidInput without a name."""
    if not details.name.strip():
        raise InvalidInput("Skriv ett namn.", "name")
    new = {"name": details.name, "email": details.email, "title": details.title or None, "phone": details.phone or None}
    changed = [key for key, value in new.items() if getattr(user, key) != value]
    for key in changed:
        setattr(user, key, new[key])
    if changed:
        record(actor, "andra_konto", "user", user.id, {"changed": changed}, now)


def disable_account(actor: Actor, user: User, now: datetime) -> None:
    """Close an account and end its sessions. Raises InvalidInput for the last administrator."""
    actor = require(actor, Permission.PEOPLE_MANAGE)
    if not user.active:
        return
    user.active = False
    db.session.flush()
    refuse_without_administrator(now)
    record(actor, "stang_konto", "user", user.id, {"sessions": end_sessions(user, now)}, now)


def enable_account(actor: Actor, user: User, now: datetime) -> None:
    """Open a closed account again; its memberships hold as before."""
    actor = require(actor, Permission.PEOPLE_MANAGE)
    if user.active:
        return
    user.active, user.failed_logins, user.locked_until = True, 0, None
    record(actor, "oppna_konto", "user", user.id, {}, now)


def checked_email(address: str) -> str:
    """Return ``address`` in lower case. Raises InvalidInput when it is no plain address."""
    try:
        return safe(address.strip().lower())
    except UnsafeAddress:
        raise InvalidInput("Skriv en giltig e-postadress, till exempel namn@kommun.example.", "email") from None


def _add(details: PersonDetails, password_hash: str) -> User:
    email = checked_email(details.email)
    if not details.name.strip():
        raise InvalidInput("Skriv ett namn.", "name")
    _refuse_taken(email)
    user = User(
        name=details.name.strip(),
        email=email,
        title=details.title or None,
        phone=details.phone or None,
        password_hash=password_hash,
    )
    db.session.add(user)
    db.session.flush()
    return user


def _refuse_taken(email: str) -> None:
    if db.session.scalar(sa.select(User.id).where(User.email == email)):
        raise InvalidInput(TAKEN, "email")


def _executive(now: datetime) -> Organisation:
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.EXECUTIVE).order_by(Organisation.id)
    found = db.session.scalars(query).first()
    if found is not None:
        return found
    name, day = "Kommunstyrelsen", local_date(now)
    body = Organisation(kind=OrganisationKind.EXECUTIVE)
    body.names.append(OrganisationName(name=name, sort_key=swedish_sort_key(name), folded=fold(name), valid_from=day))
    db.session.add(body)
    db.session.flush()
    record(None, "lagg_till_organisation", "organisation", body.id, {"name": name}, now)
    return body

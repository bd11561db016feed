"""Signing in and out. Sessions are rows: signing out ends a stolen cookie too, and a login always makes a new one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import orm

from remiss.clock import local_date
from remiss.domain.roles import Actor, StandIn
from remiss.extensions import db
from remiss.models.people import Substitution, User, UserSession
from remiss.queries.substitutes import lent_roles, memberships_on, substitutions_on
from remiss.services.audit import record

ALLOWED_FAILURES = 5
LONGEST_AGENT = 200
LOCK = timedelta(minutes=15)
HASHER = PasswordHash((Argon2Hasher(),))
_NOBODY = HASHER.hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """Return the argon2 hash of ``password``."""
    return HASHER.hash(password)


def find_user(email: str) -> User | None:
    """Return the active person with this address, or None."""
    return db.session.scalars(sa.select(User).where(User.email == email.strip().lower(), User.active)).first()


def password_matches(user: User | None, password: str) -> bool:
    """Tell whether ``password`` is the user's; takes as long when there is no such user."""
    return HASHER.verify(password, user.password_hash if user else _NOBODY) and user is not None


def is_locked(user: User | None, now: datetime) -> bool:
    """Tell whether too many wrong passwords have locked the account for a while."""
    return user is not None and user.locked_until is not None and user.locked_until > now


def note_failure(user: User, now: datetime) -> None:
    """Count a wrong password; the fifth in a row locks the account for a quarter of an hour."""
    user.failed_logins += 1
    if user.failed_logins >= ALLOWED_FAILURES:
        user.failed_logins, user.locked_until = 0, now + LOCK
        record(None, "las_konto", "user", user.id, {}, now)


def start_session(user: User, hours: int, now: datetime, user_agent: str = "") -> str:
    """Start a session and return its secret token; only the hash is stored."""
    user.failed_logins, user.locked_until = 0, None
    token = secrets.token_urlsafe(32)
    db.session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user.id,
            created_at=now,
            expires_at=now + timedelta(hours=hours),
            user_agent=user_agent[:LONGEST_AGENT] or None,
        )
    )
    record(None, "logga_in", "user", user.id, {}, now)
    return token


def end_session(token: str, now: datetime) -> None:
    """End the session that ``token`` opens."""
    session = db.session.scalars(sa.select(UserSession).where(UserSession.token_hash == token_hash(token))).first()
    if session and session.ended_at is None:
        session.ended_at = now


def end_sessions(user: User, now: datetime, but: str | None = None) -> int:
    """End every session of ``user``, except the one that the token ``but`` opens, and return how many ended."""
    query = sa.select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    kept = token_hash(but) if but else ""
    ended = [session for session in db.session.scalars(query) if session.token_hash != kept]
    for session in ended:
        session.ended_at = now
    return len([session for session in ended if session.expires_at > now])


def live_session(token: str, now: datetime) -> UserSession | None:
    """Return the session that ``token`` opens, if it still lasts and its person is active."""
    query = (
        sa.select(UserSession)
        .join(User)
        .where(
            UserSession.token_hash == token_hash(token),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > now,
            User.active,
        )
        .options(orm.contains_eager(UserSession.user))
    )
    return db.session.scalars(query).first()


def actor_for(user: User, now: datetime) -> Actor:
    """Return ``user`` as an actor with the memberships valid today, own ones and those lent by people who are away.

    A closed account has none, whoever holds a reference to it.
    """
    if not user.active:
        return Actor(user.id, user.name, frozenset())
    day = local_date(now)
    own = frozenset((m.organisation_id, m.role) for m in memberships_on(user, day))
    lent = frozenset(
        StandIn(
            row.organisation_id,
            role,
            row.absent_id,
            row.absent.name,
            row.ends_on,
            (row.organisation_id, role) not in own,
        )
        for row in substitutions_on(day, Substitution.substitute_id == user.id)
        for role in lent_roles(row, day)
    )
    return Actor(user.id, user.name, own | {(s.organisation_id, s.role) for s in lent}, lent)


def token_hash(token: str) -> str:
    """Return what stands in the table for a session's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def confirm_session(token: str, now: datetime) -> None:
    """Note that the person has given the password again in the session that ``token`` opens."""
    session = live_session(token, now)
    if session is not None and session.confirmed_at is None:
        session.confirmed_at = now

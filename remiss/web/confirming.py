"""Giving the password once more: to change it, and once in a session before the first signature."""

from __future__ import annotations

from flask import session

from remiss.clock import now
from remiss.door import writing
from remiss.extensions import db
from remiss.models.people import User
from remiss.services.sessions import confirm_session, is_locked, live_session, note_failure, password_matches

WRONG = "Det nuvarande lösenordet är fel. Efter fem felaktiga försök låses kontot en kvart."
LOCKED = "För många felaktiga försök. Vänta en kvart och försök igen."


def wrong_password(user_id: int, typed: str | None) -> str | None:
    """Return what is wrong with the password that was typed, or None. Guesses are counted, as at the login.

    Runs outside a transaction: checking is slow by design.
    """
    user = db.session.get_one(User, user_id)
    locked, right = is_locked(user, now()), password_matches(user, typed or "")
    if locked:
        return LOCKED
    if right:
        return None
    with writing():
        note_failure(db.session.get_one(User, user_id), now())
    return WRONG


def is_confirmed() -> bool:
    """Tell whether the password has been given once more in this session."""
    row = live_session(str(session["_user_id"]), now())
    return row is not None and row.confirmed_at is not None


def note_confirmed() -> None:
    """Note that it has; to be called inside the door."""
    confirm_session(str(session["_user_id"]), now())

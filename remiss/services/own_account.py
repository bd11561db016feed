"""What people change about themselves: name, title, phone, password, and their other sessions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from remiss.domain.mail_kinds import CHOOSABLE
from remiss.domain.roles import Actor
from remiss.models.people import User
from remiss.services.accounts import PersonDetails, put_details
from remiss.services.audit import record
from remiss.services.sessions import end_sessions


def change_own_details(
    actor: Actor, user: User, name: str, title: str | None, phone: str | None, now: datetime
) -> None:
    """Change the own name, title and phone; the address, which is the way in, is an administrator's to change."""
    put_details(actor, user, PersonDetails(name.strip(), user.email, title, phone), now)


def choose_single_mails(actor: Actor, user: User, now: datetime, *, single: bool) -> None:
    """Say whether reminders come in a mail for each matter instead of one mail a day."""
    if user.single_mails is not single:
        user.single_mails = single
        record(actor, "andra_mejlval", "user", user.id, {"single": single}, now)


def choose_mails(actor: Actor, user: User, offered: Collection[str], mailed: Collection[str], now: datetime) -> None:
    """Say which of the ``offered`` kinds come as mail, the others stand in the page. What is not offered stays."""
    before = user.page_only
    page_only = [k.value for k in CHOOSABLE if (k.value not in mailed if k.value in offered else k.value in before)]
    if page_only != user.page_only:
        user.page_only = page_only
        record(actor, "andra_mejlval", "user", user.id, {"page_only": page_only}, now)


def change_own_password(actor: Actor, user: User, password_hash: str, token: str, now: datetime) -> None:
    """Change the password after the present one was checked; every session but the one of ``token`` ends."""
    user.password_hash = password_hash
    record(actor, "byt_losenord", "user", user.id, {"sessions": end_sessions(user, now, but=token)}, now)


def end_other_sessions(actor: Actor, user: User, token: str, now: datetime) -> int:
    """Sign the person out everywhere else and return how many sessions ended."""
    ended = end_sessions(user, now, but=token)
    record(actor, "logga_ut_andra", "user", user.id, {"sessions": ended}, now)
    return ended

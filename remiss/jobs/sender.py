"""Sends the outbox: claim a row, commit, render, send, record. A claimed row is never sent again by itself.

Mail cannot be exactly once. What is certain not to have gone is tried again or marked failed; what nobody knows is
marked in doubt, for a person to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from flask import current_app

from remiss.door import writing
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import PasswordLink
from remiss.notifications.envelope import envelope
from remiss.notifications.mailer import Later, Mailer, NotSent, Unknown, Unreachable
from remiss.notifications.message import MailFacts, PersonFacts, message
from remiss.services.mail_facts import written_about
from remiss.services.password_links import key_of

log = structlog.get_logger()
RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60))
"""How long a mail rests after each failed attempt that may succeed later; after the last, every hour (docs/mail.md)."""
GIVE_UP_AFTER = timedelta(days=2)
INTERRUPTED_AFTER = timedelta(minutes=10)
"""Longer than any attempt takes: whoever claimed the mail is gone."""
INTERRUPTED = "Remiss stoppades medan mejlet skickades. Fråga mottagaren innan du skickar igen."
UNWRITABLE = "Mejlet kunde inte skrivas. Anmäl felet till den som sköter Remiss."


@dataclass(frozen=True)
class Claimed:
    """One row of the outbox in our hands, with everything that its mail is made of."""

    mail_id: int
    message_id: str
    kind: str
    recipient: str
    queued_at: datetime
    facts: MailFacts | PersonFacts
    context: dict[str, Any]


@dataclass(frozen=True)
class Result:
    """What became of an attempt; ``unreachable``: there was no server, so no other mail would go either."""

    state: MailState
    problem: str | None = None
    unreachable: bool = False


def note_interrupted(at: datetime) -> int:
    """Mark mails whose sender died between claim and record as in doubt. Mails that another process sends are left."""
    gone = sa.and_(OutboxMail.state == MailState.SENDING, OutboxMail.claimed_at <= at - INTERRUPTED_AFTER)
    if db.session.scalar(sa.select(OutboxMail.id).where(gone).limit(1)) is None:
        return 0
    with writing():
        stuck = db.session.scalars(sa.select(OutboxMail).where(gone)).all()
        for mail in stuck:
            mail.state, mail.problem = MailState.IN_DOUBT, INTERRUPTED
        return len(stuck)


def send_waiting(mailer: Mailer, sender: str, base_url: str, at: datetime) -> int:
    """Try every mail that waits, oldest first, over one connection, and return how many were tried.

    Without a server to talk to the others wait for the next round: none of them would go.
    """
    note_interrupted(at)
    tried = 0
    try:
        while (claimed := claim(base_url, at)) is not None:
            result = attempt(mailer, claimed, sender, at)
            record(claimed, result, at)
            tried += 1
            if result.unreachable:
                break
    finally:
        mailer.close()
    return tried


def claim(base_url: str, at: datetime) -> Claimed | None:
    """Take the oldest mail that waits and commit that; None when none does."""
    rested = sa.or_(OutboxMail.rests_until.is_(None), OutboxMail.rests_until <= at)
    waiting = sa.select(OutboxMail).where(OutboxMail.state == MailState.QUEUED, rested)
    with writing():
        mail = db.session.scalars(waiting.order_by(OutboxMail.id).limit(1).with_for_update(skip_locked=True)).first()
        if mail is None:
            return None
        mail.state, mail.claimed_at = MailState.SENDING, at
        return _claimed(mail, base_url, at)


def attempt(mailer: Mailer, claimed: Claimed, sender: str, at: datetime) -> Result:
    """Render and send one mail, outside every transaction."""
    try:
        words = message(claimed.kind, claimed.facts, claimed.context)
        mail = envelope(words, sender, claimed.recipient, claimed.message_id, at)
    except NotSent as problem:
        return Result(MailState.FAILED, problem.sentence)
    except Exception as problem:  # whatever a template does wrong, the other mails must go
        log.error("mail not rendered", mail=claimed.mail_id, mail_kind=claimed.kind, kind=type(problem).__name__)
        return Result(MailState.FAILED, UNWRITABLE)
    try:
        mailer.send(mail)
    except NotSent as problem:
        return Result(MailState.FAILED, problem.sentence)
    except Later as problem:
        given_up = at - claimed.queued_at > GIVE_UP_AFTER
        state = MailState.FAILED if given_up else MailState.QUEUED
        return Result(state, problem.sentence, unreachable=isinstance(problem, Unreachable))
    except Unknown as problem:
        return Result(MailState.IN_DOUBT, problem.sentence)
    return Result(MailState.SENT)


def record(claimed: Claimed, result: Result, at: datetime) -> None:
    """Write down what became of the mail."""
    with writing():
        mail = db.session.get_one(OutboxMail, claimed.mail_id)
        mail.state, mail.problem = result.state, result.problem
        mail.sent_at = at if result.state is MailState.SENT else None
        mail.attempts += 1
        mail.rests_until = at + RESTS[min(mail.attempts, len(RESTS)) - 1] if result.state is MailState.QUEUED else None


def _claimed(mail: OutboxMail, base_url: str, at: datetime) -> Claimed:
    url = f"{base_url.rstrip('/')}{_path(mail.context)}"
    facts, context = written_about(mail, url, base_url, at)
    return Claimed(mail.id, mail.message_id, mail.kind, mail.recipient.email, mail.queued_at, facts, context)


def _path(context: dict[str, Any]) -> str:
    """Return where the mail's link leads. The secret of a link for a password is made here and is stored nowhere."""
    if "link_id" not in context:
        return str(context.get("path", "/"))
    link = db.session.get_one(PasswordLink, context["link_id"])
    return f"/nytt-losenord/{key_of(link, str(current_app.secret_key))}"

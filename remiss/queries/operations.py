"""How the installation is doing: sizes, counts, queues, signs of life. Never a title, text or subject (DOMAIN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.audit import Head
from remiss.domain.mail_kinds import MailKind
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail
from remiss.models.operations import BackgroundTask, Heartbeat, TaskState
from remiss.models.people import User
from remiss.queries.audit_chain import examination

NEEDS_A_PERSON = (MailState.IN_DOUBT, MailState.FAILED, MailState.BOUNCED)
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class MailRow:
    """A mail of the outbox, without its words. ``problem`` is our own sentence on what went wrong."""

    mail_id: int
    kind: MailKind
    recipient: str
    state: MailState
    queued_at: datetime
    tried_at: datetime | None
    problem: str | None

    @property
    def needs_a_person(self) -> bool:
        """True when Remiss does nothing more with it by itself."""
        return self.state in NEEDS_A_PERSON


@dataclass(frozen=True)
class Operations:
    """The figures of the operations page. ``database_bytes`` is the size on disk; ``broken_at`` the first audit event
    that does not fit, None when the chain holds; ``head`` its last link; ``bounces_at`` when the mailbox of failed mail
    was read last.
    """

    database_kind: str
    database_bytes: int
    accounts: int
    closed_accounts: int
    mails: dict[MailState, int]
    stuck: tuple[MailRow, ...]
    tasks: dict[TaskState, int]
    beat_at: datetime | None
    bounces_at: datetime | None
    events: int
    broken_at: int | None
    head: Head


def operations() -> Operations:
    """Return the figures: five queries, and one pass through the audit chain."""
    accounts = dict(db.session.execute(sa.select(User.active, sa.func.count()).group_by(User.active)).all())
    states = sa.select(OutboxMail.state, sa.func.count()).group_by(OutboxMail.state)
    tasks = sa.select(BackgroundTask.state, sa.func.count()).group_by(BackgroundTask.state)
    beats = dict(db.session.execute(sa.select(Heartbeat.name, Heartbeat.at)).all())
    log = examination()
    return Operations(
        database_kind=KINDS.get(db.engine.dialect.name, db.engine.dialect.name),
        database_bytes=_database_bytes(),
        accounts=accounts.get(True, 0),
        closed_accounts=accounts.get(False, 0),
        mails=dict(db.session.execute(states).all()),
        stuck=tuple(_mails(OutboxMail.state.in_(NEEDS_A_PERSON))),
        tasks=dict(db.session.execute(tasks).all()),
        beat_at=beats.get("scheduler"),
        bounces_at=beats.get("bounces"),
        events=log.last.number,
        broken_at=log.broken_at,
        head=log.last,
    )


def mail_row(mail_id: int) -> MailRow:
    """Return one mail of the outbox. Raises NotVisible when there is none with that id."""
    found = _mails(OutboxMail.id == mail_id)
    if not found:
        raise NotVisible
    return found[0]


def _mails(condition: sa.ColumnElement[bool]) -> list[MailRow]:
    query = sa.select(OutboxMail, User.email).join(User, User.id == OutboxMail.recipient_id).where(condition)
    return [
        MailRow(mail.id, mail.kind, email, mail.state, mail.queued_at, mail.claimed_at, mail.problem)
        for mail, email in db.session.execute(query.order_by(OutboxMail.id.desc()))
    ]


def _database_bytes() -> int:
    if db.engine.dialect.name == "sqlite":
        pages = db.session.scalar(sa.text("PRAGMA page_count")) or 0
        return int(pages * (db.session.scalar(sa.text("PRAGMA page_size")) or 0))
    return int(db.session.scalar(sa.text("SELECT pg_database_size(current_database())")) or 0)

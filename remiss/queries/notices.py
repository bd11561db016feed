"""What a person has been told of: the same events as the mails, read in the page instead of the mail box."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.queries.names import names_on

ABOUT_THE_ACCOUNT = (MailKind.ACCOUNT_MADE, MailKind.RECOVERY)
"""What is mailed so that somebody can sign in is no news to who has signed in."""


NEW_VERSIONS = (MailKind.NEW_VERSION, MailKind.NEW_VERSION_INSIDE)


@dataclass(frozen=True)
class NewVersion:
    """A version of a remitted draft that came while the matter is in work, and the mail that told of it."""

    mail_id: int
    number: int
    at: datetime


@dataclass(frozen=True)
class Notice:
    """One thing told: ``words`` what kind, ``title`` and ``number`` of which remiss, ``body`` which nämnd or bolag.

    A reminder of several matters has ``matters`` over 1 and no title.
    """

    mail_id: int
    words: str
    title: str
    number: str
    body: str
    path: str
    at: datetime
    read: bool
    matters: int


def notices(user_id: int, limit: int) -> list[Notice]:
    """Return what the person was told of, newest first: two queries, the mails and the names of the bodies."""
    query = (
        sa.select(OutboxMail, Remiss.title, Remiss.diary_number, Consultee.organisation_id)
        .outerjoin(Remiss, Remiss.id == OutboxMail.remiss_id)
        .outerjoin(Consultee, Consultee.id == OutboxMail.consultee_id)
        .where(*_told(user_id))
        .order_by(OutboxMail.queued_at.desc(), OutboxMail.id.desc())
        .limit(limit)
    )
    rows = db.session.execute(query).all()
    days = {row.OutboxMail.queued_at for row in rows}
    ids = {row.organisation_id for row in rows if row.organisation_id}
    names = names_on(ids, local_date(max(days))) if ids else {}
    return [_notice(mail, title, number, names[place].name if place else "") for mail, title, number, place in rows]


def unread_count(user_id: int) -> int:
    """Return how many of them the person has not read: one query."""
    query = sa.select(sa.func.count(OutboxMail.id)).where(*_told(user_id), OutboxMail.read_at.is_(None))
    return db.session.scalar(query) or 0


def unread_version(user_id: int, remiss_id: int) -> NewVersion | None:
    """Return the newest version of a remitted draft that the person was told of and has not looked at: one query."""
    query = sa.select(OutboxMail).where(
        *_told(user_id), OutboxMail.kind.in_(NEW_VERSIONS), OutboxMail.remiss_id == remiss_id,
        OutboxMail.read_at.is_(None),
    )  # fmt: skip
    mail = db.session.scalars(query.order_by(OutboxMail.id.desc()).limit(1)).first()
    return NewVersion(mail.id, int(mail.context["number"]), mail.queued_at) if mail else None


def path_of(mail: OutboxMail) -> str:
    """Return where a mail leads; a reminder of several matters leads to the start page, which lists them."""
    entries: list[dict[str, Any]] = mail.context.get("entries", [])
    only = entries[0] if len(entries) == 1 else {}
    return str(mail.context.get("path") or only.get("path", "/"))


def _told(user_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return OutboxMail.recipient_id == user_id, OutboxMail.kind.not_in(ABOUT_THE_ACCOUNT)


def _notice(mail: OutboxMail, title: str | None, number: str | None, body: str) -> Notice:
    entries: list[dict[str, Any]] = mail.context.get("entries", [])
    only = entries[0] if len(entries) == 1 else {}
    return Notice(
        mail_id=mail.id,
        words=mail.kind.label,
        title=title or only.get("title", ""),
        number=number or only.get("diary_number", ""),
        body=body,
        path=path_of(mail),
        at=mail.queued_at,
        read=mail.read_at is not None,
        matters=len(entries) or 1,
    )

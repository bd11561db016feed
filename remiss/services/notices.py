"""Marks what a person has been told of as read."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.domain.roles import Actor
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.mail import OutboxMail


def own_notice(actor: Actor, mail_id: int) -> OutboxMail:
    """Return the mail of one notice. Raises NotVisible when it was meant for somebody else, or holds a secret link."""
    mail = db.session.get(OutboxMail, mail_id)
    if mail is None or mail.recipient_id != actor.user_id or "link_id" in mail.context:
        raise NotVisible
    return mail


def read_notice(actor: Actor, mail_id: int, now: datetime) -> OutboxMail:
    """Mark one notice as read and return its mail. Raises NotVisible as above."""
    mail = own_notice(actor, mail_id)
    mail.read_at = mail.read_at or now
    return mail


def read_all_notices(actor: Actor, up_to: int, now: datetime) -> None:
    """Mark every notice up to the mail ``up_to`` as read: what came after the page was shown stays unread."""
    unread = sa.update(OutboxMail).where(
        OutboxMail.recipient_id == actor.user_id, OutboxMail.id <= up_to, OutboxMail.read_at.is_(None)
    )
    db.session.execute(unread.values(read_at=now))

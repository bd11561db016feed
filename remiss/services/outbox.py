"""Queues mail in the transaction of what caused it. Nothing is sent from here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply


def queue_mail(
    kind: MailKind, recipient: User, remiss: Remiss, consultee: Consultee | None, context: dict[str, Any],
    now: datetime, cause: str,
) -> None:  # fmt: skip
    """Queue one mail of ``kind``, once per ``cause`` and recipient: a second call with the same cause does nothing.

    ``context`` holds names, numbers and dates, never text of a draft.
    """
    key = f"{kind}:{cause}:{recipient.id}"
    if db.session.scalar(sa.select(OutboxMail.id).where(OutboxMail.unique_key == key)):
        return
    identity = hashlib.sha256(f"{key}:{now.isoformat()}".encode()).hexdigest()[:32]
    db.session.add(
        OutboxMail(
            unique_key=key,
            message_id=f"<{identity}@remiss>",
            kind=kind,
            recipient_id=recipient.id,
            remiss_id=remiss.id,
            consultee_id=consultee.id if consultee else None,
            context=context,
            queued_at=now,
        )
    )


def people_with(organisations: Iterable[int], roles: Iterable[Role], day: date) -> list[User]:
    """Return active people who hold one of ``roles`` in one of ``organisations`` on ``day``, each once, by id."""
    query = (
        sa.select(User)
        .join(Membership)
        .where(
            User.active,
            Membership.organisation_id.in_(list(organisations)),
            Membership.role.in_(list(roles)),
            Membership.valid_from <= day,
            sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        )
    )
    return list(db.session.scalars(query.distinct().order_by(User.id)))


def officers_of(reply: Reply, day: date) -> list[User]:
    """Return whom mail about a text goes to: its officer, or the others who may write it when that person has left.

    Nobody who is no longer an officer of the body hears of its drafts; the registrars do when it has no officer at all.
    """
    officers = people_with(reply.owners, [Role.OFFICER], day)
    own = [person for person in officers if person.id == reply.officer_id]
    return own or officers or people_with(reply.owners, [Role.REGISTRAR], day)


def tell_sender(kind: MailKind, remiss: Remiss, consultee: Consultee, cause: str, now: datetime) -> None:
    """Queue a mail of ``kind`` about ``consultee`` to those who run the remiss at its sender here."""
    context = {"body": consultee.organisation.name_on(local_date(now)), "path": f"/remisser/{remiss.id}"}
    for person in people_with(remiss.sending_side, [Role.COORDINATOR, Role.KS_REGISTRAR], local_date(now)):
        queue_mail(kind, person, remiss, consultee, context, now, cause)

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
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import Membership, Substitution, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.substitutes import lent_roles, substitutions_on


def queue_mail(
    kind: MailKind, recipient: User, remiss: Remiss | None, consultee: Consultee | None, context: dict[str, Any],
    now: datetime, cause: str,
) -> OutboxMail:  # fmt: skip
    """Queue one mail of ``kind``, once per ``cause`` and recipient: a second call returns the first mail.

    A kind that is never mailed, or that the recipient reads in the page alone, is not sent. ``context`` holds names,
    numbers and dates, never text of a draft. A mail about no remiss has neither ``remiss`` nor ``consultee``.
    """
    key = f"{kind}:{cause}:{recipient.id}"
    known = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.unique_key == key)).first()
    if known is not None:
        return known
    page_only = kind.never_mailed or (kind.choosable and kind in recipient.page_only)
    identity = hashlib.sha256(f"{key}:{now.isoformat()}".encode()).hexdigest()[:32]
    mail = OutboxMail(
        unique_key=key,
        message_id=f"<{identity}@remiss>",
        kind=kind,
        recipient_id=recipient.id,
        remiss_id=remiss.id if remiss else None,
        consultee_id=consultee.id if consultee else None,
        context=context,
        queued_at=now,
        state=MailState.PAGE_ONLY if page_only else MailState.QUEUED,
    )
    db.session.add(mail)
    return mail


def members_with(organisations: Iterable[int], roles: Iterable[Role], day: date) -> list[User]:
    """Return active people who hold one of ``roles`` in one of ``organisations`` on ``day``, each once, by id."""
    return _each_once(user for user, _, _ in _holders(organisations, roles, day))


def people_with(organisations: Iterable[int], roles: Iterable[Role], day: date) -> list[User]:
    """Return whom mail to the holders of ``roles`` goes to, each once, by id: a substitute gets that of who is away."""
    places = list(organisations)
    away = {
        (s.organisation_id, s.absent_id): s for s in substitutions_on(day, Substitution.organisation_id.in_(places))
    }
    found = []
    for user, place, role in _holders(places, roles, day):
        absence = away.get((place, user.id))
        found.append(absence.substitute if absence and role in lent_roles(absence, day) else user)
    return _each_once(found)


def officers_of(reply: Reply, day: date) -> list[User]:
    """Return whom mail about a text goes to: its officer, or the others who may write it when that person has left.

    A substitute gets the mail of an officer who is away. Nobody who is no longer an officer of the body hears of its
    drafts; the registrars do when it has no officer at all.
    """
    mine = Substitution.absent_id == reply.officer_id
    for absence in substitutions_on(day, mine, Substitution.organisation_id.in_(reply.owners)):
        if Role.OFFICER in lent_roles(absence, day):
            return [absence.substitute]
    own = [person for person in members_with(reply.owners, [Role.OFFICER], day) if person.id == reply.officer_id]
    others = own or people_with(reply.owners, [Role.OFFICER], day)
    return others or people_with(reply.owners, [Role.REGISTRAR], day)


def _holders(organisations: Iterable[int], roles: Iterable[Role], day: date) -> list[tuple[User, int, Role]]:
    query = (
        sa.select(User, Membership.organisation_id, Membership.role)
        .join(Membership)
        .where(
            User.active,
            Membership.organisation_id.in_(list(organisations)),
            Membership.role.in_(list(roles)),
            Membership.valid_from <= day,
            sa.or_(Membership.valid_to.is_(None), Membership.valid_to >= day),
        )
    )
    return [(user, place, role) for user, place, role in db.session.execute(query)]


def _each_once(people: Iterable[User]) -> list[User]:
    return [person for _, person in sorted({person.id: person for person in people}.items())]


def coordinators_of(remiss: Remiss, now: datetime) -> list[User]:
    """Return those who run ``remiss`` at its sender here: of an underremiss, who receives the post of the body."""
    roles = [Role.COORDINATOR, Role.KS_REGISTRAR] if remiss.parent_id is None else [Role.REGISTRAR]
    return people_with(remiss.sending_side, roles, local_date(now))


def sender_path(remiss: Remiss) -> str:
    """Return where the sender follows ``remiss``: an underremiss in the matter that it was sent from."""
    if remiss.parent_id is None:
        return f"/remisser/{remiss.id}"
    mine = (Consultee.remiss_id == remiss.parent_id, Consultee.organisation_id == remiss.sender_id)
    return f"/arenden/{db.session.scalar(sa.select(Consultee.reply_id).where(*mine))}/underremiss"


def tell_bodies(
    kind: MailKind, bodies: Iterable[Consultee], roles: Iterable[Role], cause: str, now: datetime, *, page: str = "",
    **context: Any,
) -> None:  # fmt: skip
    """Queue a mail to the holders of ``roles`` in each body, with a link to ``page`` of its own matter."""
    asked = list(roles)
    for consultee in bodies:
        about = {"path": f"/arenden/{consultee.reply_id}{page}", **context}
        for person in people_with([consultee.organisation_id], asked, local_date(now)):
            queue_mail(kind, person, consultee.remiss, consultee, about, now, f"{cause}-{consultee.id}")

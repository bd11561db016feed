"""Tells those whom a transition concerns, as the table says, in the transaction of what happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Role
from remiss.domain.workflow.states import RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.tellings import TELLINGS, Audience, Telling
from remiss.models.operations import AuditEvent
from remiss.models.people import User
from remiss.models.replies import Consultee, Reply
from remiss.services.outbox import coordinators_of, officers_of, people_with, queue_mail, sender_path
from remiss.text import moment

_ROLES = {
    Audience.HEADS: Role.HEAD,
    Audience.DIRECTORS: Role.DIRECTOR,
    Audience.SECRETARIES: Role.SECRETARY,
    Audience.REGISTRARS: Role.REGISTRAR,
}


def tell(
    reply: Reply, action: ReplyAction, event: AuditEvent, sha256: str | None, now: datetime,
    bodies: frozenset[int], *, waits: bool,
) -> None:  # fmt: skip
    """Queue the mails of ``action``, which ``event`` recorded; ``sha256`` is that of the text, where it was about one.

    The sender hears of each of the ``bodies`` that did it; inside, everybody concerned hears once, and not while the
    step ``waits`` for other parties to a joint reply.
    """
    for telling in TELLINGS.get(action, ()):
        at_sender = telling.to is Audience.SENDER
        for consultee in reply.consultees:
            if waits and not at_sender:
                continue
            if at_sender and consultee.organisation_id not in bodies:
                continue
            _tell_about(telling, reply, consultee, event, sha256, now)


def _tell_about(
    telling: Telling, reply: Reply, consultee: Consultee, event: AuditEvent, sha256: str | None, now: datetime
) -> None:
    if telling.kind is MailKind.RECEIPT and not reply.remiss.sending_side:
        return  # sent by the body itself to somebody outside: nobody here has received it
    at_sender = telling.to is Audience.SENDER
    context = _context(telling, reply, consultee, sha256, now)
    cause = f"event-{event.number}-{consultee.id}" if at_sender else f"event-{event.number}"
    for person in _people(telling, reply, now):
        queue_mail(telling.kind, person, reply.remiss, consultee, context, now, cause)


def _people(telling: Telling, reply: Reply, now: datetime) -> list[User]:
    if telling.to is Audience.SENDER:
        return coordinators_of(reply.remiss, now)
    if telling.to is Audience.OFFICER:
        return officers_of(reply, local_date(now))
    return people_with(reply.owners, [_ROLES[telling.to]], local_date(now))


def _context(telling: Telling, reply: Reply, consultee: Consultee, sha256: str | None, now: datetime) -> dict[str, Any]:
    """Names, numbers and dates, never text of a draft (DOMAIN §7)."""
    if telling.to is Audience.SENDER:
        body = consultee.organisation.name_on(local_date(now))
        expected = reply.decision_expected_on if reply.state is ReplyState.PRELIMINARY else None
        return {
            "path": sender_path(reply.remiss),
            "body": body,
            "expected_on": expected and expected.isoformat(),
            "waited_for": reply.remiss.state is RemissState.SENT,
        }
    context: dict[str, Any] = {"path": f"/arenden/{reply.id}", "role": str(_ROLES.get(telling.to, Role.OFFICER))}
    if telling.kind is MailKind.ASSIGNED:
        context["internal_due_on"] = reply.internal_due_on and reply.internal_due_on.isoformat()
    if telling.kind is MailKind.RECEIPT:
        context |= {"path": f"/arenden/{reply.id}/kvittens", "received": moment(now), "sha256": sha256}
    return context

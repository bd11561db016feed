"""Anstånd: a later last day for one body. Everything that counts days follows it; the other bodies are not told."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput, StaleForm
from remiss.extensions import db
from remiss.models.extensions import Extension
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.services.outbox import officers_of, people_with, queue_mail, tell_bodies
from remiss.services.reminders import plan_reminders
from remiss.services.steps import move_reply, require_step
from remiss.text import listed, long_date

CHANGED = "Begäran har ändrats sedan du öppnade sidan. Läs den igen."


def ask_extension(actor: Actor, reply: Reply, until: date, reason: str, version: int, now: datetime) -> Extension:
    """Ask the sender for a later last day, for all parties of a joint reply; who runs the remiss is told by mail.

    Raises InvalidInput for a day that is no later or has passed, WrongState while an earlier request waits.
    """
    require_step(actor, reply, ReplyAction.ASK_EXTENSION, version)
    _require_later(until, reply.due_on, now)
    event = move_reply(actor, reply, ReplyAction.ASK_EXTENSION, now, reason=reason, asked_for=until)
    row = Extension(reply=reply, asked_for=until, reason=reason.strip(), asked_by_id=actor.user_id, asked_at=now)
    db.session.add(row)
    lead, remiss = reply.consultees[0], reply.remiss
    about = {"path": f"/remisser/{remiss.id}/anstand", "body": _bodies(reply, now), "asked_on": until.isoformat()}
    for person in people_with(remiss.sending_side, [Role.COORDINATOR], local_date(now)):
        queue_mail(MailKind.EXTENSION_ASKED, person, remiss, lead, about, now, f"event-{event.number}")
    return row


def take_back_extension(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Take back what has not been answered; the sender sees that on its page."""
    require_step(actor, reply, ReplyAction.TAKE_BACK_EXTENSION, version)
    event = move_reply(actor, reply, ReplyAction.TAKE_BACK_EXTENSION, now)
    row = open_extension(reply)
    if row is not None:
        row.withdrawn_at = now
    return event


def grant_extension(actor: Actor, reply: Reply, until: date, answer: str, asked: int, now: datetime) -> Extension:
    """Give ``reply`` the last day ``until``: as an answer to its open request, or without one. Reminders follow.

    ``asked`` is the id of the request that the form showed, 0 for none. Raises StaleForm when another is open now,
    InvalidInput for a day that is no later than the one for all, or has passed.
    """
    require_step(actor, reply, ReplyAction.GRANT_EXTENSION)
    row = _shown(reply, asked)
    _require_later(until, reply.remiss.due_on, now)
    event = move_reply(actor, reply, ReplyAction.GRANT_EXTENSION, now, until=until)
    if row is None:
        row = Extension(reply=reply)
        db.session.add(row)
    row.granted_until, row.answer, row.decided_at, row.decided_by_id = until, answer.strip() or None, now, actor.user_id
    reply.extended_to = until
    plan_reminders(reply.consultees, now)
    _tell_body(MailKind.EXTENSION_GRANTED, reply, event, now, granted_on=until.isoformat())
    return row


def refuse_extension(actor: Actor, reply: Reply, answer: str, asked: int, now: datetime) -> AuditEvent:
    """Say no to the open request with a reason; the last day stays as it is. ``asked`` as in ``grant_extension``."""
    require_step(actor, reply, ReplyAction.REFUSE_EXTENSION)
    row = _shown(reply, asked)
    event = move_reply(actor, reply, ReplyAction.REFUSE_EXTENSION, now, reason=answer)
    if row is not None:
        row.answer, row.decided_at, row.decided_by_id = answer.strip(), now, actor.user_id
    _tell_body(MailKind.EXTENSION_REFUSED, reply, event, now)
    return event


def open_extension(reply: Reply) -> Extension | None:
    """Return what the sender has not answered, or None."""
    query = sa.select(Extension).where(Extension.reply_id == reply.id, Extension.open_when())
    return db.session.scalars(query).first()


def _shown(reply: Reply, asked: int) -> Extension | None:
    row = open_extension(reply)
    if (row.id if row else 0) != asked:
        raise StaleForm(CHANGED)
    return row


def _require_later(until: date, than: date | None, now: datetime) -> None:
    if than is not None and until <= than:
        raise InvalidInput(f"Välj en dag efter nuvarande sista svarsdag, {long_date(than)}.", "until")
    if until <= local_date(now):
        raise InvalidInput("Dagen har passerat. Välj en kommande dag.", "until")


def _bodies(reply: Reply, now: datetime) -> str:
    return listed([consultee.organisation.name_on(local_date(now)) for consultee in reply.consultees])


def _tell_body(kind: MailKind, reply: Reply, event: AuditEvent, now: datetime, **context: str) -> None:
    """Tell the registrars, and the officer who writes to the date that has changed or not."""
    cause, page, body = f"event-{event.number}", "/anstand", _bodies(reply, now)
    tell_bodies(kind, reply.consultees, [Role.REGISTRAR], cause, now, page=page, body=body, **context)
    if reply.officer_id is None:
        return
    about = {"path": f"/arenden/{reply.id}{page}", "body": body, **context}
    for person in officers_of(reply, local_date(now)):
        queue_mail(kind, person, reply.remiss, reply.consultees[0], about, now, f"{cause}-{reply.consultees[0].id}")

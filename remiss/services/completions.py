"""Asking one body for an addition or a clarification, and its answer: part of the record, never of the decided text."""

from __future__ import annotations

from datetime import date, datetime

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.completions import Completion
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.services.outbox import tell_bodies
from remiss.services.steps import move_reply, require_step


def ask_completion(
    actor: Actor, reply: Reply, question: str, due_on: date, viewpoint: Viewpoint | None, now: datetime
) -> Completion:
    """Ask the body for an addition, or about one ``viewpoint`` of its reply; its registrars are told by mail.

    Raises InvalidInput when the day has passed, WrongState while an earlier request waits for its answer.
    """
    require_step(actor, reply, ReplyAction.ASK_COMPLETION)
    if due_on < local_date(now):
        raise InvalidInput("Dagen har passerat. Välj en kommande dag.", "due_on")
    event = move_reply(actor, reply, ReplyAction.ASK_COMPLETION, now, due_on=due_on)
    row = Completion(
        reply=reply, viewpoint=viewpoint, question=question.strip(), due_on=due_on, asked_by_id=actor.user_id,
        asked_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _tell_body(MailKind.COMPLETION_ASKED, row, event, now)
    return row


def answer_completion(
    actor: Actor, completion: Completion, answer: str, attachment: Attachment | None, now: datetime
) -> AuditEvent:
    """Send the answer: the sender reads it at once, and the text that was decided stays as it was."""
    require_step(actor, completion.reply, ReplyAction.ANSWER_COMPLETION)
    if not answer.strip():
        raise InvalidInput("Skriv svaret. Ett par ord räcker när det står i en bifogad fil.", "answer")
    _require_open(completion)
    event = move_reply(actor, completion.reply, ReplyAction.ANSWER_COMPLETION, now, completion=completion.id)
    completion.answer, completion.attachment = answer.strip(), attachment
    completion.answered_by_id, completion.answered_at = actor.user_id, now
    return event


def call_off_completion(actor: Actor, completion: Completion, reason: str, now: datetime) -> AuditEvent:
    """Take a request back with a reason, and tell the body."""
    require_step(actor, completion.reply, ReplyAction.CALL_OFF_COMPLETION)
    _require_open(completion)
    event = move_reply(
        actor, completion.reply, ReplyAction.CALL_OFF_COMPLETION, now, reason=reason, completion=completion.id
    )
    completion.withdrawn_at, completion.withdrawn_reason = now, reason.strip()
    _tell_body(MailKind.COMPLETION_CALLED_OFF, completion, event, now)
    return event


def _require_open(completion: Completion) -> None:
    """Another request may wait by now: an old page answers that one no more than its own again."""
    if not completion.is_open:
        raise WrongState("Begäran är redan besvarad eller återkallad. Läs in sidan på nytt.")


def _tell_body(kind: MailKind, completion: Completion, event: AuditEvent, now: datetime) -> None:
    bodies, wanted_on = completion.reply.consultees, completion.due_on.isoformat()
    cause = f"event-{event.number}"
    tell_bodies(kind, bodies, [Role.REGISTRAR], cause, now, page="/kompletteringar", wanted_on=wanted_on)

"""A remiss that is withdrawn, and one whose time for answers is opened again. Every body is told why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import RemissAction, RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.outbox import tell_bodies
from remiss.services.remisser import replies_in
from remiss.services.steps import move_remiss, move_reply, require_remiss_step

WAITED_FOR_AGAIN = (ReplyState.NOT_RECEIVED, ReplyState.DECLINED)
"""To whom it is news that the time for answers is open again."""
TOLD = (Role.REGISTRAR,)
"""Who is mailed in each body: who holds the matter there is not the sender's to know."""


def withdraw_remiss(actor: Actor, remiss: Remiss, reason: str, version: int, now: datetime) -> AuditEvent:
    """Withdraw a sent remiss: no more replies are waited for, and every body is told why.

    What has come in stays and can be read. Drafts stay inside their bodies, and what was handed over outside the
    system stays noted.
    """
    require_remiss_step(actor, remiss, RemissAction.WITHDRAW, version)
    remiss.withdrawn_at, remiss.withdrawn_reason = now, reason.strip()
    event = move_remiss(actor, remiss, RemissAction.WITHDRAW, now, reason=reason)
    for reply in replies_in(remiss, reply_row(ReplyAction.CALL_OFF).sources):
        if reply.handed_over_on is None:
            move_reply(actor, reply, ReplyAction.CALL_OFF, now, reason=reason)
    tell_bodies(MailKind.WITHDRAWN, asked(remiss), TOLD, f"event-{event.number}", now, reason=reason.strip())
    return event


def reopen_remiss(
    actor: Actor, remiss: Remiss, reason: str, due_on: date | None, version: int, now: datetime
) -> AuditEvent:
    """Open the time for answers again after it was ended, or take up a withdrawn remiss. Replies go on where they were.

    ``due_on`` is a new last day; None keeps the one there is. Raises InvalidInput when that day has passed. Late marks
    stay: they say how things were when the reply came.
    """
    was_withdrawn = remiss.state is RemissState.WITHDRAWN
    action = RemissAction.RESUME if was_withdrawn else RemissAction.REOPEN
    require_remiss_step(actor, remiss, action, version)
    remiss.due_on = due_on or remiss.due_on
    remiss.reopened_at, remiss.reopened_reason = now, reason.strip()
    event = move_remiss(actor, remiss, action, now, reason=reason, due=remiss.due_on)
    remiss.closed_at = remiss.withdrawn_at = remiss.withdrawn_reason = None
    told = asked(remiss) if was_withdrawn else asked(remiss, WAITED_FOR_AGAIN)
    step = ReplyAction.ASK_AGAIN if was_withdrawn else ReplyAction.AWAIT_AGAIN
    for reply in replies_in(remiss, reply_row(step).sources):
        move_reply(actor, reply, step, now)
    cause = f"event-{event.number}"
    tell_bodies(MailKind.REOPENED, told, TOLD, cause, now, reason=reason.strip(), was_withdrawn=was_withdrawn)
    return event


def asked(remiss: Remiss, states: Collection[ReplyState] = tuple(ReplyState)) -> list[Consultee]:
    """Return the bodies that were asked and whose reply is in one of ``states``, in the order in which they were."""
    query = sa.select(Consultee).join(Reply).where(Consultee.remiss_id == remiss.id, Consultee.invited)
    return list(db.session.scalars(query.where(Reply.state.in_(states)).order_by(Consultee.id)))

"""Replies that came when nobody waited for them any more: kept and readable, and counted when KS says so."""

from __future__ import annotations

from datetime import datetime

from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.models.operations import AuditEvent
from remiss.models.replies import Inclusion, Reply
from remiss.services.steps import move_reply, require_step


def judge_late(actor: Actor, reply: Reply, reason: str, version: int, now: datetime, *, include: bool) -> AuditEvent:
    """Say with a reason whether a reply that came after the time for answers was ended counts in the compilation.

    It can be said anew. Raises WrongState for a reply that came while it was waited for: that one counts.
    """
    require_step(actor, reply, ReplyAction.JUDGE_LATE, version)
    event = move_reply(actor, reply, ReplyAction.JUDGE_LATE, now, reason=reason, include=include)
    reply.inclusion = Inclusion.INCLUDED if include else Inclusion.LEFT_OUT
    reply.inclusion_reason, reply.inclusion_at = reason.strip(), now
    return event

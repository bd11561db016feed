"""Silencing the reminders of one matter, with a reason that stays in the body, and hearing them again."""

from __future__ import annotations

from datetime import datetime

from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.services.steps import move_reply, require_step


def mute_reminders(actor: Actor, reply: Reply, reason: str, version: int, now: datetime) -> AuditEvent:
    """Remind nobody in the body of this matter; the sender is still told when it is late, and may ask by hand."""
    require_step(actor, reply, ReplyAction.MUTE, version)
    event = move_reply(actor, reply, ReplyAction.MUTE, now, reason=reason)
    reply.muted_at, reply.muted_reason = now, reason.strip()
    return event


def unmute_reminders(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Undo that: what is still planned comes on its morning."""
    require_step(actor, reply, ReplyAction.UNMUTE, version)
    event = move_reply(actor, reply, ReplyAction.UNMUTE, now)
    reply.muted_at = reply.muted_reason = None
    return event

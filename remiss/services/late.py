"""Replies that came when nobody waited for them any more: kept and readable, and counted when KS says so."""

from __future__ import annotations

from datetime import date, datetime

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.models.decisions import Submission
from remiss.models.operations import AuditEvent
from remiss.models.replies import Inclusion, Reply
from remiss.services.adjusting import note_adjusted
from remiss.services.decisions import send_decided
from remiss.services.steps import acting_bodies, move_reply, require_step


def submit_late(actor: Actor, reply: Reply, adjusted_on: date | None, version: int, now: datetime) -> Submission:
    """Send what was decided before the sender stopped waiting: marked late, and the sender says whether it counts.

    ``adjusted_on`` is when the own minutes were adjusted, where that has not been noted. Raises WrongState when nothing
    was decided then, InvalidInput when the minutes of a party are not adjusted.
    """
    require_step(actor, reply, ReplyAction.SUBMIT_LATE, version)
    if adjusted_on is not None:
        note_adjusted(reply, acting_bodies(actor, Permission.REPLY_SUBMIT, reply), adjusted_on, now)
    return send_decided(actor, reply, ReplyAction.SUBMIT_LATE, now)


def judge_late(actor: Actor, reply: Reply, reason: str, version: int, now: datetime, *, include: bool) -> AuditEvent:
    """Say with a reason whether a reply that came after the time for answers was ended counts in the compilation.

    It can be said anew. Raises WrongState for a reply that came while it was waited for: that one counts.
    """
    require_step(actor, reply, ReplyAction.JUDGE_LATE, version)
    event = move_reply(actor, reply, ReplyAction.JUDGE_LATE, now, reason=reason, include=include)
    reply.inclusion = Inclusion.INCLUDED if include else Inclusion.LEFT_OUT
    reply.inclusion_reason, reply.inclusion_at = reason.strip(), now
    return event

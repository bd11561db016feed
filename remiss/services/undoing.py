"""Undoing what one has just done to a matter, while nothing has left the house. What was typed is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.signing import UNSIGNING
from remiss.domain.workflow.judging import why_not_applicable
from remiss.domain.workflow.states import ReplyAction
from remiss.domain.workflow.table import REPLY_TABLE
from remiss.domain.workflow.transition import ReplyRow
from remiss.errors import WrongState
from remiss.extensions import db
from remiss.models.decisions import AgendaItem
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.models.statements import SendBack, Signature, StatementVersion
from remiss.services.steps import facts_of, move_reply, require, require_version

UNDONE = "Signaturen ångrades av den som hade signerat."


def undoable(actor: Actor, reply: Reply) -> ReplyRow | None:
    """Return the row that undoes what ``actor`` did last to ``reply``, or None."""
    facts = facts_of(reply, actor)
    rows = (row for row in REPLY_TABLE if row.undoes and reply.state in row.sources)
    return next((row for row in rows if why_not_applicable(row, facts) is None), None)


def undo(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Undo what ``actor`` did last. Raises WrongState when that cannot be undone, or something has happened since."""
    require(actor, Permission.MATTER_VIEW, reply.owners)
    require_version(reply, version)
    row = undoable(actor, reply)
    if row is None:
        raise WrongState("Det finns inget att ångra: något annat har hänt i ärendet sedan dess.")
    done = db.session.scalars(_events(reply)).first()
    seal = {"seal": json.loads(done.facts).get("seal", "")} if done is not None and row.action in UNSIGNING else {}
    event = move_reply(actor, reply, row.action, now, **seal)
    if done is not None:
        _EFFECTS[row.action](reply, done, now)
    return event


def _events(reply: Reply) -> sa.Select[AuditEvent]:
    query = sa.select(AuditEvent).where(AuditEvent.thing_kind == "reply", AuditEvent.thing_id == reply.id)
    return query.order_by(AuditEvent.number.desc()).limit(1)


def _unreceive(reply: Reply, _done: AuditEvent, _now: datetime) -> None:
    """The own diary number stays for the next time; a remiss from outside keeps the day on which it came."""
    if reply.remiss.registered_by_id is None:
        reply.received_at = None


def _unassign(reply: Reply, _done: AuditEvent, _now: datetime) -> None:
    reply.officer, reply.officer_id = None, None


def _unsign(reply: Reply, done: AuditEvent, now: datetime) -> None:
    """The own signature alone: those of the other parties to a joint reply stand."""
    own = sa.select(Signature).join(StatementVersion).where(StatementVersion.reply_id == reply.id)
    own = own.where(Signature.user_id == done.actor_id, Signature.voided_at.is_(None))
    signature = db.session.scalars(own.order_by(Signature.id.desc())).first()
    if signature is not None:
        signature.voided_at, signature.voided_reason = now, UNDONE


def _unreturn(reply: Reply, done: AuditEvent, now: datetime) -> None:
    """Signatures that the sending back had voided stand again; the reasons stay, marked as withdrawn."""
    of_reply = sa.select(StatementVersion.id).where(StatementVersion.reply_id == reply.id)
    sent = sa.select(SendBack).where(SendBack.version_id.in_(of_reply), SendBack.sent_back_at == done.at)
    for row in db.session.scalars(sent):
        row.withdrawn_at = now
    voided = sa.select(Signature).where(Signature.version_id.in_(of_reply), Signature.voided_at == done.at)
    for signature in db.session.scalars(voided):
        signature.voided_at = signature.voided_reason = None


def _take_off_agenda(reply: Reply, done: AuditEvent, _now: datetime) -> None:
    planned = sa.select(AgendaItem).where(AgendaItem.reply_id == reply.id, AgendaItem.planned_at == done.at)
    for item in db.session.scalars(planned):
        db.session.delete(item)


_EFFECTS: dict[ReplyAction, Callable[[Reply, AuditEvent, datetime], None]] = {
    ReplyAction.UNDO_RECEIVE: _unreceive,
    ReplyAction.UNDO_ASSIGN: _unassign,
    ReplyAction.UNDO_HEAD_SIGNATURE: _unsign,
    ReplyAction.UNDO_DIRECTOR_SIGNATURE: _unsign,
    ReplyAction.UNDO_HEAD_SENT_BACK: _unreturn,
    ReplyAction.UNDO_DIRECTOR_SENT_BACK: _unreturn,
    ReplyAction.UNDO_PLAN_MEETING: _take_off_agenda,
}

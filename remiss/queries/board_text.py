"""The nämnd's own text as the reply: told apart from the office's versions, and bound to the decision it rests on."""

from __future__ import annotations

import json

import sqlalchemy as sa

from remiss.domain.signing import decision_seal
from remiss.domain.workflow.states import ReplyAction
from remiss.extensions import db
from remiss.models.decisions import POSTPONING, BoardDecision, ReplyText, Submission
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.queries.signing import content_of, digest_of

_TOLD = (ReplyAction.WRITE_BOARD_TEXT, ReplyAction.UNDO_DECISION)


def awaits_own_text(reply_id: int) -> BoardDecision | None:
    """Return the standing decision by which the nämnd's own text is the reply, whether the text is here or not.

    Once finished papers have been handed in, only one about those: what was decided about a draft waits for no text.
    """
    query = sa.select(BoardDecision).join(Reply, Reply.id == BoardDecision.reply_id)
    query = query.where(BoardDecision.reply_id == reply_id, BoardDecision.withdrawn_at.is_(None))
    about_papers = sa.exists().where(
        Submission.reply_id == reply_id, Submission.replaced_at.is_(None),
        Submission.version_id.in_((BoardDecision.version_id, BoardDecision.own_version_id)),
    )  # fmt: skip
    query = query.where(sa.or_(Reply.handled_outside.is_(False), about_papers))
    query = query.where(BoardDecision.outcome.not_in(POSTPONING)).order_by(BoardDecision.id.desc()).limit(1)
    newest = db.session.scalars(query).first()
    return newest if newest is not None and newest.reply_text is ReplyText.BOARD else None


def own_text(reply_id: int) -> StatementVersion | None:
    """Return the nämnd's own text where it is the reply, or None: then it is the office's."""
    decision = awaits_own_text(reply_id)
    return decision.own_version if decision else None


def is_broken(reply: Reply, decision: BoardDecision | None) -> bool:
    """Tell whether the text, the decision or its minutes are not what they were when the text was put in.

    What the log tells of and is not here any more is broken too.
    """
    query = sa.select(AuditEvent.action, AuditEvent.facts).where(
        AuditEvent.thing_kind == "reply", AuditEvent.thing_id == reply.id, AuditEvent.action.in_(_TOLD)
    )
    last = db.session.execute(query.order_by(AuditEvent.number.desc()).limit(1)).first()
    told = json.loads(last.facts).get("seal", "") if last else ""
    version = decision.own_version if decision else None
    if decision is None or version is None:
        return bool(told)
    return bool(told != seal_of_decision(decision, version))


def seal_of_decision(decision: BoardDecision, version: StatementVersion) -> str:
    """Return the hash that binds the nämnd's own text to the decision and the bytes of its protokollsutdrag."""
    files = [digest_of(file) if file else "" for file in (decision.minutes, decision.own_file)]
    row = (
        decision.organisation_id, decision.decided_on.isoformat(), decision.paragraph, decision.outcome.value,
        decision.text, decision.version_id,
    )  # fmt: skip
    return decision_seal(content_of(version).digest(), row, files)

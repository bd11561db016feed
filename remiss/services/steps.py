"""The one way a reply or a remiss changes state: permission, table, checks, version, audit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.attachments import missing_attachments, named_attachments
from remiss.domain.demands import unanswered
from remiss.domain.permissions import Permission, acting, may
from remiss.domain.roles import Actor, Role
from remiss.domain.statement import CanonicalText, missing_sections
from remiss.domain.workflow.checks import BoardText, RemissFacts, ReplyFacts
from remiss.domain.workflow.deciding import without_party
from remiss.domain.workflow.judging import next_remiss_state, next_reply_state, start_in
from remiss.domain.workflow.states import BROKEN_OFF, RemissAction, RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import remiss_row, reply_row
from remiss.errors import Forbidden, InvalidInput, StaleForm
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.decisions import POSTPONING, BoardDecision, SoleDecision
from remiss.models.extensions import Extension
from remiss.models.operations import AuditEvent
from remiss.models.organisations import OrganisationKind
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Consultee, Reply
from remiss.models.statements import StatementVersion
from remiss.queries.board_text import awaits_own_text, is_broken
from remiss.queries.publishing import unpublished_meetings
from remiss.queries.questions import asked_of
from remiss.queries.signing import Examined, examine_signatures
from remiss.queries.statement_files import statement_files
from remiss.services.audit import record
from remiss.services.reminders import ENDED, call_off_reminders, plan_reminders, why_not_awaited
from remiss.services.telling import tell


def require(
    actor: Actor, permission: Permission, owners: frozenset[int] = frozenset(), holder_id: int | None = None
) -> Actor:
    """Raise Forbidden unless ``actor`` holds ``permission`` in one of the organisations ``owners``.

    Returns the actor as the log names it: for whom, when the role is lent or the thing was given to somebody away.
    """
    if not may(actor, permission, owners):
        raise Forbidden
    return acting(actor, permission, owners, holder_id)


def require_version(thing: Remiss | Reply, version: int | None) -> None:
    """Raise StaleForm when the form was made from an older ``version`` of ``thing``; None skips the question."""
    if version is not None and version != thing.version:
        raise StaleForm("Ärendet har ändrats sedan du öppnade sidan. Det du skrev finns kvar här nedanför.")


def require_step(actor: Actor, reply: Reply, action: ReplyAction, version: int | None = None) -> None:
    """Refuse whoever may not take ``action``, and then a stale form, before anything that was typed is looked at."""
    permission = reply_row(action).permission
    require(actor, permission, owners_for(permission, reply))
    require_version(reply, version)


def require_remiss_step(actor: Actor, remiss: Remiss, action: RemissAction, version: int | None = None) -> None:
    """Do for a remiss as ``require_step`` does for a reply."""
    require(actor, remiss_row(action).permission, remiss.sending_side)
    require_version(remiss, version)


def owners_for(permission: Permission, reply: Reply) -> frozenset[int]:
    """Return whose role counts: the sender's for ``remiss:…`` permissions, otherwise the consultees'."""
    return reply.remiss.sending_side if permission.startswith("remiss:") else reply.owners


def move_reply(
    actor: Actor,
    reply: Reply,
    action: ReplyAction,
    now: datetime,
    *,
    reason: str = "",
    basis: Basis | None = None,
    leaving: int | None = None,
    **facts: Any,
) -> AuditEvent:
    """Take ``reply`` through ``action`` of the transition table and return the audit event.

    ``basis`` is what the reply rests on from then on; None leaves it as it is, and so does a state that waits for the
    decisions of other parties. ``leaving`` is a party that it waits for no more from then on.
    Raises Forbidden, WrongState, or InvalidInput with the sentence of the failing check or the missing reason.
    """
    row = reply_row(action)
    holder_id = reply.officer_id if row.permission is Permission.STATEMENT_WRITE else None
    actor = require(actor, row.permission, owners_for(row.permission, reply), holder_id)
    start_in(row, reply.state)  # before many facts are asked for
    acting_for = acting_bodies(actor, row.permission, reply) if leaving is None else frozenset({leaving})
    known = facts_of(reply, actor, acting_for)
    target = next_reply_state(row, reply.state, known, leaving)
    if row.needs_reason and not reason.strip():
        raise InvalidInput("Skriv en motivering.", "reason")
    source = reply.state
    if target is not source:
        reply.state, reply.state_since = target, now
        reply.state_before = source if target in BROKEN_OFF else None
    if target is not ReplyState.PRELIMINARY or basis is Basis.PRELIMINARY:
        reply.basis = basis or reply.basis
    _move_reminders(reply, source, now)
    reply.version += 1
    event = record(actor, action.value, "reply", reply.id, {"from": source, "to": target, **facts}, now)
    waits = row.stays_while is not None and row.stays_while(known) is not None
    did = known.acting_for if row.stays_while is not None else without_party(known, leaving).parties
    tell(reply, action, event, facts.get("sha256"), now, did, waits=waits)
    return event


def _move_reminders(reply: Reply, source: ReplyState, now: datetime) -> None:
    """Nobody is reminded of what has come to an end; what is taken up again gets its ladder back."""
    if reason := why_not_awaited(reply):
        call_off_reminders(reply, reason)
    elif source in ENDED:
        plan_reminders(reply.consultees, now)


def move_remiss(
    actor: Actor, remiss: Remiss, action: RemissAction, now: datetime, *, reason: str = "", **facts: Any
) -> AuditEvent:
    """Take ``remiss`` through ``action`` of its table and return the audit event; raises as ``move_reply``."""
    row = remiss_row(action)
    actor = require(actor, row.permission, remiss.sending_side)
    source = remiss.state
    target = next_remiss_state(row, remiss.state, facts_of_remiss(remiss, local_date(now)))
    if row.needs_reason and not reason.strip():
        raise InvalidInput("Skriv en motivering.", "reason")
    remiss.state = target
    remiss.version += 1
    return record(actor, action.value, "remiss", remiss.id, {"from": source, "to": remiss.state, **facts}, now)


def newest_version(reply: Reply) -> StatementVersion | None:
    """Return the newest text that the office of ``reply`` has saved, or None; never one that a nämnd decided itself."""
    query = sa.select(StatementVersion).where(
        StatementVersion.reply_id == reply.id, StatementVersion.of_board.is_(False)
    )
    return db.session.scalars(query.order_by(StatementVersion.number.desc()).limit(1)).first()


def signature_levels(reply: Reply) -> int:
    """Return how many signatures the text of ``reply`` needs: the most that one of its bodies has set."""
    return max((consultee.organisation.signature_levels for consultee in reply.consultees), default=0)


def acting_bodies(actor: Actor, permission: Permission, reply: Reply) -> frozenset[int]:
    """Return those of the parties to ``reply`` that ``actor`` can act for with ``permission``."""
    return frozenset(party for party in reply.owners if may(actor, permission, frozenset({party})))


def facts_of(reply: Reply, actor: Actor, acting_for: frozenset[int] | None = None) -> ReplyFacts:
    """Return what the checks need to know of ``reply``, for ``actor`` acting for some or all (None) of its parties."""
    version, last = newest_version(reply), _last_event(reply)
    text, signatures, alone = version.text if version else None, examine_signatures(reply), decided_alone(reply)
    decisions = [row for row in standing_decisions(reply) if version and row.version_id == version.id]
    unsigned, undecided, unadjusted = _awaited(reply, signatures, decisions)
    facts = ReplyFacts(
        diary_number=reply.diary_number,
        officer_id=reply.officer_id,
        has_text=version is not None,
        missing_sections=missing_sections(text) if text else (),
        missing_attachments=_missing_attachments(reply, text),
        unanswered=unanswered(asked_of(reply.remiss_id, reply.owners), text),
        signature_levels=signature_levels(reply),
        head_signed=any(row.role is Role.HEAD for row in signatures.standing),
        director_signed=not unsigned,
        signature_broken=signatures.is_broken,
        decided=not undecided,
        adjusted=not unadjusted,
        adjusted_at_once=_is_adjusted_at_once(decisions, acting_for or reply.owners),
        board_text=_board_text(reply),
        decided_by_one=alone is not None,
        decided_by_chair=alone is Basis.CHAIR,
        decision_expected=reply.decision_expected_on is not None,
        handed_over=reply.handed_over_on is not None,
        parties=reply.owners,
        unsigned=unsigned,
        undecided=undecided,
        unadjusted=unadjusted,
        unpublished=_unpublished(reply, version, undecided),
        acting_for=reply.owners if acting_for is None else acting_for,
        state_before=reply.state_before,
        last_action=last.action if last else "",
        last_from=json.loads(last.facts).get("from", "") if last else "",
        last_is_own=last is not None and last.actor_id == actor.user_id,
        came_after_close=reply.inclusion is not None,
    )
    return _with_sender(_with_bodies(facts, reply), reply)


def _with_bodies(facts: ReplyFacts, reply: Reply) -> ReplyFacts:
    """Add what kind of bodies they are, which says who can decide for them."""
    bodies = [consultee.organisation for consultee in reply.consultees]
    return replace(
        facts,
        company=all(body.kind is OrganisationKind.COMPANY for body in bodies),
        council=all(body.kind is OrganisationKind.COUNCIL for body in bodies),
        chair_authorised=all(body.chair_authorised for body in bodies),
    )


def _is_adjusted_at_once(decisions: Sequence[BoardDecision], bodies: frozenset[int]) -> bool:
    return any(row.immediate_adjustment for row in decisions if row.organisation_id in bodies)


def _with_sender(facts: ReplyFacts, reply: Reply) -> ReplyFacts:
    """Add what stands between the body and the sender: whether it waits, and what one has asked the other."""
    remiss, came_in = reply.remiss, reply.state.came_in
    return replace(
        facts,
        awaited=remiss.state is RemissState.SENT and bool(reply.owners),  # one set aside is nobody's
        completion_asked=came_in and _is_asked(reply, Completion),
        extension_asked=bool(reply.owners) and not came_in and _is_asked(reply, Extension),
        muted=reply.muted_at is not None,
        sender_grants=_is_sent_here(remiss),
    )


def _is_sent_here(remiss: Remiss) -> bool:
    """Tell whether the sender works here with a remiss of its own: not one that was registered, nor an underremiss."""
    return remiss.registered_by_id is None and remiss.parent_id is None


def _board_text(reply: Reply) -> BoardText:
    """Once the reply is sent, the nämnd's own text can only follow a förhandssvar, whose decision went at once."""
    if reply.state not in reply_row(ReplyAction.WRITE_BOARD_TEXT).sources:
        return BoardText()
    decision = awaits_own_text(reply.id)
    missing = decision is not None and decision.own_version_id is None
    if reply.state.came_in:
        return BoardText(missing and reply.remiss.state is RemissState.SENT, missing)
    return BoardText(decision is not None, missing, is_broken(reply, decision))


def _unpublished(reply: Reply, version: StatementVersion | None, undecided: frozenset[int]) -> frozenset[int]:
    """Return the bodies that can still publish the text, once on an agenda, to a sender that reads it here."""
    if version is None or reply.state is not ReplyState.TO_BOARD or not _is_sent_here(reply.remiss):
        return frozenset()
    return frozenset(one.organisation_id for one in unpublished_meetings(reply.id, version.id, undecided))


def _missing_attachments(reply: Reply, text: CanonicalText | None) -> tuple[str, ...]:
    """Return what the text names as attachments and no file stands for; no question where it names none."""
    if text is None or not named_attachments(text):
        return ()
    programme = reply.remiss.programme
    remitted = [reply.remiss.title, *([programme.attachment.filename] if programme else [])]
    return missing_attachments(text, [file.name for file in statement_files(reply.id)], remitted)


def _last_event(reply: Reply) -> AuditEvent | None:
    query = sa.select(AuditEvent).where(AuditEvent.thing_kind == "reply", AuditEvent.thing_id == reply.id)
    return db.session.scalars(query.order_by(AuditEvent.number.desc()).limit(1)).first()


def _awaited(
    reply: Reply, signatures: Examined, decisions: Sequence[BoardDecision]
) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """Return the parties whose final signature, whose decision and whose adjusted minutes are missing."""
    final = {row.organisation_id for row in signatures.standing if row.role is Role.DIRECTOR}
    return (
        frozenset() if signatures.paper is not None else reply.owners - final,
        reply.owners - {row.organisation_id for row in decisions},
        reply.owners - {row.organisation_id for row in decisions if row.adjusted_on},
    )


def standing_decisions(reply: Reply) -> Sequence[BoardDecision]:
    """Return what was decided about the reply and stands: not what was postponed, nor what was taken back."""
    query = sa.select(BoardDecision).where(BoardDecision.reply_id == reply.id, BoardDecision.withdrawn_at.is_(None))
    return db.session.scalars(query.where(BoardDecision.outcome.not_in(POSTPONING)).order_by(BoardDecision.id)).all()


def decided_alone(reply: Reply) -> Basis | None:
    """Return on what ground one person has decided on the body's behalf, or None."""
    query = sa.select(SoleDecision.basis).where(SoleDecision.reply_id == reply.id)
    return db.session.scalar(query.order_by(SoleDecision.id.desc()).limit(1))


def _is_asked(reply: Reply, kind: type[Completion] | type[Extension]) -> bool:
    """Tell whether one side waits for the other's answer to a request of this kind."""
    query = sa.select(kind.id).where(kind.reply_id == reply.id, kind.open_when())
    return db.session.scalar(query.limit(1)) is not None


def facts_of_remiss(remiss: Remiss, today: date) -> RemissFacts:
    """Return what the checks of the table need to know of ``remiss``."""
    consultees = db.session.scalar(sa.select(sa.func.count(Consultee.id)).where(Consultee.remiss_id == remiss.id))
    return RemissFacts(
        has_due_date=remiss.due_on is not None,
        consultees=consultees or 0,
        has_programme=remiss.programme is not None,
        themes=len(remiss.themes),
        due_date_ahead=remiss.due_on is not None and remiss.due_on > today,
    )

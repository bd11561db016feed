"""The registrar's and the chiefs' verbs: receive, plan, assign, decline."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import RemissState, ReplyAction
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.operations import AuditEvent
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.services.internal_dates import plan_internal
from remiss.services.outbox import members_with
from remiss.services.reminders import HANDED_OVER, call_off_reminders
from remiss.services.steps import move_reply, require_step


def receive(
    actor: Actor, reply: Reply, diary_number: str, version: int, now: datetime, planned_on: date | None = None
) -> AuditEvent:
    """Receive the remiss at the body: arrival moment and own diary number beside the sender's.

    ``planned_on`` is the meeting at which the body plans to answer, one of its coming ones; the sender is told.
    """
    require_step(actor, reply, ReplyAction.RECEIVE, version)
    if planned_on is not None:
        _validate_plan(reply, planned_on, now)
        reply.planned_on = planned_on
    reply.diary_number = diary_number.strip() or None
    reply.received_at = reply.received_at or now
    return move_reply(actor, reply, ReplyAction.RECEIVE, now, diary_number=reply.diary_number, planned_on=planned_on)


def plan_answer(actor: Actor, reply: Reply, planned_on: date | None, version: int, now: datetime) -> AuditEvent:
    """Say at which coming meeting the body plans to answer, or that it does not know yet; the sender is told."""
    require_step(actor, reply, ReplyAction.PLAN_ANSWER, version)
    if planned_on is not None:
        _validate_plan(reply, planned_on, now)
    reply.planned_on = planned_on
    return move_reply(actor, reply, ReplyAction.PLAN_ANSWER, now, planned_on=planned_on)


def assign(
    actor: Actor, reply: Reply, officer: User | None, internal_due_on: date | None, version: int, now: datetime
) -> AuditEvent:
    """Give the matter to an officer of the body, with an internal date, and tell the officer by mail.

    Raises InvalidInput when the person is no officer there or the internal date is after the sender's.
    """
    require_step(actor, reply, ReplyAction.ASSIGN, version)
    if officer is None or officer not in members_with(reply.owners, [Role.OFFICER], local_date(now)):
        raise InvalidInput("Välj en handläggare i listan.", "officer_id")
    due = reply.due_on
    if internal_due_on and due and internal_due_on > due:
        raise InvalidInput("Det interna datumet ligger efter sista svarsdag. Välj en tidigare dag.", "internal_due_on")
    reply.officer, reply.officer_id, reply.internal_due_on = officer, officer.id, internal_due_on
    plan_internal(reply, now)
    return move_reply(actor, reply, ReplyAction.ASSIGN, now, officer_id=officer.id)


def decline(actor: Actor, reply: Reply, reason: str, authority: str, version: int, now: datetime) -> AuditEvent:
    """Say actively that the body will not answer, and who decided so; the sender reports it apart from silence."""
    require_step(actor, reply, ReplyAction.DECLINE, version)
    if not authority.strip():
        raise InvalidInput("Skriv vem som har beslutat och med vilket stöd.", "authority")
    reply.declined_reason, reply.declined_authority = reason.strip() or None, authority.strip()
    return move_reply(actor, reply, ReplyAction.DECLINE, now, reason=reason)


def revoke_decline(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Undo a decline: the body will answer after all.

    Raises WrongState when the time for answers has ended: the sender has then reported who declined and who was silent.
    """
    require_step(actor, reply, ReplyAction.REVOKE_DECLINE, version)
    if reply.remiss.state is not RemissState.SENT:
        raise WrongState("Remissen tar inte emot svar nu. Skicka svaret till avsändaren, som kan registrera det ändå.")
    event = move_reply(actor, reply, ReplyAction.REVOKE_DECLINE, now)
    reply.declined_reason = reply.declined_authority = None
    return event


def mark_outside(actor: Actor, reply: Reply, diary_number: str, ground: str, version: int, now: datetime) -> AuditEvent:
    """Say that secrecy keeps the matter out of this system: number, dates and state are kept here, never words of it.

    Raises InvalidInput when a text is here already. ``ground`` is the paragraph of the law, nothing of the matter.
    """
    require_step(actor, reply, ReplyAction.MARK_OUTSIDE, version)
    reply.diary_number = diary_number.strip() or None
    reply.received_at = reply.received_at or now
    event = move_reply(actor, reply, ReplyAction.MARK_OUTSIDE, now, diary_number=reply.diary_number)
    reply.secrecy_ground = ground.strip() or None
    return event


def note_handed_over(actor: Actor, reply: Reply, day: date, version: int, now: datetime) -> AuditEvent:
    """Note on which day the reply to a matter handled outside was handed over. Raises InvalidInput for a coming day."""
    require_step(actor, reply, ReplyAction.NOTE_HANDED_OVER, version)
    if day > local_date(now):
        raise InvalidInput("Dagen ligger framåt i tiden. Notera den när svaret är överlämnat.", "handed_over_on")
    event = move_reply(actor, reply, ReplyAction.NOTE_HANDED_OVER, now, handed_over_on=day)
    reply.handed_over_on = day
    call_off_reminders(reply, HANDED_OVER)
    return event


def undo_outside(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Undo ``mark_outside`` while nothing has been handed over: the matter is received and can be assigned."""
    require_step(actor, reply, ReplyAction.UNDO_OUTSIDE, version)
    reply.secrecy_ground = None
    return move_reply(actor, reply, ReplyAction.UNDO_OUTSIDE, now)


def _validate_plan(reply: Reply, planned_on: date, now: datetime) -> None:
    query = sa.select(Meeting.id).where(Meeting.organisation_id.in_(reply.owners), Meeting.held_on == planned_on)
    if planned_on < local_date(now) or db.session.scalar(query.limit(1)) is None:
        raise InvalidInput("Välj ett av de kommande sammanträdena.", "planned_on")

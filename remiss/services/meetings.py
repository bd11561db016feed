"""A body's meetings: their days, their agenda, and everything of one meeting at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.planning import DatedMeeting, Step, wrong_day
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import BROKEN_OFF, ReplyState
from remiss.errors import InvalidInput, RemissError
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import OWN_DAYS, AgendaItem, BoardDecision, Meeting
from remiss.models.replies import Consultee, Reply
from remiss.services.adjusting import adjust
from remiss.services.audit import record
from remiss.services.decisions import DecisionInput, plan_meeting, record_decision, submit
from remiss.services.preliminary import record_following_decision
from remiss.services.publishing import publish_papers
from remiss.services.steps import require


@dataclass(frozen=True)
class OnAgenda:
    """A matter of a meeting as a form showed it, with what was decided when that is to be recorded."""

    reply: Reply
    version: int
    decision: DecisionInput | None = None


def add_meeting(
    actor: Actor, organisation_id: int, days: DatedMeeting, now: datetime, uid: str | None = None
) -> Meeting:
    """Put a meeting in the body's calendar; ``uid`` is its name in the calendar that it was imported from.

    Raises InvalidInput when the day is taken or one of its other days lies on the wrong side of the meeting.
    """
    actor = require(actor, Permission.MEETING_PLAN, frozenset({organisation_id}))
    _check_days(organisation_id, days, None)
    meeting = Meeting(organisation_id=organisation_id, uid=uid)
    meeting.dated = days
    db.session.add(meeting)
    db.session.flush()
    record(actor, "lagg_till_sammantrade", "meeting", meeting.id, _facts(days), now)
    return meeting


def change_meeting(actor: Actor, meeting: Meeting, days: DatedMeeting, now: datetime) -> None:
    """Move a meeting or its other days; what is on its agenda or planned for it goes with it.

    Raises InvalidInput as ``add_meeting``, and when the meeting has been held: its decisions are of that day.
    """
    actor = require(actor, Permission.MEETING_PLAN, frozenset({meeting.organisation_id}))
    _check_days(meeting.organisation_id, days, meeting.id)
    if days.held_on != meeting.held_on:
        _move(meeting, days.held_on)
    meeting.dated = days
    record(actor, "andra_sammantrade", "meeting", meeting.id, _facts(days), now)


def remove_meeting(actor: Actor, meeting: Meeting, now: datetime) -> None:
    """Take a meeting out of the calendar. Raises InvalidInput when a matter is or was on its agenda."""
    actor = require(actor, Permission.MEETING_PLAN, frozenset({meeting.organisation_id}))
    if db.session.scalar(sa.select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id).limit(1)):
        raise InvalidInput("Det finns ärenden på sammanträdet. Flytta dem till ett annat sammanträde först.")
    for reply in _planned(meeting):
        reply.planned_on = None
    record(actor, "ta_bort_sammantrade", "meeting", meeting.id, {"held_on": meeting.held_on}, now)
    db.session.delete(meeting)


def _move(meeting: Meeting, held_on: date) -> None:
    """Let the sender's view follow: the meeting that bodies plan to answer at, and the awaited decisions."""
    decided = sa.select(BoardDecision.id).where(
        BoardDecision.organisation_id == meeting.organisation_id,
        BoardDecision.decided_on == meeting.held_on,
        BoardDecision.withdrawn_at.is_(None),
    )
    if db.session.scalar(decided.limit(1)):
        raise InvalidInput("Det finns beslut registrerade från sammanträdet, så dagen kan inte ändras.", "held_on")
    for reply in _planned(meeting):
        reply.planned_on = held_on
    for reply in db.session.scalars(_replies_of(meeting).where(Reply.decision_expected_on == meeting.held_on)):
        reply.decision_expected_on = held_on


def _planned(meeting: Meeting) -> Sequence[Reply]:
    return db.session.scalars(_replies_of(meeting).where(Reply.planned_on == meeting.held_on)).all()


def _replies_of(meeting: Meeting) -> sa.Select[Reply]:
    own = Reply.consultees.any(Consultee.organisation_id == meeting.organisation_id)
    return sa.select(Reply).where(own, Reply.state.not_in(_OVER))


_OVER = (ReplyState.SUBMITTED, ReplyState.DECLINED, *BROKEN_OFF)
"""What has ended keeps the days that it had."""


def order_agenda(actor: Actor, meeting: Meeting, places: Mapping[int, int], now: datetime) -> None:
    """Set the order of the agenda: reply id to place."""
    actor = require(actor, Permission.MEETING_PLAN, frozenset({meeting.organisation_id}))
    items = sa.select(AgendaItem).where(AgendaItem.meeting_id == meeting.id)
    for item in db.session.scalars(items):
        item.position = places.get(item.reply_id, item.position)
    record(actor, "ordna_dagordning", "meeting", meeting.id, {"replies": sorted(places)}, now)


def put_on_agenda(actor: Actor, meeting: Meeting, reply: Reply, version: int, now: datetime) -> None:
    """Put a signed reply of the body on the agenda of this very meeting."""
    plan_meeting(actor, reply, meeting.held_on, version, now)


def record_decisions(actor: Actor, rows: Sequence[OnAgenda], now: datetime) -> dict[int, RemissError]:
    """Record what a meeting decided, each matter by itself: one that fails says why and hinders no other.

    What it decided about a förhandssvar goes to KS at once, as ``record_following_decision`` says.
    """
    return _each(rows, lambda row: _record(actor, row, now))


def _record(actor: Actor, row: OnAgenda, now: datetime) -> None:
    if row.decision is None:
        raise ValueError("a row to record has a decision")
    if row.reply.state is ReplyState.PRELIMINARY:
        record_following_decision(actor, row.reply, row.decision, None, row.version, now)
    else:
        record_decision(actor, row.reply, row.decision, row.version, now)


def keep_minutes(actor: Actor, meeting: Meeting, minutes: Attachment, now: datetime) -> Attachment:
    """Let ``minutes`` be the protokoll of the meeting, which its decisions are recorded from."""
    actor = require(actor, Permission.DECISION_RECORD, frozenset({meeting.organisation_id}))
    meeting.minutes = minutes
    record(actor, "lagg_in_protokoll", "meeting", meeting.id, {"minutes": minutes.sha256}, now)
    return minutes


def adjust_minutes(actor: Actor, rows: Sequence[OnAgenda], adjusted_on: date, now: datetime) -> dict[int, RemissError]:
    """Note that the minutes of a meeting were adjusted, for each matter by itself: one that fails says why."""
    return _each(rows, lambda row: adjust(actor, row.reply, adjusted_on, row.version, now))


def submit_all(actor: Actor, rows: Sequence[OnAgenda], now: datetime) -> dict[int, RemissError]:
    """Send every decided reply of a meeting, each by itself: one that fails says why and hinders no other."""
    return _each(rows, lambda row: submit(actor, row.reply, row.version, now))


def publish_all(actor: Actor, meeting: Meeting, rows: Sequence[OnAgenda], now: datetime) -> dict[int, RemissError]:
    """Publish the papers of a meeting, each matter by itself: one that fails says why and hinders no other."""
    return _each(rows, lambda row: publish_papers(actor, row.reply, meeting, row.version, now))


def _each(rows: Sequence[OnAgenda], act: Callable[[OnAgenda], object]) -> dict[int, RemissError]:
    problems: dict[int, RemissError] = {}
    for row in rows:
        number = row.reply.id
        try:
            with db.session.begin_nested():
                act(row)
        except RemissError as problem:
            problems[number] = problem
    return problems


def _facts(days: DatedMeeting) -> dict[str, object]:
    return {"held_on": days.held_on, **{OWN_DAYS[step]: day for step, day in days.own.items()}}


def _check_days(organisation_id: int, days: DatedMeeting, own_id: int | None) -> None:
    wrong = wrong_day(days)
    if wrong is Step.ADJUSTMENT:
        raise InvalidInput("Protokollet kan inte justeras före sammanträdet.", OWN_DAYS[wrong])
    if wrong is not None:
        name = wrong.label.split(",")[0]
        raise InvalidInput(f"{name}: dagen måste vara sammanträdesdagen eller tidigare.", OWN_DAYS[wrong])
    taken = sa.select(Meeting.id).where(Meeting.organisation_id == organisation_id, Meeting.held_on == days.held_on)
    if db.session.scalar(taken.where(Meeting.id != (own_id or 0))):
        raise InvalidInput("Det finns redan ett sammanträde den dagen.", "held_on")

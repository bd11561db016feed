"""Many meetings at once, after somebody has looked at them: imported from a file, or copied from another year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.planning import DatedMeeting
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.decisions import AgendaItem, Meeting
from remiss.services.meetings import add_meeting, change_meeting, remove_meeting
from remiss.services.steps import require
from remiss.text import long_date


@dataclass(frozen=True)
class Reviewed:
    """A meeting that somebody has said yes to; ``uid`` is its name in the calendar that it comes from."""

    days: DatedMeeting
    uid: str | None = None


@dataclass(frozen=True)
class Known:
    """What the body's calendar holds already: ``own`` are the days set for it."""

    meeting_id: int
    days: DatedMeeting
    uid: str | None


def known_meetings(organisation_id: int) -> list[Known]:
    """Return the meetings in the body's calendar: one query."""
    query = sa.select(Meeting).where(Meeting.organisation_id == organisation_id).order_by(Meeting.held_on)
    return [Known(row.id, row.dated, row.uid) for row in db.session.scalars(query)]


def same_as(one: Reviewed, known: Sequence[Known]) -> Known | None:
    """Return the known meeting that ``one`` is: the one with its uid, or else the one of its day."""
    by_uid = next((row for row in known if one.uid and row.uid == one.uid), None)
    return by_uid or next((row for row in known if row.days.held_on == one.days.held_on), None)


def merged(one: Reviewed, known: Known) -> DatedMeeting:
    """Return the days of a known meeting after ``one`` is taken in: a day that it does not name stays."""
    return DatedMeeting(one.days.held_on, {**known.days.own, **one.days.own})


def called_off(rows: Sequence[Reviewed], known: Sequence[Known]) -> list[Known]:
    """Return the known meetings that ``rows``, the ones that a calendar says are called off, are about."""
    return [same for row in rows if (same := same_as(row, known))]


def with_matters(meeting_ids: Collection[int]) -> frozenset[int]:
    """Return those of the meetings that a matter is or was on the agenda of: one query."""
    query = sa.select(AgendaItem.meeting_id).where(AgendaItem.meeting_id.in_(meeting_ids)).distinct()
    return frozenset(db.session.scalars(query))


def save_reviewed(
    actor: Actor, organisation_id: int, rows: Sequence[Reviewed], now: datetime, gone: Collection[int] = ()
) -> tuple[list[date], list[date]]:
    """Take every meeting in, known ones by change, and return the days that are new and those that changed; the
    meetings ``gone`` are taken out first.

    All or none: raises InvalidInput with what is wrong with which day, and the caller's transaction is undone.
    """
    require(actor, Permission.MEETING_PLAN, frozenset({organisation_id}))
    added: list[date] = []
    changed: list[date] = []
    problems = _take_out(actor, organisation_id, gone, now)
    known = known_meetings(organisation_id)
    for row in rows:
        same = same_as(row, known)
        try:
            if same is None:
                made = add_meeting(actor, organisation_id, row.days, now, row.uid)
                known.append(Known(made.id, row.days, row.uid))
                added.append(row.days.held_on)
            elif _take_in(actor, same, row, now):
                known[known.index(same)] = Known(same.meeting_id, merged(row, same), row.uid or same.uid)
                changed.append(row.days.held_on)
        except InvalidInput as problem:
            problems.append(f"{long_date(row.days.held_on)}: {problem.sentence}")
    if problems:
        raise InvalidInput(" ".join(problems))
    return added, changed


def _take_out(actor: Actor, organisation_id: int, gone: Collection[int], now: datetime) -> list[str]:
    problems: list[str] = []
    own = sa.select(Meeting).where(Meeting.organisation_id == organisation_id, Meeting.id.in_(gone))
    for meeting in db.session.scalars(own.order_by(Meeting.held_on)).all() if gone else ():
        try:
            remove_meeting(actor, meeting, now)
        except InvalidInput as problem:
            problems.append(f"{long_date(meeting.held_on)}: {problem.sentence}")
    db.session.flush()
    return problems


def _take_in(actor: Actor, known: Known, row: Reviewed, now: datetime) -> bool:
    meeting, days = db.session.get_one(Meeting, known.meeting_id), merged(row, known)
    if row.uid and meeting.uid is None:
        meeting.uid = row.uid
    if days == known.days:
        return False
    change_meeting(actor, meeting, days, now)
    return True

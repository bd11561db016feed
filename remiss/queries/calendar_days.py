"""The days that a calendar shows: of a person, of a body with its own days, or of a remiss with public ones only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from remiss.domain.deadlines import IsWorkingDay
from remiss.domain.permissions import Permission, may
from remiss.domain.planning import Step, days_of
from remiss.domain.roles import Actor
from remiss.models.remisser import Remiss
from remiss.queries.matters import MatterRow, bodies_of, matters
from remiss.queries.own_planning import own_calendars
from remiss.queries.public_status import public_status
from remiss.text import listed


@dataclass(frozen=True)
class CalendarDay:
    """A day and what happens on it. ``uid`` names the thing for good, ``path`` is its page."""

    uid: str
    on: date
    words: str
    path: str


def days_of_person(actor: Actor, today: date, is_working_day: IsWorkingDay) -> list[CalendarDay]:
    """Return what waits for a person: matters that they hold, and meetings that they plan."""
    held = [row for row in matters(bodies_of(actor), today) if row.is_held_by(actor)]
    planned = [place for place in bodies_of(actor) if may(actor, Permission.MEETING_PLAN, frozenset({place}))]
    return [*_matter_days(held), *_meeting_days(frozenset(planned), today, is_working_day)]


def days_of_body(organisation_id: int, today: date, is_working_day: IsWorkingDay) -> list[CalendarDay]:
    """Return every day of a body: of its open matters, and of its meetings with the days before and after them."""
    place = frozenset({organisation_id})
    return [*_matter_days(matters(place, today)), *_meeting_days(place, today, is_working_day)]


def days_of_remiss(remiss: Remiss, today: date) -> list[CalendarDay]:
    """Return the public days of a remiss: when answers are due, and when bodies say that they meet or decide."""
    path, title = f"/remisser/{remiss.id}", remiss.title
    found = []
    if remiss.due_on:
        found.append(CalendarDay(f"remiss-{remiss.id}-sista-svarsdag", remiss.due_on, f"Sista svarsdag: {title}", path))
    for row in public_status(remiss.id, today):
        at = f"instans-{row.consultee_id}"
        if row.due_on and row.due_on != remiss.due_on and not row.answered:
            found.append(CalendarDay(f"{at}-anstand", row.due_on, f"Anstånd går ut, {row.body}: {title}", path))
        if row.planned_on:
            found.append(CalendarDay(f"{at}-sammantrade", row.planned_on, f"Sammanträde, {row.body}: {title}", path))
        if row.decision_expected_on:
            words = f"Beslut väntas, {row.body}: {title}"
            found.append(CalendarDay(f"{at}-beslut", row.decision_expected_on, words, path))
    return found


def _matter_days(rows: list[MatterRow]) -> list[CalendarDay]:
    found = []
    for row in (row for row in rows if not row.ended):
        at, path = f"svar-{row.reply_id}", f"/arenden/{row.reply_id}"
        about = f"{row.title}, {listed(row.bodies)}"
        if row.due_on:
            found.append(CalendarDay(f"{at}-sista-svarsdag", row.due_on, f"Sista svarsdag: {about}", path))
        if row.internal_due_on:
            found.append(CalendarDay(f"{at}-internt", row.internal_due_on, f"Internt datum: {about}", path))
    return found


def _meeting_days(places: frozenset[int], today: date, is_working_day: IsWorkingDay) -> list[CalendarDay]:
    found = []
    for own in own_calendars(places, today):
        for meeting in own.meetings:
            at = f"sammantrade-{own.organisation_id}-{meeting.number}"
            days = days_of(meeting, own.rhythm, is_working_day)
            path = f"/sammantraden/{meeting.number}"
            found += [
                CalendarDay(f"{at}-{step.value}", on, f"{step.label.split(',')[0]}, {own.body}", path)
                for step, on in days.items()
                if step is not Step.WRITTEN
            ]
    return found

"""The time of every body of a remiss at once: as a timeline, and as a month with everything that happens in it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from flask import Blueprint, render_template, request

from remiss.clock import local_date, today
from remiss.domain.permissions import Permission
from remiss.models.remisser import Remiss
from remiss.queries.calendar_days import CalendarDay, days_of_remiss
from remiss.queries.planning import BodyCalendar, calendars_of
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.working_days import closed_because, thin_because
from remiss.web.ks.page import setup_steps
from remiss.web.ks.planning import plan_of, start_of
from remiss.web.ks.timeline_chart import Lane, timeline
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_timeline", __name__)
WEEKDAYS = ("Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag", "Lördag", "Söndag")


@dataclass(frozen=True)
class Day:
    """A day of the month. ``outside``: it belongs to the month before or after; ``note``: helgdag, klämdag."""

    on: date
    outside: bool
    here: bool
    note: str
    events: tuple[str, ...]
    meetings: tuple[str, ...]


@route(blueprint, "/remisser/<int:remiss_id>/tidslinje", Permission.REMISS_VIEW)
def timeline_page(remiss_id: int) -> str:
    """Show the time of every body beside a table that says the same."""
    remiss = own_remiss(current_actor(), remiss_id)
    lanes = _lanes(remiss)
    chart = timeline(lanes, remiss.due_on, today()) if remiss.due_on and lanes else None
    return render_template(
        "ks/timeline.html", remiss=remiss_view(remiss), lanes=lanes, chart=chart, setup=setup_steps(remiss, "")
    )


@route(blueprint, "/remisser/<int:remiss_id>/manad", Permission.REMISS_VIEW)
def month(remiss_id: int) -> str:
    """Show a month: when answers are due, and which bodies meet."""
    remiss = own_remiss(current_actor(), remiss_id)
    first = _asked(request.args.get("manad", ""), remiss.due_on or today())
    days = _month(first, days_of_remiss(remiss, today()), calendars_of(remiss.id, start_of(remiss)))
    return render_template(
        "ks/month.html",
        remiss=remiss_view(remiss),
        name=format_date(first, "LLLL y", locale="sv_SE"),
        weeks=[days[at : at + 7] for at in range(0, len(days), 7)],
        weekdays=WEEKDAYS,
        before=_month_away(first, -1),
        after=_month_away(first, 1),
        setup=setup_steps(remiss, ""),
    )


def _lanes(remiss: Remiss) -> list[Lane]:
    """Return a lane for each body asked. Eight queries: the status and the known meetings."""
    if remiss.due_on is None:
        return []
    start = start_of(remiss)
    known = {one.organisation_id: one for one in calendars_of(remiss.id, start)}
    asked = [status for status in public_status(remiss.id, today()) if status.invited]
    return [_lane(status, known[status.organisation_id], remiss.due_on, start) for status in asked]


def _lane(status: PublicStatus, known: BodyCalendar, due_on: date, start: date) -> Lane:
    own_due = status.due_on or due_on
    done = status.answered or status.declined or status.silent or status.outside or status.withdrawn
    said = status.decision_expected_on or status.meeting_on or status.planned_on
    possible = None if done or said else _possible(known, own_due, start)
    came_in = local_date(status.submitted_at) if status.submitted_at else None
    tone = status.tone if status.reply_id else "active"
    return Lane(status.body, status.words, tone, start, own_due, said or possible, said is not None, came_in)


def _possible(known: BodyCalendar, due_on: date, start: date) -> date | None:
    """Return the meeting to count with: while the remiss is a draft the one that is reached, then the next one."""
    if start < today():
        return next((held_on for held_on in known.meetings if held_on >= today()), None)
    found = plan_of(known, due_on, start).meeting
    return found.held_on if found else None


def _month(first: date, found: Sequence[CalendarDay], bodies: Sequence[BodyCalendar]) -> list[Day]:
    """Return whole weeks, Monday first, with what happens on each day and which bodies meet."""
    start = first - timedelta(days=first.weekday())
    last = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    shown = [start + timedelta(days=number) for number in range((last - start).days // 7 * 7 + 7)]
    events: dict[date, list[str]] = {on: [] for on in shown}
    meetings: dict[date, list[str]] = {on: [] for on in shown}
    for one in found:
        events.get(one.on, []).append(one.words)
    for body in bodies:
        for held_on in body.meetings:
            meetings.get(held_on, []).append(body.body)
    return [_day(on, first, events[on], meetings[on]) for on in shown]


def _day(on: date, first: date, events: list[str], meetings: list[str]) -> Day:
    reason = closed_because(on) or thin_because(on) or ""
    told = "" if reason in NOT_TOLD else reason
    return Day(on, on.month != first.month, on == today(), told, tuple(events), tuple(meetings))


NOT_TOLD = {"lördag", "söndag", "juli"}
"""What the column or the heading of a month says already."""


def _asked(written: str, otherwise: date) -> date:
    """Return the first day of the month in the address, or of the month in which answers are due."""
    try:
        year, _, number = written.partition("-")
        return date(int(year), int(number), 1) if 1900 <= int(year) <= 2199 else otherwise.replace(day=1)
    except ValueError:
        return otherwise.replace(day=1)


def _month_away(first: date, count: int) -> tuple[str, str]:
    """Return the address part and the name of a month near ``first``."""
    number = first.year * 12 + first.month - 1 + count
    day = date(number // 12, number % 12 + 1, 1)
    return f"{day:%Y-%m}", format_date(day, "LLLL y", locale="sv_SE")

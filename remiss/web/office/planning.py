"""Which coming meeting a body plans to answer at."""

from __future__ import annotations

from datetime import date
from typing import Any

from remiss.clock import today
from remiss.models.replies import Reply
from remiss.queries.matter_decisions import KnownMeeting, coming_meetings
from remiss.services.working_days import is_working_day
from remiss.text import long_date
from remiss.web.fields import options
from remiss.web.office.forms import UNDECIDED
from remiss.web.office.page import own_parties

MOST = 6
"""Half a year of meetings for most nämnder. Of more the last ones are offered: the plan names the last that fits."""


def offer_meetings(field: Any, reply: Reply) -> None:
    """Let ``field`` choose among the coming meetings: those in time, and the first that comes too late. One query."""
    field.choices = options([(UNDECIDED, "Det vet vi inte ännu"), *_offered(reply)])


def chosen_day(field: Any) -> date | None:
    """Return the day chosen in ``field``; None when the body does not know yet."""
    return None if field.data == UNDECIDED else date.fromisoformat(field.data)


def _offered(reply: Reply) -> list[tuple[str, str]]:
    meetings, due = coming_meetings(own_parties(reply.owners), today(), is_working_day), reply.due_on or date.max
    in_time = [meeting for meeting in meetings if meeting.held_on <= due][-MOST:]
    too_late = [meeting for meeting in meetings if meeting.held_on > due][:1]
    return [(meeting.held_on.isoformat(), _words(meeting, due)) for meeting in (*in_time, *too_late)]


def _words(meeting: KnownMeeting, due: date) -> str:
    late = ", efter sista svarsdag" if meeting.held_on > due else ""
    return f"{long_date(meeting.held_on)}, {stop_words(meeting.stop_on)}{late}"


def stop_words(stop_on: date) -> str:
    """Return the stoppdag in words, and that it has passed: the statement may come too late for that meeting."""
    return f"stoppdag {long_date(stop_on)}{', som har passerat' if stop_on < today() else ''}"

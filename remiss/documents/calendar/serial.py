"""A read calendar as JSON, to cross from the reading process to ours."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from remiss.documents.calendar.reading import BROKEN, ReadCalendar, ReadMeeting, Unread, read_calendar
from remiss.documents.reading.isolated import ask
from remiss.domain.planning import DatedMeeting, Step
from remiss.errors import UnreadableFile


def read_to_json(content: bytes) -> str:
    """Return what ``read_calendar`` finds as one JSON text; run by the child."""
    found = read_calendar(content)
    meetings = [
        {
            "held_on": one.days.held_on.isoformat(),
            "own": {step.value: day.isoformat() for step, day in one.days.own.items()},
            "uid": one.uid,
        }
        for one in found.meetings
    ]
    return json.dumps({"meetings": meetings, "unread": [[one.place, one.why] for one in found.unread]})


def read_calendar_file(content: bytes) -> ReadCalendar:
    """Return the meetings in an untrusted file, read in the confined child. Raises UnreadableFile with a sentence."""
    try:
        answer: dict[str, Any] = json.loads(ask("calendar", content))
        meetings = tuple(_meeting(row) for row in answer["meetings"])
        return ReadCalendar(meetings, tuple(Unread(str(place), str(why)) for place, why in answer["unread"]))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise UnreadableFile(BROKEN, "file") from problem


def _meeting(row: dict[str, Any]) -> ReadMeeting:
    own = {Step(step): date.fromisoformat(day) for step, day in row["own"].items()}
    return ReadMeeting(DatedMeeting(date.fromisoformat(row["held_on"]), own), row["uid"])

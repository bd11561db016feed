"""A read calendar as JSON, to cross from the reading process to ours."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from remiss.documents.calendar.events import BROKEN
from remiss.documents.calendar.reading import ReadCalendar, ReadMeeting, Unread, read_calendar
from remiss.documents.reading.isolated import ask
from remiss.domain.planning import DatedMeeting, Step
from remiss.errors import UnreadableFile


def read_to_json(content: bytes, today: str) -> str:
    """Return what ``read_calendar`` finds as one JSON text; run by the child."""
    found = read_calendar(content, date.fromisoformat(today))
    parts = {"meetings": found.meetings, "cancelled": found.cancelled}
    rows = {name: [_row(one) for one in part] for name, part in parts.items()}
    return json.dumps(rows | {"unread": [[one.place, one.why] for one in found.unread]})


def _row(meeting: ReadMeeting) -> dict[str, Any]:
    own = {step.value: day.isoformat() for step, day in meeting.days.own.items()}
    return {"held_on": meeting.days.held_on.isoformat(), "own": own, "uid": meeting.uid}


def read_calendar_file(content: bytes, today: date) -> ReadCalendar:
    """Return the meetings in an untrusted file, read in the confined child. Raises UnreadableFile with a sentence."""
    try:
        answer: dict[str, Any] = json.loads(ask("calendar", content, today.isoformat()))
        meetings, cancelled = (tuple(map(_meeting, answer[part])) for part in ("meetings", "cancelled"))
        unread = tuple(Unread(str(place), str(why)) for place, why in answer["unread"])
        return ReadCalendar(meetings, unread, cancelled)
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise UnreadableFile(BROKEN, "file") from problem


def _meeting(row: dict[str, Any]) -> ReadMeeting:
    own = {Step(step): date.fromisoformat(day) for step, day in row["own"].items()}
    return ReadMeeting(DatedMeeting(date.fromisoformat(row["held_on"]), own), row["uid"])

"""The meetings in a calendar file that somebody exported: a table (CSV) or iCalendar (ICS).

Nothing is guessed silently: what is not taken as a meeting or as a day of one is listed with the reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from remiss.clock import STOCKHOLM
from remiss.documents.interpretation.dates import only_date
from remiss.documents.reading.characters import clean
from remiss.domain.planning import DatedMeeting, Step
from remiss.errors import UnreadableFile
from remiss.optional import load

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
BROKEN = "Kalenderfilen är trasig. Exportera den på nytt som ics eller csv."
MEETING_WORDS = re.compile(r"sammantr|nämnd|styrels|möte", re.IGNORECASE)
STEP_WORDS: tuple[tuple[Step, re.Pattern[str]], ...] = (
    (Step.STOP, re.compile(r"stopp|sista dag|deadline|inlämning", re.IGNORECASE)),
    (Step.UNION, re.compile(r"förvaltningsgrupp|facklig|samverkan|\bfvg\b", re.IGNORECASE)),
    (Step.PREPARATION, re.compile(r"beredning|gruppmöte|ordförandeb", re.IGNORECASE)),
    (Step.DISPATCH, re.compile(r"utskick|kallelse", re.IGNORECASE)),
    (Step.ADJUSTMENT, re.compile(r"justering", re.IGNORECASE)),
)
"""What a column or an event is about, by its words; what no line names and MEETING_WORDS does is the meeting itself."""


@dataclass(frozen=True)
class ReadMeeting:
    """A meeting as the file has it. ``uid`` is its name in an iCalendar file."""

    days: DatedMeeting
    uid: str | None = None


@dataclass(frozen=True)
class Unread:
    """A row or event that was not taken, and why."""

    place: str
    why: str


@dataclass(frozen=True)
class ReadCalendar:
    """What a file gave."""

    meetings: tuple[ReadMeeting, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class Event:
    """One event of an iCalendar file on its day in Stockholm."""

    name: str
    on: date
    uid: str | None


def read_calendar(content: bytes) -> ReadCalendar:
    """Return the meetings in a file, told apart by its content. Raises UnreadableFile when it is neither kind."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile("Filen är för stor för en kalender. Exportera ett år i taget.", "file")
    text = clean(_decoded(content))
    try:
        return _read_events(text) if "BEGIN:VCALENDAR" in text[:2000].upper() else _read_table(text)
    except (csv.Error, OverflowError):
        raise UnreadableFile(BROKEN, "file") from None


def step_of(words: str) -> Step | None:
    """Return which day of a meeting ``words`` name, or None."""
    named = next((step for step, pattern in STEP_WORDS if pattern.search(words)), None)
    return named or (Step.MEETING if MEETING_WORDS.search(words) else None)


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _read_table(text: str) -> ReadCalendar:
    rows = _rows(text)
    if not rows:
        raise UnreadableFile("Filen är tom. Den ska ha en rad för varje sammanträde.", "file")
    columns = [step_of(cell) for cell in rows[0][1]]
    if Step.MEETING in columns:
        rows = rows[1:]
    elif only_date(rows[0][1][0]):
        columns = [Step.MEETING, Step.STOP]
    else:
        raise UnreadableFile(
            "Första raden ska ha rubriker: Sammanträde, och om ni vill Stoppdag, Förvaltningsgrupp, Beredning, "
            "Utskick och Justering. Spara kalkylbladet som csv.",
            "file",
        )
    read = [_meeting_in(columns, cells, f"Rad {number}") for number, cells in rows]
    return _result([one for one in read if isinstance(one, ReadMeeting)], [o for o in read if isinstance(o, Unread)])


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold something, with their numbers in the file."""
    first = text.split("\n", 1)[0]
    delimiter = max(";\t,", key=first.count)
    found = []
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
        if any(cell.strip() for cell in cells):
            found.append((number, [cell.strip() for cell in cells]))
        if number > MOST_ROWS:
            raise UnreadableFile(f"Filen har fler än {MOST_ROWS} rader. Exportera ett år i taget.", "file")
    return found


def _meeting_in(columns: list[Step | None], cells: list[str], place: str) -> ReadMeeting | Unread:
    days: dict[Step, date] = {}
    for step, cell in zip(columns, cells, strict=False):
        if step is None or not cell:
            continue
        day = only_date(cell)
        if day is None:
            return Unread(place, f"”{cell[:40]}” går inte att läsa som ett datum. Skriv till exempel 2026-12-17.")
        days[step] = day
    held_on = days.pop(Step.MEETING, None)
    if held_on is None:
        return Unread(place, "Det finns ingen sammanträdesdag på raden.")
    return ReadMeeting(DatedMeeting(held_on, days))


def _read_events(text: str) -> ReadCalendar:
    try:
        components = load("icalendar").Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, IndexError, RecursionError):
        raise UnreadableFile(BROKEN, "file") from None
    if len(components) > MOST_ROWS:
        raise UnreadableFile(f"Filen har fler än {MOST_ROWS} händelser. Exportera ett år i taget.", "file")
    read = [_event(component) for component in components]
    unread = [one for one in read if isinstance(one, Unread)]
    events = sorted((one for one in read if isinstance(one, Event)), key=lambda one: one.on)
    return _result(*_meetings_of(events, unread))


def _event(component: Any) -> Event | Unread:
    name = str(component.get("SUMMARY") or "Händelse utan namn").strip()[:80]
    try:
        start = component.decoded("DTSTART")
    except (KeyError, ValueError, AttributeError):
        start = None
    if not isinstance(start, date):
        return Unread(name, "Händelsen har ingen dag som går att läsa.")
    on = (start.astimezone(STOCKHOLM) if start.tzinfo else start).date() if isinstance(start, datetime) else start
    place = f"{name}, {on.isoformat()}"
    if str(component.get("STATUS") or "").upper() == "CANCELLED":
        return Unread(place, "Händelsen är inställd i kalendern. Ta bort sammanträdet för hand om det finns här.")
    if component.get("RRULE"):
        return Unread(place, "Händelsen upprepas. Lägg in dagarna var för sig.")
    uid = str(component.get("UID") or "").strip()[:200]
    return Event(name, on, uid or None)


def _meetings_of(events: list[Event], unread: list[Unread]) -> tuple[list[ReadMeeting], list[Unread]]:
    """Put the other days with the meeting that they are about: the next one, of an adjustment the last one."""
    held = [event for event in events if step_of(event.name) is Step.MEETING]
    own: dict[date, dict[Step, date]] = {event.on: {} for event in held}
    for event in events:
        step, place = step_of(event.name), f"{event.name}, {event.on.isoformat()}"
        if step is None:
            unread.append(Unread(place, "Namnet säger inte att det är ett sammanträde."))
        elif step is not Step.MEETING:
            fits = list(_about(event.on, own, after=step is Step.ADJUSTMENT))
            if fits:
                own[fits[0]].setdefault(step, event.on)
            else:
                unread.append(Unread(place, "Det finns inget sammanträde i filen som dagen hör till."))
    return [ReadMeeting(DatedMeeting(event.on, own[event.on]), event.uid) for event in held], unread


def _about(on: date, meetings: dict[date, dict[Step, date]], *, after: bool) -> Iterator[date]:
    """Give the meetings that a day can be about, the nearest first."""
    yield from (
        sorted((day for day in meetings if day <= on), reverse=True)
        if after
        else sorted(day for day in meetings if day >= on)
    )


def _result(meetings: list[ReadMeeting], unread: list[Unread]) -> ReadCalendar:
    """Sort, and take each day once."""
    once: dict[date, ReadMeeting] = {}
    for one in sorted(meetings, key=lambda one: one.days.held_on):
        if one.days.held_on in once:
            unread.append(Unread(one.days.held_on.isoformat(), "Dagen står flera gånger i filen. Den läses en gång."))
        once.setdefault(one.days.held_on, one)
    return ReadCalendar(tuple(once.values()), tuple(unread))

"""The meetings in a calendar file that somebody exported: a table (CSV) or iCalendar (ICS).

Nothing is guessed silently: what is not taken as a meeting or as a day of one is listed with the reason.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from remiss.documents.calendar.events import BROKEN, Event, read_events
from remiss.documents.interpretation.dates import only_date
from remiss.documents.reading.characters import clean
from remiss.domain.planning import DatedMeeting, Step
from remiss.errors import UnreadableFile

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
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
    """What a file gave; ``cancelled`` are meetings that it says are called off."""

    meetings: tuple[ReadMeeting, ...]
    unread: tuple[Unread, ...]
    cancelled: tuple[ReadMeeting, ...] = ()


def read_calendar(content: bytes, today: date) -> ReadCalendar:
    """Return the meetings in a file, told apart by its content; what repeats is followed some years from ``today``.

    Raises UnreadableFile when it is neither kind.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableFile("Filen är för stor för en kalender. Exportera ett år i taget.", "file")
    text = clean(_decoded(content))
    try:
        if "BEGIN:VCALENDAR" not in text[:2000].upper():
            return _read_table(text)
        events, unread = read_events(text, today, MOST_ROWS)
    except (csv.Error, OverflowError):
        raise UnreadableFile(BROKEN, "file") from None
    return _of_events(events, [Unread(*one) for one in unread])


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


def _of_events(events: Sequence[Event], unread: list[Unread]) -> ReadCalendar:
    """Put the other days with the meeting that they are about: the next one, of an adjustment the last one."""
    held = [event for event in events if not event.cancelled and step_of(event.name) is Step.MEETING]
    gone = [event for event in events if event.cancelled and step_of(event.name) is Step.MEETING]
    own: dict[date, dict[Step, date]] = {event.on: {} for event in held}
    others = [event for event in events if event not in held and event not in gone]
    unread += [Unread(event.place, why) for event in others if (why := _put(event, own))]
    meetings = [ReadMeeting(DatedMeeting(event.on, own[event.on]), event.uid) for event in held]
    cancelled = tuple(ReadMeeting(DatedMeeting(event.on), event.uid) for event in gone if event.on not in own)
    return replace(_result(meetings, unread), cancelled=cancelled)


def _put(event: Event, own: dict[date, dict[Step, date]]) -> str:
    """Put a day with its meeting; return why that is not possible, or nothing."""
    step = step_of(event.name)
    if step is None:
        return "Namnet säger inte att det är ett sammanträde."
    if event.cancelled:
        return "Händelsen är inställd i kalendern."
    fits = list(_about(event.on, own, after=step is Step.ADJUSTMENT))
    if not fits:
        return "Det finns inget sammanträde i filen som dagen hör till."
    own[fits[0]].setdefault(step, event.on)
    return ""


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

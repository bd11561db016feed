"""The events of an iCalendar file (RFC 5545) on their days in Stockholm: repeated ones day by day, called off ones too.

A rule that repeats is followed for some years and no further, and only by day: what is more often is no meeting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from remiss.clock import STOCKHOLM
from remiss.errors import UnreadableFile
from remiss.optional import load

BROKEN = "Kalenderfilen är trasig. Exportera den på nytt som ics eller csv."
BACK, AHEAD = timedelta(days=366), timedelta(days=3 * 366)
OLDEST = timedelta(days=40 * 366)
MOST_DAYS, MOST_RULES = 200, 50
KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO"}
)
OFTEN = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
CYCLE, LAST = 400, 9_990
"""The calendar repeats itself after so many years, weekdays too. A rule is worked out in the last of them that the
library knows: one that no day fits is then given up at once, and not after eight thousand years.
"""


@dataclass(frozen=True)
class Event:
    """One event. ``uid`` is its name in the calendar; a day of one that repeats has the day in it too."""

    name: str
    on: date
    uid: str | None
    cancelled: bool = False

    @property
    def place(self) -> str:
        """What the event is called where it is told of."""
        return f"{self.name}, {self.on.isoformat()}"


@dataclass(frozen=True)
class _Written:
    """An event as it is written: ``again`` is its rule, ``instead_of`` the day of a repeated one that it replaces."""

    name: str
    on: date
    uid: str
    cancelled: bool
    again: Any
    without: frozenset[date]
    besides: frozenset[date]
    instead_of: date | None

    @property
    def repeats(self) -> bool:
        return self.again is not None or bool(self.besides)

    def named(self, on: date) -> str | None:
        """Return the name of the event of a day that repeats."""
        return f"{self.uid}#{on.isoformat()}" if self.uid else None


def read_events(text: str, today: date, most: int) -> tuple[list[Event], list[tuple[str, str]]]:
    """Return the events by day, and which were not taken and why. Raises UnreadableFile when the file is broken."""
    try:
        calendar = load("icalendar").Calendar.from_ical(text)
        components = calendar.walk("VEVENT")
    except (ValueError, IndexError, RecursionError):
        raise UnreadableFile(BROKEN, "file") from None
    ruled = sum(component.get("RRULE") is not None for component in components)
    if len(components) > most or ruled > MOST_RULES:
        which = f"{most} händelser" if len(components) > most else f"{MOST_RULES} upprepade händelser"
        raise UnreadableFile(f"Filen har fler än {which}. Exportera ett år i taget.", "file")
    off = str(calendar.get("METHOD") or "").upper() == "CANCEL"
    read = [_written(component, off=off) for component in components]
    written = [one for one in read if isinstance(one, _Written)]
    replaced: dict[str, set[date]] = {}
    for one in written:
        if one.instead_of:
            replaced.setdefault(one.uid, set()).add(one.instead_of)
    unread = [(one, "Händelsen har ingen dag som går att läsa.") for one in read if isinstance(one, str)]
    events: list[Event] = []
    for one in written:
        days = _days(one, today)
        if days is None:
            unread.append(
                (one.name, "Händelsen upprepas på ett sätt som inte går att läsa. Lägg in dagarna var för sig.")
            )
        else:
            events += _events(one, days, replaced.get(one.uid, set()))
    return sorted(events, key=lambda event: event.on), unread


def _events(one: _Written, days: Sequence[date], replaced: set[date]) -> Iterator[Event]:
    if one.instead_of:
        yield Event(one.name, one.on, one.named(one.instead_of), one.cancelled)
    elif not one.repeats:
        yield Event(one.name, one.on, one.uid or None, one.cancelled)
    else:
        yield from (Event(one.name, on, one.named(on), one.cancelled) for on in days if on not in replaced)


def _written(component: Any, *, off: bool) -> _Written | str:
    name = str(component.get("SUMMARY") or "Händelse utan namn").strip()[:80]
    on = _day(_decoded(component, "DTSTART"))
    if on is None:
        return name
    return _Written(
        name,
        on,
        str(component.get("UID") or "").strip()[:180],
        off or str(component.get("STATUS") or "").upper() == "CANCELLED",
        component.get("RRULE"),
        _days_in(component.get("EXDATE")),
        _days_in(component.get("RDATE")),
        _day(_decoded(component, "RECURRENCE-ID")),
    )


def _decoded(component: Any, name: str) -> object:
    try:
        return component.decoded(name)
    except (KeyError, ValueError, AttributeError):
        return None


def _day(value: object) -> date | None:
    """Return the day in Stockholm of a day or a moment."""
    if isinstance(value, datetime):
        return (value.astimezone(STOCKHOLM) if value.tzinfo else value).date()
    return value if isinstance(value, date) else None


def _days_in(listed: Any) -> frozenset[date]:
    lists = listed if isinstance(listed, list) else [listed] if listed else []
    found = (_day(getattr(one, "dt", None)) for each in lists for one in getattr(each, "dts", ()))
    return frozenset(day for day in found if day)


def _days(one: _Written, today: date) -> list[date] | None:
    """Return the days of an event that repeats, as far as they are followed; None when the rule cannot be read."""
    if not one.repeats:
        return [one.on]
    first, last = max(one.on, today - BACK), today + AHEAD
    ruled = [one.on] if one.again is None else _ruled(one, first, last)
    if ruled is None:
        return None
    days = sorted({*ruled, *one.besides} - one.without)
    return [day for day in days if first <= day <= last][:MOST_DAYS]


def _ruled(one: _Written, first: date, last: date) -> list[date] | None:
    rule = one.again
    if isinstance(rule, list) or not set(rule) <= KNOWN or str(rule.get("FREQ", [""])[0]) not in OFTEN:
        return None
    if any(step < 1 for step in rule.get("INTERVAL", [])):
        return None  # the library would go on for ever
    until = _day(next(iter(rule.get("UNTIL", [])), None)) or last
    years = (LAST - last.year) // CYCLE * CYCLE
    if last - OLDEST > one.on:
        return None
    words = ";".join(part for part in rule.to_ical().decode().split(";") if not part.startswith("UNTIL="))
    begin, start, end = (_moved(day, years) for day in (one.on, first, min(until, last)))
    try:
        found = load("dateutil.rrule").rrulestr(words, dtstart=begin).between(start, end, inc=True)
    except (ValueError, TypeError, OverflowError):
        return None
    return [_moved(day.date(), -years).date() for day in found]


def _moved(day: date, years: int) -> datetime:
    """Return ``day`` whole cycles of the calendar later: the same date, and a leap year where it was one."""
    return datetime.combine(day.replace(year=day.year + years), time())

"""A calendar as iCalendar (RFC 5545): whole days, one VEVENT each, cancelled ones told as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from remiss.optional import load


@dataclass(frozen=True)
class Entry:
    """One event. ``sequence`` rises each time it changes; ``gone`` tells subscribers to take it away."""

    uid: str
    on: date
    words: str
    url: str
    sequence: int
    changed_at: datetime
    gone: bool = False


def write_calendar(name: str, entries: Sequence[Entry]) -> bytes:
    """Return a calendar that others can subscribe to; the same entries give the same bytes."""
    ical = load("icalendar")
    calendar = ical.Calendar()
    calendar.add("prodid", "-//Remiss//Kalender//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for entry in sorted(entries, key=lambda one: (one.on, one.uid)):
        event = ical.Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", entry.changed_at)
        event.add("last-modified", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", entry.words)
        event.add("status", "CANCELLED" if entry.gone else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        if entry.url:
            event.add("url", entry.url)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content

"""Calendar files as offices export them: what is a meeting, what is a day of one, and what was not read."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.documents.calendar.reading import read_calendar
from remiss.domain.planning import Step
from remiss.errors import UnreadableFile

TABLE = """Sammanträde;Stoppdag;Förvaltningsgrupp;Plats
2026-12-17;2026-11-19;2026-11-26;Stora salen
28 januari 2027;2027-01-04;;
;2027-02-01;;
31 februari 2027;;;
"""


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y", *events, "END:VCALENDAR", ""]).encode()


def test_a_table_is_read_row_by_row_and_says_what_it_could_not_read() -> None:
    found = read_calendar(TABLE.encode("utf-8-sig"))
    assert [one.days.held_on for one in found.meetings] == [date(2026, 12, 17), date(2027, 1, 28)]
    assert dict(found.meetings[0].days.own) == {Step.STOP: date(2026, 11, 19), Step.UNION: date(2026, 11, 26)}
    assert [(one.place, one.why[:20]) for one in found.unread] == [
        ("Rad 4", "Det finns ingen samm"), ("Rad 5", "”31 februari 2027” g"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["2026-12-17,2026-11-19\n2027-01-28,\n", "17/12 2026\n28/1 2027\n", "20261217\t\n"])
def test_a_table_without_headings_has_the_meeting_first(text: str) -> None:
    assert read_calendar(text.encode("cp1252")).meetings[0].days.held_on == date(2026, 12, 17)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "tom"), (b"Namn;Adress\na;b\n", "rubriker"), (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "trasig"),
     (b"x" * 1_000_001, "stor"), ("Sammanträde\n".encode() + b"2026-12-17\n" * 1001, "rader")],
)  # fmt: skip
def test_what_is_no_calendar_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_calendar(content)
    assert words in caught.value.sentence


def test_events_become_meetings_with_their_days() -> None:
    found = read_calendar(
        calendar(
            event("UID:m1@x", "DTSTART;VALUE=DATE:20261217", "SUMMARY:Sammanträde Farsta SDN"),
            event("UID:m2@x", "DTSTART:20270128T230000Z", "SUMMARY:Nämnden"),  # just after midnight in Stockholm
            event("UID:s@x", "DTSTART;VALUE=DATE:20261119", "SUMMARY:Stoppdag december"),
            event("UID:j@x", "DTSTART;TZID=Europe/Stockholm:20261221T090000", "SUMMARY:Justering"),
            event("UID:b@x", "DTSTART;VALUE=DATE:20270210", "SUMMARY:Beredning"),
            event("UID:f@x", "DTSTART;VALUE=DATE:20261120", "SUMMARY:Fika"),
            event("UID:c@x", "DTSTART;VALUE=DATE:20261203", "SUMMARY:Sammanträde", "STATUS:CANCELLED"),
            event("UID:r@x", "DTSTART;VALUE=DATE:20261204", "SUMMARY:Sammanträde", "RRULE:FREQ=WEEKLY"),
            event("UID:d@x", "DTSTART:2026", "SUMMARY:Sammanträde"),
            event("UID:t@x", "DTSTART;VALUE=DATE:20261217", "SUMMARY:Nämndmöte igen"),
        )
    )
    assert [(one.days.held_on, one.uid) for one in found.meetings] == [
        (date(2026, 12, 17), "m1@x"), (date(2027, 1, 29), "m2@x"),
    ]  # fmt: skip
    own = dict(found.meetings[0].days.own)
    assert own == {Step.STOP: date(2026, 11, 19), Step.ADJUSTMENT: date(2026, 12, 21)}
    assert len(found.unread) == 6


def test_hostile_nesting_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_calendar(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 40_000)
    nested = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5_000 + b"END:VEVENT\r\n" * 5_000 + b"END:VCALENDAR\r\n"
    with pytest.raises(UnreadableFile):
        read_calendar(nested)

"""Calendar files as offices export them: what is a meeting, what is a day of one, and what was not read."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.documents.calendar.reading import ReadCalendar
from remiss.documents.calendar.reading import read_calendar as read
from remiss.domain.planning import Step
from remiss.errors import UnreadableFile

TODAY = date(2026, 9, 1)
TABLE = """Sammanträde;Stoppdag;Förvaltningsgrupp;Plats
2026-12-17;2026-11-19;2026-11-26;Stora salen
28 januari 2027;2027-01-04;;
;2027-02-01;;
31 februari 2027;;;
"""


def read_calendar(content: bytes) -> ReadCalendar:
    return read(content, TODAY)


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
            event("UID:r@x", "DTSTART;VALUE=DATE:20261204", "SUMMARY:Sammanträde", "RRULE:FREQ=HOURLY"),
            event("UID:d@x", "DTSTART:2026", "SUMMARY:Sammanträde"),
            event("UID:t@x", "DTSTART;VALUE=DATE:20261217", "SUMMARY:Nämndmöte igen"),
        )
    )
    assert [(one.days.held_on, one.uid) for one in found.meetings] == [
        (date(2026, 12, 17), "m1@x"), (date(2027, 1, 29), "m2@x"),
    ]  # fmt: skip
    own = dict(found.meetings[0].days.own)
    assert own == {Step.STOP: date(2026, 11, 19), Step.ADJUSTMENT: date(2026, 12, 21)}
    assert len(found.unread) == 5
    assert [(one.days.held_on, one.uid) for one in found.cancelled] == [(date(2026, 12, 3), "c@x")]


def days(*lines: str, others: tuple[str, ...] = ()) -> list[str]:
    first = event("UID:r@x", "SUMMARY:Sammanträde", *lines)
    return [one.days.held_on.isoformat() for one in read_calendar(calendar(first, *others)).meetings]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["2026-12-17", "2026-12-24", "2026-12-31"]),
        ("FREQ=MONTHLY;BYDAY=3TH;UNTIL=20270301", ["2026-12-17", "2027-01-21", "2027-02-18"]),
        ("FREQ=MONTHLY;BYDAY=3TH;UNTIL=20270121T230000Z", ["2026-12-17", "2027-01-21"]),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=3TH", ["2026-12-17", "2027-12-16", "2028-12-21"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["2026-12-31", "2027-01-29"]),
    ],
)
def test_what_repeats_is_read_day_by_day(rule: str, expected: list[str]) -> None:
    assert days("DTSTART;TZID=Europe/Stockholm:20261217T180000", f"RRULE:{rule}") == expected


def test_a_rule_without_an_end_is_followed_for_some_years() -> None:
    found = days("DTSTART;VALUE=DATE:20190103", "RRULE:FREQ=WEEKLY")
    assert len(found) == 200
    assert found[0] == "2025-09-04"
    assert found[-1] < "2029-09-10"


def test_days_are_taken_from_and_put_to_what_repeats_and_one_of_them_moved() -> None:
    moved = event("UID:r@x", "SUMMARY:Sammanträde", "RECURRENCE-ID;VALUE=DATE:20261224", "DTSTART;VALUE=DATE:20261222")
    off = event("UID:r@x", "SUMMARY:Sammanträde", "RECURRENCE-ID;VALUE=DATE:20270107", "DTSTART;VALUE=DATE:20270107",
                "STATUS:CANCELLED")  # fmt: skip
    rule = ("DTSTART;VALUE=DATE:20261217", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;VALUE=DATE:20261231,20270114",
            "RDATE;VALUE=DATE:20270205")  # fmt: skip
    assert days(*rule, others=(moved, off)) == ["2026-12-17", "2026-12-22", "2027-02-05"]
    found = read_calendar(calendar(event("UID:r@x", "SUMMARY:Sammanträde", *rule), moved, off))
    assert [one.uid for one in found.meetings] == ["r@x#2026-12-17", "r@x#2026-12-24", "r@x#2027-02-05"]
    assert [(one.days.held_on, one.uid) for one in found.cancelled] == [(date(2027, 1, 7), "r@x#2027-01-07")]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=3", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=0", "FREQ=MONTHLY;COUNT=x"],
)
def test_a_rule_that_cannot_be_followed_is_listed(rule: str) -> None:
    found = read_calendar(calendar(event("UID:r@x", "SUMMARY:Möte", "DTSTART;VALUE=DATE:20261217", f"RRULE:{rule}")))
    assert not found.meetings
    assert [one.place for one in found.unread] == ["Möte"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=3"])
def test_a_rule_that_no_day_fits_ends(rule: str) -> None:
    assert days("DTSTART;VALUE=DATE:20261217", f"RRULE:{rule}") == []


def test_a_file_that_calls_off_calls_off_everything_in_it() -> None:
    content = calendar(event("UID:m1@x", "DTSTART;VALUE=DATE:20261217", "SUMMARY:Sammanträde"))
    found = read_calendar(content.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:CANCEL"))
    assert not found.meetings
    assert [one.uid for one in found.cancelled] == ["m1@x"]


def test_hostile_nesting_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_calendar(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 40_000)
    nested = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 5_000 + b"END:VEVENT\r\n" * 5_000 + b"END:VCALENDAR\r\n"
    with pytest.raises(UnreadableFile):
        read_calendar(nested)

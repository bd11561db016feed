"""Texts, other kinds of file under a good name, and calendars."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.calendar.events import BROKEN as BROKEN_CALENDAR
from remiss.documents.reading import sentences
from tests.hostile.case import Case

HEAVY, SLOW, UNKNOWN = sentences.TOO_HEAVY, sentences.TOO_SLOW, sentences.UNKNOWN
MB = 1024 * 1024


def kinds() -> Iterator[Case]:
    """Files that are something else."""
    other = {
        "program": (b"MZ\x90\0" + b"\0" * 200, sentences.PROGRAM),
        "linux program": (b"\x7fELF\2\1\1", sentences.PROGRAM),
        "web page": (b"<html><script>alert(1)</script>", sentences.WEB_PAGE),
        "web page after a mark": (b"\xef\xbb\xbf <!doctype HTML>", sentences.WEB_PAGE),
        "rtf with an object": (b"{\\rtf1{\\object\\objocx}}", sentences.RICH_TEXT),
        "7z": (b"7z\xbc\xaf\x27\x1c", sentences.ARCHIVE),
        "rar": (b"Rar!\x1a\7\1\0", sentences.ARCHIVE),
        "gzip": (b"\x1f\x8b\x08" + b"\0" * 90, sentences.ARCHIVE),
        "tar": (b"a" + b"\0" * 511, UNKNOWN),
        "png of 2^31 points": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff", sentences.IMAGE),
        "gif": (b"GIF89a\xff\xff\xff\xff", sentences.IMAGE),
        "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, sentences.OLD_WORD),
        "java class": (b"\xca\xfe\xba\xbe\0\0\0\x34", UNKNOWN),
        "shortcut": (b"L\0\0\0\1\x14\2\0" + b"\0" * 90, UNKNOWN),
        "noise": (bytes((n * 7919) % 251 for n in range(9000)), UNKNOWN),
        "nothing": (b"", sentences.EMPTY),
        "zeros": (b"\0" * 5 * MB, UNKNOWN),
        "too large": (b"a" * (30 * MB + 1), sentences.TOO_LARGE),
    }
    for name, (content, sentence) in other.items():
        yield Case(f"kind: {name}", lambda content=content: content, sentence)


def texts() -> Iterator[Case]:
    """Text that floods, hides or mimics."""
    read = {"", HEAVY, SLOW, UNKNOWN, sentences.NO_TEXT, sentences.EMPTY}
    made = {
        "30 MB on one line": lambda: b"a" * 30 * MB,
        "30 MB of empty lines": lambda: b"\n" * 30 * MB,
        "four million lines": lambda: b"a\n" * 2_400_000,
        "only page breaks": lambda: b"x" + b"\f" * 2_000_000,
        "a mark and nothing": lambda: b"\xff\xfe",
        "half a sign": lambda: b"a\xc3",
        "utf-16 without a mark": lambda: "Text".encode("utf-16-le"),
        "turned and hidden": lambda: "Stöder \u202eej\u202c \u2066x\u2069 \u200b\u200f\u061c\ufeff".encode(),
        "escape codes of a terminal": lambda: b"\x1b[2J\x1b]0;ond\x07" * 3 + b"Vanlig text. " * 99,
        "combining marks": lambda: ("a" + "\u0301\u0323" * 900_000).encode(),
        "a formula": lambda: b"=cmd|' /C calc'!A0\n",
        "a shell script": lambda: b"#!/bin/sh\nrm -rf /\n",
        "a picture with a script": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "stars": lambda: b"# R\n**x**\n" + b"*" * 300_000,
        "stars in pairs": lambda: b"# R\n**x**\n" + b"**a " * 80_000,
        "brackets": lambda: b"# R\n**x**\n" + b"[" * 300_000,
        "ticks": lambda: b"# R\n**x**\n" + b"`a\\" * 100_000,
        "bars": lambda: b"# R\n**x**\n" + b"|" * 500_000,
        "dashes": lambda: b"# R\n**x**\n|" + b" -- " * 100_000,
        "hashes": lambda: b"# R\n**x**\n# " + b" #" * 300_000 + b"a",
        "quotes": lambda: b"# R\n**x**\n" + b">" * 300_000,
    }
    yield from (Case(f"text: {name}", make, read) for name, make in made.items())


def ics(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> bytes:
    return ics("BEGIN:VEVENT", "SUMMARY:Sammanträde", *lines, "END:VEVENT")


TABLE = (
    "Första raden ska ha rubriker: Sammanträde, och om ni vill Stoppdag, Förvaltningsgrupp, Beredning, "
    "Utskick och Justering. Spara kalkylbladet som csv."
)
CALENDAR = {"", HEAVY, SLOW, BROKEN_CALENDAR, TABLE}


def calendars() -> Iterator[Case]:
    """Calendar files."""
    zone = (
        "BEGIN:VTIMEZONE",
        "TZID:X",
        "BEGIN:STANDARD",
        "DTSTART:19000101T000000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
    )
    made = {
        "components in components": lambda: ics(*["BEGIN:VEVENT"] * 40_000),
        "year 9999": lambda: event("DTSTART:99991231T235959Z"),
        "year 1": lambda: event("DTSTART:00010101T000000Z"),
        "no year": lambda: event("DTSTART:00000000"),
        "a zone that never ends": lambda: ics(
            *zone,
            "RRULE:FREQ=SECONDLY",
            "END:STANDARD",
            "END:VTIMEZONE",
            "BEGIN:VEVENT",
            "DTSTART;TZID=X:20261217T090000",
            "END:VEVENT",
        ),
        "a zone that is a path": lambda: event("DTSTART;TZID=../../../etc/passwd:20261217T090000"),
        "a repeat without end": lambda: event("DTSTART:20261217", "RRULE:FREQ=SECONDLY;COUNT=999999999"),
        "a line of 900,000 signs": lambda: event("DTSTART:20261217", "DESCRIPTION:" + "x" * 900_000),
        "folds": lambda: b"BEGIN:VCALENDAR\r\n" + b" \r\n" * 300_000,
        "parameters": lambda: event("DTSTART" + ";A=B" * 200_000 + ":20261217"),
        "a name that is a header": lambda: event(
            "DTSTART;VALUE=DATE:20261217", "UID:x\\r\\nSet-Cookie: a=b", "SUMMARY:Nämnden \u202e"
        ),
        "a file of the server": lambda: event("DTSTART;VALUE=DATE:20261217", "ATTACH:file:///etc/passwd"),
    }
    yield from (Case(f"calendar: {name}", make, CALENDAR, "calendar") for name, make in made.items())


def tables() -> Iterator[Case]:
    """Calendars as tables."""
    made = {
        "table with a zero": lambda: b"Sammantr\xc3\xa4de\n2026-12-17\0\n",
        "a cell of 900,000 signs": lambda: b"Sammantr\xc3\xa4de\n" + b"x" * 900_000,
        "an open quote": lambda: b'Sammantr\xc3\xa4de\n"' + b"x\n" * 400_000,
        "400,000 columns": lambda: b"Sammantr\xc3\xa4de" + b";x" * 400_000,
        "a workbook": lambda: b"PK\3\4" + b"\0" * 900,
    }
    yield from (Case(f"calendar: {name}", make, CALENDAR, "calendar") for name, make in made.items())


def cases() -> Iterator[Case]:
    """Give every text, other kind and calendar."""
    for family in (kinds, texts, calendars, tables):
        yield from family()

"""Dates as officials write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
           "december")  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_PATTERNS = (
    re.compile(r"(?<![\d/.-])(?P<year>(?:19|"
               r"20)\d\d)\s?[-–.]\s?(?P<number>\d{1,2})\s?[-–.]\s?(?P<day>\d{1,2})(?![\d/-])"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?::[ea]|\.)?\s+{_MONTH}\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[ /.-](?P<year>(?:19|20)\d\d)(?![\d/-])"),
)  # fmt: skip
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)")
_YEARLESS = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?::[ea])?\s+{_MONTH}(?!\s*\d{{4}})(?!\w)", re.IGNORECASE)
_MAX_DATE_LINE = 80
_PLACE = re.compile(r"^(?:[A-ZÅÄÖ][a-zåäö]+,?\s+)?(?:den\s+)?$")


@dataclass(frozen=True)
class FoundDate:
    """A date and where in the text it stands."""

    day: date
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Return every date written with its year, in the order of the text; impossible dates are left out."""
    found = [
        FoundDate(day, match.start(), match.end())
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
        if (day := _day(match)) is not None
    ]
    return sorted(found, key=lambda each: each.start)


def only_date(text: str) -> date | None:
    """Return the date when ``text`` holds nothing else than a date, a place or a weekday before it and *den*."""
    if len(text) > _MAX_DATE_LINE:
        return None
    text = text.strip().strip(".")
    if compact := _COMPACT.fullmatch(text):
        return _day(compact)
    found = find_dates(text)
    if len(found) == 1 and found[0].end == len(text) and _PLACE.match(text[: found[0].start]):
        return found[0].day
    return None


def yearless(text: str, year: int) -> date | None:
    """Return the first date written without a year, in ``year``."""
    match = _YEARLESS.search(text)
    return _day(match, year) if match else None


def _day(match: re.Match[str], year: int | None = None) -> date | None:
    parts = match.groupdict()
    month = _month(parts["month"]) if parts.get("month") else int(parts["number"])
    try:
        return date(year if year is not None else int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(index for index, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))

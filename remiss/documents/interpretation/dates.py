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
    re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)/(?P<number>\d\d)/(?P<day>\d\d)(?![\d/-])"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?::[ea]|\.)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[ /.-](?P<year>(?:19|20)\d\d)(?![\d/-])"),
)  # fmt: skip
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)")
_YEARLESS = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?::[ea])?\s+{_MONTH}(?!\s*\d{{4}})(?!\w)", re.IGNORECASE)
_YEARLESS_FIGURES = re.compile(r"(?<![\d/.–-])(?P<day>\d{1,2})/(?P<number>\d{1,2})(?!\s?-?\s?(?:19|20)\d\d)(?![\d/-])")
_HALF_YEAR = 183
_MAX_DATE_LINE = 80
_PLACE = re.compile(
    r"^(?:[A-ZÅÄÖ][a-zåäö]+(?:[ -][A-ZÅÄÖ][a-zåäö]+)?,?\s+)?(?:(?:mån|tis|ons|tors|fre|lör|"
    r"sön)dag(?:en)?,?\s+)?(?:den\s+)?$"
)
# A mail says the hour too.
_HOUR = re.compile(r",?\s(?:kl\.?\s?)?\d{1,2}[.:]\d\d(?::\d\d)?$")


@dataclass(frozen=True)
class FoundDate:
    """A date and where in the text it stands; ``guessed`` says that its year is not written."""

    day: date
    start: int
    end: int
    guessed: bool = False


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
    text = _HOUR.sub("", text.strip().strip("."))
    if compact := _COMPACT.fullmatch(text):
        return _day(compact)
    found = find_dates(text)
    if len(found) == 1 and found[0].end == len(text) and _PLACE.match(text[: found[0].start]):
        return found[0].day
    return None


def find_days(text: str, near: date | None) -> list[FoundDate]:
    """Return every date of ``text``, also those without a year, which are taken to be close to ``near``."""
    found = find_dates(text)
    for pattern in (_YEARLESS, _YEARLESS_FIGURES) if near is not None else ():
        for match in pattern.finditer(text):
            day = _near(match, near) if near else None
            if day is not None and not any(each.start <= match.start() < each.end for each in found):
                found.append(FoundDate(day, match.start(), match.end(), guessed=True))
    return sorted(found, key=lambda each: each.start)


def _near(match: re.Match[str], near: date) -> date | None:
    """Return the day in the year of ``near``; one that was more than half a year ago is next year's."""
    day = _day(match, near.year)
    past = day is not None and (near - day).days > _HALF_YEAR
    return _day(match, near.year + 1) if past else day


def _day(match: re.Match[str], year: int | None = None) -> date | None:
    parts = match.groupdict()
    month = _month(parts["month"]) if parts.get("month") else int(parts["number"])
    try:
        return date(year if year is not None else int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(index for index, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))

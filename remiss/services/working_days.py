"""Which days count at a Swedish office: lagen 1989:253, and the eves on which offices are closed too (DOMAIN §5)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
from holidays import DE_FACTO, PUBLIC
from holidays.holiday_base import HolidayBase

PROPER_NAME = "Kristi"
WEEKEND = {5: "lördag", 6: "söndag"}
JULY = 7
A_DAY = timedelta(days=1)


@cache
def _calendar(year: int) -> HolidayBase:
    return holidays.country_holidays("SE", years=year, categories=(PUBLIC, DE_FACTO), language="sv")


@cache
def is_working_day(day: date) -> bool:
    """Tell whether offices are open on ``day``: no weekend, public holiday, midsommar-, jul-, nyårs- or påskafton."""
    return closed_because(day) is None


def closed_because(day: date) -> str | None:
    """Return why offices are closed on ``day`` (``julafton``, ``söndag``), None on a working day.

    The name of a holiday says more than the weekday, so it comes first.
    """
    holiday = _calendar(day.year).get(day)
    if holiday:
        name = str(holiday).split("; ")[0]
        return name if name.startswith(PROPER_NAME) else name[0].lower() + name[1:]
    return WEEKEND.get(day.weekday())


def thin_because(day: date) -> str | None:
    """Return why few are at work on a day when offices are open: a ``klämdag`` between two closed days, or ``juli``."""
    if not is_working_day(day):
        return None
    if not is_working_day(day - A_DAY) and not is_working_day(day + A_DAY):
        return "klämdag"
    return "juli" if day.month == JULY else None

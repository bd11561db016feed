"""Which days count at a Swedish office: lagen 1989:253, and the eves on which offices are closed too (DOMAIN §5)."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays
from holidays import DE_FACTO, PUBLIC
from holidays.holiday_base import HolidayBase

SATURDAY = 5


@cache
def _calendar(year: int) -> HolidayBase:
    return holidays.country_holidays("SE", years=year, categories=(PUBLIC, DE_FACTO))


def is_working_day(day: date) -> bool:
    """Tell whether offices are open on ``day``: no weekend, public holiday, midsommar-, jul-, nyårs- or påskafton."""
    return day.weekday() < SATURDAY and day not in _calendar(day.year)

"""Days that count. ``is_working_day`` is handed in, so that the domain knows no calendar library.

A due date means that day 23:59 in Stockholm (DOMAIN §5). Remisstid is not statutory time: it is never moved silently.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

IsWorkingDay = Callable[[date], bool]


def working_days_before(day: date, count: int, is_working_day: IsWorkingDay) -> date:
    """Return the working day that lies ``count`` working days before ``day`` (``day`` itself not counted)."""
    return _working_days_away(day, count, timedelta(days=-1), is_working_day)


def working_days_after(day: date, count: int, is_working_day: IsWorkingDay) -> date:
    """Return the working day that lies ``count`` working days after ``day`` (``day`` itself not counted)."""
    return _working_days_away(day, count, timedelta(days=1), is_working_day)


def working_days_between(day: date, until: date, is_working_day: IsWorkingDay) -> int:
    """Return how many working days have begun after ``day``, ``until`` included."""
    return sum(is_working_day(day + timedelta(days=passed)) for passed in range(1, (until - day).days + 1))


def days_left(due: date, today: date) -> int:
    """Return calendar days from ``today`` to ``due``; negative when it has passed."""
    return (due - today).days


def _working_days_away(day: date, count: int, step: timedelta, is_working_day: IsWorkingDay) -> date:
    left = count
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day

"""Days that count. ``is_working_day`` is handed in, so that the domain knows no calendar library.

A due date means that day 23:59 in Stockholm (DOMAIN §5). Remisstid is not statutory time: it is never moved silently.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

IsWorkingDay = Callable[[date], bool]


def working_days_before(day: date, count: int, is_working_day: IsWorkingDay) -> date:
    """Return the working day that lies ``count`` working days before ``day`` (``day`` itself not counted)."""
    current = day
    left = count
    while left:
        current -= timedelta(days=1)
        if is_working_day(current):
            left -= 1
    return current


def working_days_after(day: date, until: date, is_working_day: IsWorkingDay) -> int:
    """Return how many working days have begun after ``day``, ``until`` included."""
    return sum(is_working_day(day + timedelta(days=passed)) for passed in range(1, (until - day).days + 1))


def days_left(due: date, today: date) -> int:
    """Return calendar days from ``today`` to ``due``; negative when it has passed."""
    return (due - today).days

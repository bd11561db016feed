"""Days on which offices are closed, and the word for why."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.services.working_days import closed_because, is_working_day


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 12, 24), "julafton"),
        (date(2027, 1, 6), "trettondedag jul"),
        (date(2026, 6, 19), "midsommarafton"),
        (date(2026, 4, 4), "lördag"),
        (date(2026, 12, 13), "söndag"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 12, 11), None),
    ],
)
def test_a_closed_day_has_a_reason(day: date, reason: str | None) -> None:
    assert closed_because(day) == reason
    assert is_working_day(day) is (reason is None)

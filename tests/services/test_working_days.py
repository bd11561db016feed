"""Days on which offices are closed, and the word for why: twenty years against the law's own rules (lagen 1989:253)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from remiss.services.working_days import closed_because, is_working_day, thin_because


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


def easter(year: int) -> date:
    """The anonymous Gregorian algorithm: the Sunday after the first full moon on or after 21 March."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def saturday_from(day: date) -> date:
    return day + timedelta(days=(5 - day.weekday()) % 7)


def closed_by_law(year: int) -> dict[date, str]:
    """The days that the law names, beside Sundays, and the four eves on which offices are closed too."""
    sunday, midsummer = easter(year), saturday_from(date(year, 6, 20))
    movable = {-2: "långfredagen", -1: "påskafton", 0: "påskdagen", 1: "annandag påsk",
               39: "Kristi himmelsfärdsdag", 49: "pingstdagen"}  # fmt: skip
    fixed = {(1, 1): "nyårsdagen", (1, 6): "trettondedag jul", (5, 1): "första maj",
             (6, 6): "Sveriges nationaldag", (12, 24): "julafton", (12, 25): "juldagen", (12, 26): "annandag jul",
             (12, 31): "nyårsafton"}  # fmt: skip
    return {
        **{sunday + timedelta(days=away): name for away, name in movable.items()},
        **{date(year, *day): name for day, name in fixed.items()},
        midsummer: "midsommardagen",
        midsummer - timedelta(days=1): "midsommarafton",
        saturday_from(date(year, 10, 31)): "alla helgons dag",
    }


@pytest.mark.parametrize("year", range(2020, 2041))
def test_twenty_years_follow_the_law(year: int) -> None:
    closed, day = closed_by_law(year), date(year, 1, 1)
    while day.year == year:
        assert is_working_day(day) is (day.weekday() < 5 and day not in closed), day
        if day in closed:
            assert closed_because(day) is not None
        day += timedelta(days=1)


def test_known_easters_hold() -> None:
    known = {2019: date(2019, 4, 21), 2024: date(2024, 3, 31), 2026: date(2026, 4, 5), 2038: date(2038, 4, 25)}
    assert {year: easter(year) for year in known} == known


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 5, 15), "klämdag"),  # the Friday after Kristi himmelsfärdsdag
        (date(2027, 1, 5), None),
        (date(2026, 1, 5), "klämdag"),  # the Monday before trettondedag jul
        (date(2026, 1, 2), "klämdag"),
        (date(2026, 7, 8), "juli"),
        (date(2026, 7, 11), None),  # closed, which says more
        (date(2026, 6, 19), None),
        (date(2026, 9, 9), None),
    ],
)
def test_a_thin_day_has_a_reason(day: date, reason: str | None) -> None:
    assert thin_because(day) == reason

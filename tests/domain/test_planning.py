"""Which meeting answers in time, its days backwards, what helps when none does, and another date that more manage."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from remiss.domain.planning import (
    STANDARD,
    DatedMeeting,
    Office,
    Plan,
    Remedy,
    Step,
    Verdict,
    best_date,
    days_of,
    other_dates,
    plan,
)

START = date(2026, 9, 1)
SPRING = Office(START)


def weekday(day: date) -> bool:
    return day.weekday() < 5


def planned(due: date, *held_on: date, office: Office = SPRING) -> Plan:
    return plan([DatedMeeting(day) for day in held_on], due, office, STANDARD, weekday)


def test_the_days_of_a_meeting_lie_in_the_order_of_the_work() -> None:
    days = days_of(DatedMeeting(date(2026, 12, 17)), STANDARD, weekday)
    assert list(days) == list(Step)
    assert list(days.values()) == sorted(days.values())
    assert days[Step.STOP] == date(2026, 11, 19)
    assert days[Step.WRITTEN] == date(2026, 11, 12)
    assert days[Step.ADJUSTMENT] == date(2026, 12, 24)


def test_own_days_override_and_what_hangs_on_them_follows() -> None:
    own = {Step.STOP: date(2026, 12, 1), Step.ADJUSTMENT: date(2026, 12, 18)}
    days = days_of(DatedMeeting(date(2026, 12, 17), own), STANDARD, weekday)
    assert days[Step.STOP] == date(2026, 12, 1)
    assert days[Step.WRITTEN] == date(2026, 11, 24)
    assert days[Step.ADJUSTMENT] == date(2026, 12, 18)


def test_a_late_stoppdag_pushes_the_days_that_are_counted_after_it() -> None:
    own = {Step.STOP: date(2026, 12, 1), Step.PREPARATION: date(2026, 11, 30)}
    days = days_of(DatedMeeting(date(2026, 12, 17), own), STANDARD, weekday)
    assert days[Step.UNION] == date(2026, 12, 1)
    assert days[Step.PREPARATION] == date(2026, 11, 30)
    assert days[Step.DISPATCH] == date(2026, 12, 9)


def test_the_last_meeting_whose_minutes_are_adjusted_in_time_fits() -> None:
    found = planned(date(2026, 12, 31), date(2026, 11, 19), date(2026, 12, 17), date(2027, 1, 28))
    assert (found.verdict, found.meeting and found.meeting.held_on) == (Verdict.FITS, date(2026, 12, 17))
    assert not found.remedies


def test_a_meeting_just_before_the_date_needs_immediate_adjustment() -> None:
    found = planned(date(2026, 12, 18), date(2026, 12, 17))
    assert found.verdict is Verdict.AT_ONCE
    assert [one.remedy for one in found.remedies] == [Remedy.AT_ONCE]
    assert planned(date(2026, 12, 17), date(2026, 12, 17)).verdict is Verdict.AT_ONCE


@pytest.mark.parametrize(
    ("office", "remedies"),
    [
        (SPRING, ["forhandssvar", "kontorsyttrande", "delegationsbeslut", "anstand"]),
        (Office(START, chair=True), [
            "forhandssvar", "kontorsyttrande", "delegationsbeslut", "ordforandebeslut", "anstand",
        ]),
        (Office(START, chair=True, company=True), ["forhandssvar", "vd_beslut", "anstand"]),
    ],
)  # fmt: skip
def test_the_case_of_2019_comes_with_remedies_in_order(office: Office, remedies: list[str]) -> None:
    found = planned(date(2026, 12, 13), date(2026, 12, 17), office=office)
    assert found.verdict is Verdict.MISSES
    assert [one.remedy.value for one in found.remedies] == remedies
    assert found.remedies[0].day == date(2026, 12, 17)
    assert found.remedies[-1].day == date(2026, 12, 24)


def test_a_meeting_that_is_too_soon_to_write_for_does_not_count() -> None:
    assert planned(date(2026, 10, 30), date(2026, 9, 24), date(2026, 11, 26)).verdict is Verdict.MISSES
    ready = Office(START, first=Step.MEETING, begun=True)
    assert planned(date(2026, 10, 30), date(2026, 9, 24), date(2026, 11, 26), office=ready).verdict is Verdict.FITS


def test_what_is_not_known_is_not_assumed() -> None:
    assert planned(date(2026, 12, 13)).verdict is Verdict.UNKNOWN
    ends_before = planned(date(2026, 12, 13), date(2026, 9, 10))
    assert (ends_before.verdict, ends_before.known_until) == (Verdict.UNKNOWN, date(2026, 9, 10))
    # something is known beyond the date, and nothing of it can be reached: then it does miss the date
    assert planned(date(2026, 9, 14), date(2026, 9, 15)).verdict is Verdict.MISSES


def test_moving_to_another_date_gives_what_it_says() -> None:
    due = date(2026, 12, 13)
    bodies = [[date(2026, 12, day), date(2027, 2, 1)] for day in (10, 15, 17, 17, 21)] + [[date(2027, 1, 28)], []]
    plans = [planned(due, *days) for days in bodies]
    others = other_dates(plans, due, weekday)
    assert [(one.due_on, one.missing) for one in others] == [
        (date(2026, 12, 16), 4), (date(2026, 12, 18), 2), (date(2026, 12, 22), 1), (date(2027, 1, 29), 0),
    ]  # fmt: skip
    for other in others:
        again = [planned(other.due_on, *days) for days in bodies]
        assert sum(one.verdict is Verdict.MISSES for one in again) == other.missing
    best = best_date(others, 5, due)
    assert best is not None
    assert best.due_on == date(2026, 12, 22)


def test_nobody_waits_months_for_one_body() -> None:
    due = date(2026, 12, 13)
    others = other_dates([planned(due, due + timedelta(days=50))], due, weekday)
    assert len(others) == 1
    assert best_date(others, 1, due) is None

"""Reminders under a virtual clock: each once, on the right day in Stockholm, whatever the clock does meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest
import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tick import tick
from remiss.models.mail import LADDER, OutboxMail, Reminder, ReminderMail, ReminderState
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.services.reminders import OVERTAKEN, STALE, TODAY_ALREADY
from remiss.services.remisser import send_remiss
from tests.support.world import World, draft_remiss

ROUND_THE_DAY = (time(0, 30), time(2, 30), time(7, 59), time(8, 0), time(8, 1), time(23, 59))


@cache
def closed(day: date) -> bool:
    """A second opinion on when offices are closed, written from the law (1989:253) and the eves."""
    a, b, c = day.year % 19, day.year // 100, day.year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    month, number = divmod(d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114, 31)
    easter = date(day.year, month, number + 1)
    movable = {easter + timedelta(days=n) for n in (-2, -1, 0, 1, 39, 49)}
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    midsummer_eve = day.weekday() == 4 and (6, 19) <= (day.month, day.day) <= (6, 25)
    return day.weekday() > 4 or day in movable or (day.month, day.day) in fixed or midsummer_eve


def right_day(due: date, offset: int) -> date:
    day, step = due, timedelta(days=1 if offset > 0 else -1)
    if offset == 0:
        while closed(day):
            day -= timedelta(days=1)
        return day
    left = abs(offset)
    while left:
        day += step
        left -= not closed(day)
    return day


def remisser(world: World, dues: Iterable[date]) -> None:
    """Send a remiss for each due date, to Farsta with every step of the ladder, two months before."""
    with writing():
        db.session.get_one(Organisation, world.farsta).ladder = [kind.value for kind in LADDER]
    for number, due in enumerate(dues):
        remiss_id = draft_remiss(world, f"KS 2024/{number}", (world.farsta,))
        with writing():
            remiss = db.session.get_one(Remiss, remiss_id)
            remiss.due_on = due
            at = datetime.combine(due - timedelta(days=60), time(12), UTC)
            send_remiss(world.actor("ks.samordnare"), remiss, remiss.version, at)


def moments(first: date, last: date, times: tuple[time, ...] = ROUND_THE_DAY) -> Iterator[datetime]:
    day = first
    while day <= last:
        yield from (datetime.combine(day, at, STOCKHOLM).astimezone(UTC) for at in times)
        day += timedelta(days=1)


def fired() -> list[Reminder]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.FIRED)).all()
    mails = Counter(db.session.scalars(sa.select(ReminderMail.reminder_id).where(~ReminderMail.to_sender)))
    assert {mails[row.id] for row in rows} == {1}, "each is in one mail"
    days = Counter(
        (row.recipient_id, local_date(row.queued_at))
        for row in db.session.scalars(sa.select(OutboxMail))
        if row.kind == "paminnelse"
    )
    assert set(days.values()) == {1}, "one mail to a person a day"
    return list(rows)


def _run_undisturbed(world: World, dues: list[date], times: tuple[time, ...]) -> None:
    remisser(world, dues)
    for at in moments(min(dues) - timedelta(days=40), max(dues) + timedelta(days=20), times):
        tick(at)
    rows = fired()
    assert all(row.fired_on == right_day(row.due_on, row.kind.offset) for row in rows)
    skipped = db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.SKIPPED)).all()
    assert all(closed(row.due_on) and row.reason == TODAY_ALREADY for row in skipped), "two steps on one morning"
    assert len(rows) + len(skipped) == len(dues) * len(LADDER)
    assert not list(db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED)))


def test_leap_day_and_the_nights_on_which_the_clocks_change(world: World) -> None:
    days = (time(2, 30), time(8, 0))
    _run_undisturbed(world, [date(2024, 2, 29), date(2024, 3, 31)], days)


@pytest.mark.torture
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("year", range(2024, 2031))
def test_a_whole_year(world: World, year: int) -> None:
    _run_undisturbed(world, [date(year, 1, 10) + timedelta(days=5 * n) for n in range(70)], ROUND_THE_DAY)


@pytest.mark.parametrize("due", [date(2026, 10, 26), date(2027, 1, 7)])
def test_a_clock_that_jumps_back_and_ahead_reminds_of_nothing_twice(world: World, due: date) -> None:
    remisser(world, [due])
    for number, at in enumerate(moments(due - timedelta(days=40), due + timedelta(days=20), (time(8, 0), time(12, 0)))):
        tick(at)
        if number % 3 == 0:
            tick(at - timedelta(hours=2))
        if number % 20 == 0:
            tick(at + timedelta(days=3))
    rows = fired()
    assert len({(row.consultee_id, row.kind) for row in rows}) == len(rows)
    for row in rows:
        late = row.fired_on - right_day(row.due_on, row.kind.offset)
        assert abs(late) <= timedelta(days=3), "never further off than the clock was"


@pytest.mark.parametrize("down", [date(2026, 10, 13), date(2026, 10, 20), date(2026, 10, 26)])
def test_ten_days_down_over_a_date_is_caught_up_once_and_said_to_be_late(world: World, visit, down: date) -> None:
    due, up = date(2026, 10, 26), down + timedelta(days=10)
    remisser(world, [due])
    for at in moments(due - timedelta(days=40), due + timedelta(days=30), (time(8, 0), time(16, 0))):
        if not down <= local_date(at) < up:
            tick(at)
    db.session.rollback()
    for row in db.session.scalars(sa.select(Reminder)):
        right = right_day(due, row.kind.offset)
        if row.state is ReminderState.FIRED:
            assert row.fired_on == (up if down <= right < up else right)
        else:
            assert down <= right < up
            assert row.reason in {OVERTAKEN, STALE}
    caught_up = [row for row in fired() if row.fired_on == up and right_day(due, row.kind.offset) < up]
    assert len(caught_up) <= 1
    if caught_up:
        assert "Försenad: skulle ha skickats" in visit("ks.samordnare").get("/remisser/1/mejl").text

"""Several processes may tick at once, on either database: each reminder is fired once, each person gets one mail."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask

from remiss.extensions import db
from remiss.jobs.tick import tick
from remiss.models.mail import OutboxMail, Reminder, ReminderMail, ReminderState
from tests.support.world import World, sent_remiss

MORNING = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "sqlite" else request.getfixturevalue("on_postgresql")


def test_threads_that_tick_at_once_fire_each_reminder_once(app: Flask, world: World) -> None:
    for number in range(4):
        sent_remiss(world, f"KS 2026/{500 + number}")
    tick(datetime(2026, 10, 6, tzinfo=UTC))  # the scheduler has lived before
    start = threading.Barrier(4)
    taken: list[int] = []

    def race() -> None:
        with app.app_context():
            start.wait()
            taken.append(tick(MORNING))
            db.session.remove()

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert sum(taken) == 24  # two steps of four ladders to three bodies: the first is overtaken by the second
    fired = db.session.scalars(db.select(Reminder).where(Reminder.state == ReminderState.FIRED)).all()
    assert len(fired) == 8
    mails = db.session.scalars(db.select(OutboxMail).filter_by(kind="paminnelse")).all()
    assert sorted(mail.recipient.email for mail in mails) == [
        "farsta.registrator@exempel.example",
        "social.registrator@exempel.example",
    ]
    assert {len(mail.context["entries"]) for mail in mails} == {4}
    assert db.session.query(ReminderMail).count() == 8

"""The alarm clock: UTC intervals, nothing lost by a misfire, a failing round that stops nothing."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from flask import Flask

from remiss.jobs.scheduler import DEFAULTS, build, guarded


def test_the_jobs_are_utc_intervals_that_never_overlap_and_never_expire(app: Flask) -> None:
    scheduler = build(app)
    assert scheduler.timezone is UTC
    pending = [job for job, *_ in scheduler._pending_jobs]  # a scheduler shows no other view before it starts
    periods = {job.id: job.trigger.interval for job in pending}
    seconds = {"tick": 30, "sender": 5, "tasks": 2, "old files": 600, "log head": 60}
    assert periods == {name: timedelta(seconds=period) for name, period in seconds.items()}
    assert DEFAULTS == {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


def test_a_failing_round_is_logged_by_type_alone(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        raise RuntimeError("hemliga ord ur utkastet")

    guarded(app, "tick", broken)()
    printed = "".join(capsys.readouterr())
    assert "RuntimeError" in printed
    assert "hemliga" not in printed

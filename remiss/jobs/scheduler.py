"""The alarm clock. What is to be done stands in the database, so that nothing is lost while the clock is stopped.

Intervals in UTC: a daily time would strike twice on the night the clocks go back. Started only by its command.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from types import FrameType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from remiss.clock import now
from remiss.config import Settings
from remiss.extensions import COMPILED, db
from remiss.jobs.bounces import read_mailbox
from remiss.jobs.compiling import forget_files
from remiss.jobs.log_head import mail_todays_head
from remiss.jobs.sender import send_waiting
from remiss.jobs.tasks import work_all
from remiss.jobs.tick import tick
from remiss.notifications.choice import mailer_for
from remiss.notifications.imap import bounce_box

log = structlog.get_logger()
TICK_SECONDS, SEND_SECONDS, WORK_SECONDS, HEAD_SECONDS, BOUNCE_SECONDS = 30, 5, 2, 60, 300
FORGET_SECONDS = 600
DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


def run_forever(app: Flask) -> None:
    """Fire reminders, send mail and read uploaded replies until SIGTERM or Ctrl-C; what is begun is finished first."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        # an exception raised from here is lost when it falls in the middle of a clean-up, and the process never ends
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    # a round that is skipped because the one before is still at it is as it should be
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = build(app)
    scheduler.start()
    stop.wait()
    scheduler.shutdown(wait=True)


def build(app: Flask) -> BackgroundScheduler:
    """Return the scheduler with its jobs; nothing runs yet."""
    settings: Settings = app.extensions["remiss_settings"]
    mailer, uploads = mailer_for(settings), Path(app.config["REMISS_UPLOADS"])
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults=DEFAULTS)
    jobs: tuple[tuple[str, int, Callable[[], object]], ...] = (
        ("tick", TICK_SECONDS, lambda: tick(now())),
        ("sender", SEND_SECONDS, lambda: send_waiting(mailer, settings.mail_from, settings.base_url, now())),
        ("tasks", WORK_SECONDS, lambda: work_all(uploads)),
        ("old files", FORGET_SECONDS, lambda: forget_files(uploads / COMPILED, now())),
        ("log head", HEAD_SECONDS, lambda: mail_todays_head(now())),
    )
    box = bounce_box(settings)
    if box is not None:
        jobs = (*jobs, ("bounces", BOUNCE_SECONDS, lambda: read_mailbox(box, now())))
    for name, seconds, act in jobs:
        scheduler.add_job(guarded(app, name, act), "interval", seconds=seconds, id=name, next_run_time=now())
    return scheduler


def guarded(app: Flask, name: str, act: Callable[[], object]) -> Callable[[], None]:
    """Return ``act`` for a thread of its own: inside the application, a failure logged, the next round not stopped."""

    def once() -> None:
        with app.app_context():
            try:
                act()
            except (
                Exception
            ) as problem:  # the message of an exception may hold words of a draft: only its type is logged
                log.error("job failed", job=name, kind=type(problem).__name__)
            finally:
                db.session.remove()

    return once

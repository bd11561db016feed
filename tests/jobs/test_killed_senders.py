"""Several schedulers, killed and started again while they send: nothing twice, nothing missing, doubts listed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from remiss.domain.mail_kinds import MailKind
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import INTERRUPTED_AFTER, note_interrupted
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import User
from remiss.queries.operations import operations
from remiss.services.outbox import queue_mail
from tests.house.files import ROOT
from tests.jobs.test_sender import SCHEDULER
from tests.support.smtp import Inbox, LoopbackController
from tests.support.world import World


class SlowInbox(Inbox):
    """Takes its time, so that a kill often falls in the middle of a mail."""

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the name that aiosmtpd calls
        await asyncio.sleep(0.02)
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    found = SlowInbox()
    controller = LoopbackController(found, hostname=found.host, port=0)
    controller.start()
    found.port = controller.port
    yield found
    controller.stop()


def start(app: Flask, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SCHEDULER, app.config["REMISS_INSTANCE"], str(port)], cwd=ROOT)


def waiting() -> int:
    db.session.rollback()
    query = sa.select(sa.func.count()).where(OutboxMail.state == MailState.QUEUED)
    return db.session.scalar(query) or 0


def _run(app: Flask, world: World, inbox: Inbox, processes: int, kills: int, mails: int) -> None:
    with writing():
        person = db.session.get_one(User, world.users["farsta.registrator"])
        for number in range(mails):
            about = {"path": "/inloggning", "until": "14.32"}
            queue_mail(MailKind.RECOVERY, person, None, None, about, datetime.now(UTC), f"nr-{number}")
    chance = random.Random(5)  # noqa: S311 - which one is killed is no secret
    running, killed = [start(app, inbox.port) for _ in range(processes)], 0
    deadline = time.monotonic() + 60 + 20 * kills
    try:
        while (waiting() or killed < kills) and time.monotonic() < deadline:
            begun = bool(inbox.received)
            time.sleep(chance.uniform(0.2, 0.8))
            if begun and killed < kills:
                victim = chance.randrange(processes)
                os.kill(running[victim].pid, signal.SIGKILL)
                running[victim].wait()
                running[victim], killed = start(app, inbox.port), killed + 1
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)
    note_interrupted(datetime.now(UTC) + INTERRUPTED_AFTER + timedelta(seconds=1))
    db.session.rollback()
    states = dict(db.session.execute(sa.select(OutboxMail.message_id, OutboxMail.state)).all())
    arrived = Counter(one.message["Message-ID"] for one in inbox.received)
    assert len(states) == mails
    assert set(arrived.values()) == {1}, "nothing goes twice"
    assert set(states.values()) <= {MailState.SENT, MailState.IN_DOUBT}
    assert {identity for identity, state in states.items() if state is MailState.SENT} <= set(arrived)
    doubts = [identity for identity, state in states.items() if state is MailState.IN_DOUBT]
    assert len(doubts) <= killed == kills
    assert len(operations().stuck) == len(doubts), "each of them is shown with *skicka igen*"


@pytest.mark.slow
def test_two_processes_killed_twice(app: Flask, world: World, inbox: Inbox) -> None:
    _run(app, world, inbox, 2, 2, 120)


@pytest.mark.torture
@pytest.mark.timeout(3_600)
def test_four_processes_killed_fifty_times(app: Flask, world: World, inbox: Inbox) -> None:
    _run(app, world, inbox, 4, 50, 2000)

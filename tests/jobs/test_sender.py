"""What becomes of a mail when sending goes wrong: tried again only when it certainly did not go."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from remiss.domain.mail_kinds import MailKind
from remiss.door import writing
from remiss.errors import RemissError
from remiss.extensions import db
from remiss.jobs.sender import (
    GIVE_UP_AFTER,
    INTERRUPTED,
    INTERRUPTED_AFTER,
    RESTS,
    claim,
    note_interrupted,
    send_waiting,
)
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import User
from remiss.notifications.local import MemoryMailer
from remiss.notifications.mailer import Later, NotSent, Unknown
from remiss.services.outbox import queue_mail
from tests.house.files import ROOT
from tests.support.world import START, World, sent_remiss

SENDER, BASE = "remiss@stad.example", "http://remiss.example"
AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


class FailingMailer:
    """Fails in one way, and counts how often it was asked."""

    def __init__(self, problem: RemissError) -> None:
        self.problem, self.asked = problem, 0

    def send(self, _mail: EmailMessage) -> None:
        self.asked += 1
        raise self.problem

    def close(self) -> None:
        pass


@pytest.fixture
def mail(world: World) -> OutboxMail:
    """One queued mail: the invitation to Farsta."""
    sent_remiss(world, bodies=(world.farsta,))
    return db.session.scalars(db.select(OutboxMail)).one()


def send(mailer, at: datetime = AT) -> None:
    send_waiting(mailer, SENDER, BASE, at)


def test_a_mail_that_went_is_recorded_with_its_moment_and_identity(mail: OutboxMail) -> None:
    box = MemoryMailer()
    send(box)
    send(box)
    assert [sent["Message-ID"] for sent in box.sent] == [mail.message_id]
    assert (mail.state, mail.sent_at, mail.problem) == (MailState.SENT, AT, None)
    assert f"{BASE}/arenden/" in box.sent[0].get_body(("plain",)).get_content()


def test_a_refusal_is_failed_with_a_sentence_and_not_tried_again(mail: OutboxMail) -> None:
    mailer = FailingMailer(NotSent("Mejlservern tog inte emot mejlet (svar 550)."))
    send(mailer)
    send(mailer, AT + timedelta(days=1))
    assert (mail.state, mail.problem) == (MailState.FAILED, "Mejlservern tog inte emot mejlet (svar 550).")
    assert mailer.asked == 1


def test_a_broken_connection_is_in_doubt_and_never_resent(mail: OutboxMail) -> None:
    mailer = FailingMailer(Unknown())
    send(mailer)
    send(mailer, AT + timedelta(days=1))
    note_interrupted(AT + timedelta(days=2))
    send(mailer, AT + timedelta(days=2))
    assert mail.state is MailState.IN_DOUBT
    assert mail.problem == Unknown.sentence
    assert mailer.asked == 1


def test_a_server_that_is_down_is_tried_again_after_a_rest_until_given_up(mail: OutboxMail) -> None:
    mailer = FailingMailer(Later())
    send(mailer)
    at = AT
    for tried, rest in enumerate((*RESTS, RESTS[-1], RESTS[-1]), start=1):
        send(mailer, at + rest - timedelta(seconds=1))
        assert (mail.state, mailer.asked) == (MailState.QUEUED, tried)
        at += rest
        send(mailer, at)
    send(mailer, START + GIVE_UP_AFTER + timedelta(minutes=1))
    assert mail.state is MailState.FAILED
    box = MemoryMailer()
    send(box, START + timedelta(days=3))
    assert not box.sent


def test_a_server_that_comes_back_gets_the_mail(mail: OutboxMail) -> None:
    send(FailingMailer(Later()))
    send(MemoryMailer(), AT + RESTS[0])
    assert (mail.state, mail.problem) == (MailState.SENT, None)


def test_dying_between_claim_and_send_leaves_the_mail_in_doubt(mail: OutboxMail) -> None:
    assert claim(BASE, AT) is not None
    # the process dies here; the next one starts
    assert note_interrupted(AT + INTERRUPTED_AFTER - timedelta(seconds=1)) == 0, "another process may be at it"
    assert note_interrupted(AT + INTERRUPTED_AFTER) == 1
    box = MemoryMailer()
    send(box, AT + timedelta(days=1))
    assert not box.sent
    assert (mail.state, mail.problem) == (MailState.IN_DOUBT, INTERRUPTED)


def test_an_unsafe_address_fails_alone(mail: OutboxMail, world: World) -> None:
    with writing():
        db.session.get_one(User, world.users["farsta.registrator"]).email = "a@b.example, c@d.example"
    box = MemoryMailer()
    send(box)
    assert not box.sent
    assert mail.state is MailState.FAILED


def test_a_mail_that_cannot_be_written_does_not_stop_the_others(world: World) -> None:
    sent_remiss(world, bodies=(world.farsta, world.social))
    with writing():
        broken, _ = db.session.scalars(db.select(OutboxMail).order_by(OutboxMail.id))
        broken.kind, broken.context = MailKind.REMINDER, {"path": "/arenden/1"}  # the day is missing
    box = MemoryMailer()
    send(box)
    assert len(box.sent) == 1
    assert db.session.get_one(OutboxMail, broken.id).state is MailState.FAILED


SCHEDULER = """
import sys
from pathlib import Path
from remiss.app import create_app
from remiss.config import Settings
from remiss.jobs.scheduler import run_forever
run_forever(create_app(Settings(_env_file=None, environment="test", instance_dir=Path(sys.argv[1]),
    mail_transport="smtp", smtp_port=int(sys.argv[2]))))
"""


def _scheduler(app: Flask, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SCHEDULER, app.config["REMISS_INSTANCE"], str(port)], cwd=ROOT)


def _wait_for(mail: OutboxMail, state: MailState) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        db.session.rollback()
        if mail.state is state:
            return
        time.sleep(0.05)
    raise AssertionError(f"{mail.state} instead of {state}")


@pytest.mark.slow
def test_a_scheduler_killed_while_sending_leaves_the_mail_in_doubt(app: Flask, mail: OutboxMail) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        first = _scheduler(app, silent.getsockname()[1])
        _wait_for(mail, MailState.SENDING)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with writing():  # as if ten minutes had passed: until then another process may be sending it
            mail.claimed_at = datetime.now(UTC) - INTERRUPTED_AFTER
        second = _scheduler(app, silent.getsockname()[1])
        _wait_for(mail, MailState.IN_DOUBT)
        second.terminate()
    assert second.wait(60) == 0, "an attempt that has begun is finished first: the server is gone now"
    assert mail.problem == INTERRUPTED


def test_a_mail_about_no_remiss_greets_its_person_and_goes(world: World) -> None:
    with writing():
        person = db.session.get_one(User, world.users["farsta.registrator"])
        queue_mail(MailKind.RECOVERY, person, None, None, {"path": "/inloggning", "until": "14.32"}, AT, "test")
    box = MemoryMailer()
    send(box)
    assert [sent["To"] for sent in box.sent] == ["farsta.registrator@exempel.example"]
    assert f"{BASE}/inloggning" in box.sent[0].get_body(("plain",)).get_content()

"""The reminder of one working day before: on the right morning, to the right person, exactly once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.jobs.tick import tick
from remiss.models.mail import MailState, OutboxMail, Reminder, ReminderState
from remiss.models.operations import Heartbeat
from remiss.models.remisser import Remiss
from remiss.notifications.local import MemoryMailer
from remiss.notifications.smtp import SmtpMailer
from remiss.services.reminders import fire
from tests.support.smtp import Inbox
from tests.support.world import World, reply_in, sent_remiss

# The remiss is due on Wednesday 11 December 2030; the working day before is Tuesday, at eight in Stockholm.
BEFORE = datetime(2030, 12, 10, 6, 59, tzinfo=UTC)
MORNING = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)
SENDER, BASE = "remiss@stad.example", "http://remiss.example"


@pytest.fixture
def remiss_id(world: World) -> int:
    """A sent remiss whose invitations are out of the way."""
    remiss_id = sent_remiss(world)
    _forget_mail()
    return remiss_id


def _forget_mail() -> None:
    with writing():
        db.session.execute(db.delete(OutboxMail))


def reminders() -> dict[int, Reminder]:
    return {row.consultee.organisation_id: row for row in db.session.scalars(db.select(Reminder))}


def queued() -> list[OutboxMail]:
    return list(db.session.scalars(db.select(OutboxMail).filter_by(kind="paminnelse")))


def test_nothing_is_sent_before_its_morning(remiss_id: int) -> None:
    assert tick(BEFORE) == 0
    assert not queued()


def test_a_real_mail_reaches_the_holder_once(remiss_id: int, world: World, smtp_inbox: Inbox) -> None:
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    _forget_mail()
    mailer = SmtpMailer(smtp_inbox.host, smtp_inbox.port)
    for later in range(3):
        at = MORNING + timedelta(minutes=later * 10)
        tick(at)
        send_waiting(mailer, SENDER, BASE, at)
    to = sorted(recipient for received in smtp_inbox.received for recipient in received.recipients)
    assert to == ["farsta.handlaggare@exempel.example", "social.registrator@exempel.example"]
    mail = next(r.message for r in smtp_inbox.received if "farsta" in r.recipients[0])
    assert mail["Subject"].startswith("Påminnelse, svara senast 11 december 2030")
    assert {row.state for row in queued()} == {MailState.SENT}


def test_the_mail_holds_no_word_of_the_draft(remiss_id: int, world: World) -> None:
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    box = MemoryMailer()
    tick(MORNING)
    send_waiting(box, SENDER, BASE, MORNING)
    assert box.sent
    for mail in box.sent:
        assert "kanariefågeln" not in mail.get_body(("plain",)).get_content()


def test_a_submitted_body_gets_none_and_the_reason_is_kept(remiss_id: int, world: World) -> None:
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    tick(MORNING)
    farsta = reminders()[world.farsta]
    assert (farsta.state, farsta.reason) == (
        ReminderState.SKIPPED,
        "Instansen hade redan svarat, avstått eller avslutats.",
    )
    assert [row.recipient.email for row in queued()] == ["social.registrator@exempel.example"]


def test_a_body_without_people_is_skipped_with_a_reason(remiss_id: int, world: World) -> None:
    tick(MORNING)
    fire_brigade = reminders()[world.external]
    assert fire_brigade.state is ReminderState.SKIPPED
    assert fire_brigade.reason


def test_ten_days_of_silence_lose_nothing_and_send_no_stale_reminder(remiss_id: int) -> None:
    tick(MORNING + timedelta(days=10))
    assert {row.state for row in reminders().values()} == {ReminderState.SKIPPED}
    assert not queued()


def test_a_restart_within_the_day_sends_late_rather_than_never(remiss_id: int, world: World) -> None:
    tick(MORNING + timedelta(hours=9))
    assert reminders()[world.farsta].state is ReminderState.FIRED


def test_two_threads_that_tick_at_once_fire_each_reminder_once(app: Flask, remiss_id: int) -> None:
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
    assert sum(taken) == len(reminders()) == 3
    assert len(queued()) == 2
    remiss = db.session.get_one(Remiss, remiss_id)
    assert {row.remiss_id for row in queued()} == {remiss.id}


def test_two_senders_at_once_send_each_mail_once(app: Flask, remiss_id: int) -> None:
    tick(MORNING)
    box, start = MemoryMailer(), threading.Barrier(3)

    def race() -> None:
        with app.app_context():
            start.wait()
            send_waiting(box, SENDER, BASE, MORNING)
            db.session.remove()

    threads = [threading.Thread(target=race) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mail["Message-ID"] for mail in box.sent) == sorted(row.message_id for row in queued())


def test_a_tick_leaves_a_sign_of_life(world: World) -> None:
    tick(BEFORE)
    tick(MORNING)
    assert db.session.get_one(Heartbeat, "scheduler").at == MORNING


def test_one_that_fails_holds_nobody_else_up(remiss_id: int, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = reminders()[world.farsta].id

    def fire_or_fail(reminder: Reminder, now: datetime) -> None:
        if reminder.id == broken:
            raise RuntimeError
        fire(reminder, now)

    monkeypatch.setattr("remiss.jobs.tick.fire", fire_or_fail)
    tick(MORNING)
    states = {organisation: row.state for organisation, row in reminders().items()}
    assert states[world.farsta] is ReminderState.PLANNED
    assert states[world.social] is ReminderState.FIRED
    monkeypatch.undo()
    tick(MORNING + timedelta(minutes=1))
    assert reminders()[world.farsta].state is ReminderState.FIRED

"""Reminders go out on the right morning, to the right person, once each, and one mail to a person a day."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.jobs.tick import tick
from remiss.models.mail import MailState, OutboxMail, Reminder, ReminderKind, ReminderMail, ReminderState
from remiss.models.operations import Heartbeat
from remiss.models.people import Membership, User
from remiss.models.replies import Consultee
from remiss.notifications.local import MemoryMailer
from remiss.notifications.smtp import SmtpMailer
from remiss.services.reminders import fire
from tests.support.smtp import Inbox
from tests.support.world import World, reply_in, sent_remiss

# Due on Wednesday 11 December 2030: reminders on Monday 2, Tuesday 10 and Thursday 12, at eight in Stockholm.
WEEK_BEFORE = datetime(2030, 12, 2, 7, 0, tzinfo=UTC)
BEFORE = datetime(2030, 12, 10, 6, 59, tzinfo=UTC)
MORNING = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)
DAY_AFTER = datetime(2030, 12, 12, 7, 0, tzinfo=UTC)
SENDER, BASE = "remiss@stad.example", "http://remiss.example"


@pytest.fixture
def remiss_id(world: World) -> int:
    """A sent remiss on the evening before it is nearly due; what was mailed until then is out of the way."""
    remiss_id = sent_remiss(world)
    tick(WEEK_BEFORE)
    _forget_mail()
    return remiss_id


def _forget_mail() -> None:
    with writing():
        db.session.execute(db.delete(ReminderMail))
        db.session.execute(db.delete(OutboxMail))


def reminders(kind: ReminderKind = ReminderKind.ONE_DAY_BEFORE) -> dict[int, Reminder]:
    """Return that step of the ladder by organisation."""
    db.session.rollback()
    rows = db.session.scalars(db.select(Reminder).filter_by(kind=kind))
    return {row.consultee.organisation_id: row for row in rows}


def recipients() -> list[str]:
    return sorted(mail.recipient.email.removesuffix("@exempel.example") for mail in queued())


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
    assert (farsta.state, farsta.reason) == (ReminderState.SKIPPED, "Svaret har kommit in.")
    assert [row.recipient.email for row in queued()] == ["social.registrator@exempel.example"]


def test_a_body_without_people_is_skipped_with_a_reason(remiss_id: int, world: World) -> None:
    tick(MORNING)
    fire_brigade = reminders()[world.external]
    assert fire_brigade.state is ReminderState.SKIPPED
    assert fire_brigade.reason


def test_ten_days_of_silence_lose_nothing_and_send_what_still_means_something(remiss_id: int, world: World) -> None:
    tick(MORNING + timedelta(days=10))
    assert {row.state for row in reminders().values()} == {ReminderState.SKIPPED}
    assert reminders()[world.farsta].reason == "Svarstiden hade redan gått ut när påminnelsen skulle skickas."
    after = reminders(ReminderKind.ONE_DAY_AFTER)
    assert after[world.farsta].state is ReminderState.FIRED
    assert recipients() == ["farsta.registrator", "ks.registrator", "ks.samordnare", "social.registrator"]
    tick(MORNING + timedelta(days=11))
    assert len(queued()) == 4


def test_a_standstill_before_the_due_date_sends_the_last_step_alone(world: World) -> None:
    sent_remiss(world)
    tick(MORNING + timedelta(hours=3))
    assert {row.reason for row in reminders(ReminderKind.SEVEN_DAYS_BEFORE).values()} == {
        "En senare påminnelse i samma ärende skickades i stället."
    }
    assert reminders()[world.farsta].state is ReminderState.FIRED
    assert recipients() == ["farsta.registrator", "social.registrator"]


def test_the_day_after_tells_the_sender_in_one_mail_which_bodies_are_late(remiss_id: int, world: World) -> None:
    reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    tick(MORNING)
    _forget_mail()
    box = MemoryMailer()
    tick(DAY_AFTER)
    send_waiting(box, SENDER, BASE, DAY_AFTER)
    assert recipients() == ["farsta.registrator", "ks.registrator", "ks.samordnare", "social.handlaggare"]
    to_sender = next(mail for mail in box.sent if mail["To"].startswith("ks.samordnare"))
    assert to_sender["Subject"].startswith("3 instanser har inte svarat i tid: Program för trygga gångvägar")
    words = to_sender.get_body(("plain",)).get_content()
    for name in ("Farsta stadsdelsnämnd", "Socialnämnden", "Storstockholms brandförsvar"):
        assert name in words
    assert "Handlaggare" not in words
    assert f"{BASE}/remisser/{remiss_id}?status=forsenade" in words


def test_what_is_handled_outside_reminds_the_registrar_in_words_and_is_never_told_as_late(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.OUTSIDE)
    _forget_mail()
    for at, when in ((MORNING, "ska ha kommit in"), (DAY_AFTER, "skulle ha kommit in")):
        box = MemoryMailer()
        tick(at)
        send_waiting(box, SENDER, BASE, at)
        assert {row.state for row in queued()} == {MailState.SENT}
        mail = next(mail for mail in box.sent if mail["To"].startswith("farsta.registrator"))
        words = " ".join(mail.get_body(("plain",)).get_content().split())
        assert "Lämna över svaret från Farsta stadsdelsnämnd och notera vilken dag det skedde." in words
        assert when in words
        assert "de färdiga handlingarna" not in words
    to_sender = next(mail for mail in box.sent if mail["To"].startswith("ks.samordnare"))
    assert "Farsta" not in to_sender.get_body(("plain",)).get_content()


def test_a_body_that_nobody_reads_mail_for_is_still_told_to_the_sender(remiss_id: int, world: World) -> None:
    tick(MORNING)
    tick(DAY_AFTER)
    fire_brigade = reminders(ReminderKind.ONE_DAY_AFTER)[world.external]
    assert fire_brigade.state is ReminderState.SKIPPED
    mail = next(mail for mail in queued() if mail.recipient_id == world.users["ks.samordnare"])
    assert "Storstockholms brandförsvar" in mail.context["entries"][0]["bodies"]


def test_all_that_falls_to_a_person_on_a_day_is_one_mail_that_each_reminder_knows(world: World) -> None:
    for number in range(3):
        remiss_id = sent_remiss(world, f"KS 2026/{400 + number}")
        reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    _forget_mail()
    box = MemoryMailer()
    tick(WEEK_BEFORE)
    send_waiting(box, SENDER, BASE, WEEK_BEFORE)
    assert recipients() == ["farsta.handlaggare", "social.registrator"]
    to_officer = next(mail for mail in box.sent if mail["To"].startswith("farsta"))
    assert to_officer["Subject"] == "Påminnelse om 3 ärenden, närmast 11 december 2030"
    rows = db.session.scalars(db.select(ReminderMail).join(ReminderMail.reminder)).all()
    officer = [row for row in rows if row.mail.recipient_id == world.users["farsta.handlaggare"]]
    assert len({row.reminder_id for row in officer}) == 3
    assert len({row.mail_id for row in officer}) == 1


def test_two_bodies_that_answer_jointly_are_one_entry(remiss_id: int, world: World) -> None:
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        db.session.scalars(db.select(Consultee).filter_by(organisation_id=world.social)).one().reply_id = reply_id
    tick(MORNING)
    mail = next(mail for mail in queued() if mail.recipient_id == world.users["farsta.handlaggare"])
    assert [sorted(one["bodies"]) for one in mail.context["entries"]] == [["Farsta stadsdelsnämnd", "Socialnämnden"]]


def test_who_only_stands_in_is_not_told_to_sign(remiss_id: int, world: World) -> None:
    reply_in(world, remiss_id, world.farsta, ReplyState.HEAD_REVIEW)
    with writing():
        db.session.get_one(User, world.users["farsta.avdelningschef"]).active = False
    _forget_mail()
    tick(MORNING)
    mail = next(mail for mail in queued() if mail.recipient_id == world.users["farsta.registrator"])
    assert mail.context["entries"][0]["step"] == ""


def test_a_straggler_waits_for_the_next_morning_when_the_mail_of_the_day_has_gone(
    remiss_id: int, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fail_for(world.farsta, monkeypatch)
    with writing():  # the same person answers for both bodies
        registrar = db.session.get_one(User, world.users["social.registrator"])
        registrar.memberships.append(
            Membership(organisation_id=world.farsta, role=Role.REGISTRAR, valid_from=date(2000, 1, 1))
        )
    tick(MORNING)
    send_waiting(MemoryMailer(), SENDER, BASE, MORNING)
    monkeypatch.undo()
    tick(MORNING + timedelta(minutes=1))
    straggler = reminders()[world.farsta]
    assert (straggler.state, straggler.fires_at) == (ReminderState.PLANNED, MORNING + timedelta(days=1))
    tick(MORNING + timedelta(days=1))
    assert reminders()[world.farsta].state is ReminderState.FIRED
    assert recipients().count("social.registrator") == 2


def test_a_restart_within_the_day_sends_late_rather_than_never(remiss_id: int, world: World) -> None:
    tick(MORNING + timedelta(hours=9))
    assert reminders()[world.farsta].state is ReminderState.FIRED


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
    _fail_for(world.farsta, monkeypatch)
    tick(MORNING)
    states = {organisation: row.state for organisation, row in reminders().items()}
    assert states[world.farsta] is ReminderState.PLANNED
    assert states[world.social] is ReminderState.FIRED
    monkeypatch.undo()
    tick(MORNING + timedelta(minutes=1))
    assert reminders()[world.farsta].state is ReminderState.FIRED


def _fail_for(organisation_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fire_or_fail(reminder: Reminder, now: datetime) -> None:
        if reminder.consultee.organisation_id == organisation_id:
            raise RuntimeError
        fire(reminder, now)

    monkeypatch.setattr("remiss.jobs.tick.fire", fire_or_fail)

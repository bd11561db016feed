"""What bodies and people choose: the steps of the ladder, silence in one matter, single mails, and their own dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.jobs.tick import tick
from remiss.models.mail import LADDER, InternalReminder, OutboxMail, Reminder, ReminderKind, ReminderState
from remiss.models.organisations import USUAL_LADDER, Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.notifications.digest import Digest
from remiss.notifications.local import MemoryMailer
from remiss.queries.mail_log import reminder_log
from remiss.services import replies
from remiss.services.muting import mute_reminders, unmute_reminders
from remiss.services.organisations import choose_ladder
from remiss.services.own_account import choose_single_mails
from remiss.services.reminders import MUTED, NOT_CHOSEN, morning_of
from tests.support.world import START, World, act, reply_in, sent_remiss

T_MINUS_1 = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)
AFTER = datetime(2030, 12, 12, 7, 0, tzinfo=UTC)
INTERNAL = date(2030, 12, 4)


def choose(world: World, *kinds: ReminderKind, who: str = "admin") -> None:
    with writing():
        body = db.session.get_one(Organisation, world.farsta)
        choose_ladder(world.actor(who), body, [kind.value for kind in kinds], START)


def planned(organisation: int) -> list[ReminderKind]:
    query = sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED).order_by(Reminder.fires_at)
    return [row.kind for row in db.session.scalars(query) if row.consultee.organisation_id == organisation]


def mails() -> list[tuple[str, list[dict[str, object]]]]:
    rows = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.kind == "paminnelse").order_by(OutboxMail.id))
    return [(row.recipient.name, row.context["entries"]) for row in rows]


def test_a_body_chooses_its_steps_and_what_is_planned_follows(world: World) -> None:
    sent_remiss(world)
    assert [kind.value for kind in planned(world.farsta)] == list(USUAL_LADDER)
    choose(world, *LADDER)
    assert planned(world.farsta) == list(LADDER)
    assert [kind.value for kind in planned(world.social)] == list(USUAL_LADDER)
    choose(world, ReminderKind.THREE_DAYS_BEFORE)
    assert planned(world.farsta) == [ReminderKind.THREE_DAYS_BEFORE]
    gone = db.session.scalars(sa.select(Reminder.reason).where(Reminder.kind == ReminderKind.ON_THE_DAY)).one()
    assert gone == NOT_CHOSEN
    sent_remiss(world, "KS 2026/312")
    assert planned(world.farsta) == [ReminderKind.THREE_DAYS_BEFORE] * 2
    with pytest.raises(InvalidInput):
        choose(world)
    with pytest.raises(Forbidden):
        choose(world, *LADDER, who="farsta.direktor")


@pytest.mark.parametrize(
    ("kind", "due", "morning"),
    [
        (ReminderKind.ON_THE_DAY, date(2030, 12, 11), date(2030, 12, 11)),
        (ReminderKind.ON_THE_DAY, date(2030, 12, 14), date(2030, 12, 13)),  # a Saturday
        (ReminderKind.THREE_DAYS_BEFORE, date(2031, 1, 7), date(2030, 12, 30)),  # over new year and trettondagen
        (ReminderKind.TWENTY_ONE_DAYS_BEFORE, date(2030, 12, 11), date(2030, 11, 12)),
        (ReminderKind.SEVEN_DAYS_AFTER, date(2030, 12, 19), date(2031, 1, 7)),
    ],
)
def test_steps_are_counted_in_working_days(kind: ReminderKind, due: date, morning: date) -> None:
    assert morning_of(kind, due).date() == morning


def test_a_muted_matter_reminds_nobody_inside_and_its_sender_still_hears_that_it_is_late(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.RECEIVED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        with pytest.raises(InvalidInput):
            mute_reminders(world.actor("farsta.registrator"), reply, " ", reply.version, START)
        mute_reminders(world.actor("farsta.registrator"), reply, "Vi väntar på hemliga besked.", reply.version, START)
    tick(T_MINUS_1)
    assert {name for name, _ in mails()} == {"Social Registrator"}
    assert [row.reason for row in reminder_log(remiss_id, START.date()) if row.reason == MUTED]
    assert "hemliga" not in str(reminder_log(remiss_id, START.date()))
    tick(AFTER)
    assert "Ks Samordnare" in {name for name, _ in mails()}
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        unmute_reminders(world.actor("farsta.handlaggare"), reply, reply.version, START)
        assert reply.muted_reason is None


def test_who_wants_single_mails_gets_one_for_each_matter(world: World) -> None:
    for number in (1, 2):
        reply_in(world, sent_remiss(world, f"KS 2026/{number}"), world.farsta, ReplyState.RECEIVED)
    with writing():
        user = db.session.get_one(User, world.users["farsta.registrator"])
        choose_single_mails(world.actor("farsta.registrator"), user, START, single=True)
    tick(T_MINUS_1)
    tick(T_MINUS_1 + timedelta(minutes=1))
    sizes = [(name, len(entries)) for name, entries in mails()]
    assert sorted(sizes) == [("Farsta Registrator", 1), ("Farsta Registrator", 1), ("Social Registrator", 2)]


def assigned(world: World, internal_on: date) -> int:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        officer = db.session.get_one(User, world.users["farsta.handlaggare"])
        replies.assign(world.actor("farsta.avdelningschef"), reply, officer, internal_on, reply.version, START)
    return reply_id


def test_the_officer_is_reminded_of_the_internal_date_and_nobody_outside_learns_of_it(world: World, visit) -> None:
    assigned(world, INTERNAL)
    tick(datetime(2030, 12, 3, 6, 59, tzinfo=UTC))
    assert "Farsta Handlaggare" in {name for name, _ in mails()}, "the ladder's own, of 2 December, came late"
    before = len(mails())
    tick(datetime(2030, 12, 3, 7, 0, tzinfo=UTC))
    entries = dict(mails())["Farsta Handlaggare"]
    assert len(mails()) == before
    assert [(entry["internal_on"], entry["planned_on"]) for entry in entries] == [("2030-12-04", "2030-12-02")]
    box = MemoryMailer()
    send_waiting(box, "a@b.example", "http://c.example", datetime(2030, 12, 3, 7, 5, tzinfo=UTC))
    [mail] = [one for one in box.sent if "internt datum" in one["Subject"]]
    assert mail["To"] == "farsta.handlaggare@exempel.example"
    words = mail.get_body(("plain",)).get_content()
    assert "Internt datum är den 4 december 2030" in words
    assert "Påminnelsen är försenad: den skulle ha kommit den 2 december 2030" in words
    assert "internt datum" in visit("farsta.handlaggare").get("/arenden/1/mejl").text
    for page in ("/remisser/1", "/remisser/1/mejl", "/logg"):
        assert "2030-12-04" not in visit("ks.samordnare").get(page).text
        assert "4 december" not in visit("ks.samordnare").get(page).text


def test_a_text_that_has_been_handed_on_is_not_reminded_of(world: World) -> None:
    reply_id = assigned(world, INTERNAL)
    for step in ("fordelad", "utkast"):
        with writing():
            act(world, reply_id, step)
    tick(datetime(2030, 12, 3, 7, 0, tzinfo=UTC))
    [row] = db.session.scalars(sa.select(InternalReminder))
    assert row.reason == "Ärendet låg inte hos handläggaren."


def test_a_new_internal_date_replaces_the_old(world: World) -> None:
    reply_id = assigned(world, INTERNAL)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        reply.state = ReplyState.RECEIVED
        officer = db.session.get_one(User, world.users["farsta.handlaggare"])
        replies.assign(world.actor("farsta.registrator"), reply, officer, date(2030, 12, 9), reply.version, START)
    states = [(row.due_on, row.state.value) for row in db.session.scalars(sa.select(InternalReminder))]
    assert states == [(INTERNAL, "overhoppad"), (date(2030, 12, 9), "planerad")]


def test_one_entry_says_both_dates(world: World) -> None:
    assigned(world, date(2030, 12, 11))
    tick(T_MINUS_1)
    entries = dict(mails())["Farsta Handlaggare"]
    assert len(entries) == 1
    assert Digest.of(entries, "http://c.example").subject.startswith("Påminnelse, internt datum 11 december 2030")
    assert db.session.get_one(Remiss, 1).due_on == date(2030, 12, 11)

"""Reminders of the days before the planned meeting: once each, to whoever has the matter, and to nobody outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from remiss.clock import STOCKHOLM
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.rehearsal import rehearse
from remiss.jobs.sender import send_waiting
from remiss.jobs.tick import tick
from remiss.models.decisions import Meeting
from remiss.models.mail import MeetingDayReminder, OutboxMail, ReminderKind, ReminderState
from remiss.models.organisations import Organisation
from remiss.models.replies import Reply
from remiss.notifications.local import MemoryMailer
from remiss.services.organisations import choose_ladder, choose_more_reminders
from tests.support.world import START, World, reply_in, sent_remiss

MEETING, STOP = date(2030, 11, 13), date(2030, 10, 16)
DAYS = {"text_klar": "2030-10-09", "stoppdag": "2030-10-16", "forvaltningsgrupp": "2030-10-23",
        "beredning": "2030-10-30", "utskick": "2030-11-05"}  # fmt: skip


def morning(day: date, hour: int = 8) -> datetime:
    return datetime.combine(day, time(hour), STOCKHOLM).astimezone(UTC)


def planned(world: World, state: ReplyState, number: str = "KS 2026/1") -> int:
    reply_id = reply_in(world, sent_remiss(world, number), world.farsta, state)
    with writing():
        if db.session.scalar(sa.select(sa.func.count(Meeting.id)).where(Meeting.held_on == MEETING)) == 0:
            db.session.add(Meeting(organisation_id=world.farsta, held_on=MEETING))
        reply = db.session.get_one(Reply, reply_id)
        reply.planned_on, reply.internal_due_on = MEETING, None
    return reply_id


def rows() -> list[MeetingDayReminder]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(MeetingDayReminder).order_by(MeetingDayReminder.due_on)))


def told() -> dict[str, list[list[str]]]:
    mails = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.kind == "paminnelse"))
    entries = ((mail.recipient.name, entry) for mail in mails for entry in mail.context["entries"])
    return {name: entry["meeting_days"] for name, entry in entries if "meeting_days" in entry}


def test_each_day_comes_once_on_the_working_morning_before(world: World) -> None:
    planned(world, ReplyState.DRAFT)
    day = date(2030, 9, 25)
    while day < date(2030, 11, 20):
        for hour in (7, 8, 9):
            tick(morning(day, hour))
        day += timedelta(days=1)
    assert {row.step.value: row.due_on.isoformat() for row in rows()} == DAYS
    assert all(row.state is ReminderState.FIRED for row in rows())
    assert {row.fired_at.date() for row in rows()} == {date(2030, 10, 8), date(2030, 10, 15), date(2030, 10, 22),
                                                       date(2030, 10, 29), date(2030, 11, 4)}  # fmt: skip


def test_it_goes_to_whoever_has_the_matter_and_says_which_day(world: World, visit) -> None:
    reply_id = planned(world, ReplyState.HEAD_REVIEW)
    at = morning(date(2030, 10, 15))
    [rehearsed] = rehearse(at).due
    assert (rehearsed.step, rehearsed.to) == ("Stoppdag", ("farsta.avdelningschef@exempel.example",))
    assert rows() == []
    tick(at)
    assert told() == {"Farsta Avdelningschef": [["stoppdag", "2030-10-16"]]}
    box = MemoryMailer()
    send_waiting(box, "a@b.example", "http://c.example", at + timedelta(minutes=5))
    [mail] = [one for one in box.sent if "stoppdag" in one["Subject"]]
    assert mail["Subject"].startswith("Påminnelse, stoppdag 16 oktober 2030: ")
    words = mail.get_body(("plain",)).get_content().replace("\u00a0", " ")
    assert "Stoppdag är den 16 oktober 2030, sista svarsdag den 11 december 2030." in words
    assert "Påminnelse: stoppdag" in visit("farsta.avdelningschef").get(f"/arenden/{reply_id}/mejl").text
    for page in ("/remisser/1", "/remisser/1/mejl", "/logg"):
        for words in ("2030-10-16", "16 oktober", "toppdag"):
            assert words not in visit("ks.samordnare").get(page).text


def test_a_day_that_is_reached_is_left_and_a_meeting_that_moves_is_followed(world: World) -> None:
    reply_id = planned(world, ReplyState.SIGNED)
    tick(morning(date(2030, 10, 15)))
    assert rows() == []
    with writing():
        db.session.execute(
            sa.update(Meeting).values(held_on=MEETING + timedelta(days=7), dispatch_on=date(2030, 11, 14))
        )
        db.session.get_one(Reply, reply_id).planned_on = MEETING + timedelta(days=7)
    tick(morning(date(2030, 11, 4)))
    assert rows() == []
    tick(morning(date(2030, 11, 13)))
    assert [(row.step.value, row.due_on) for row in rows()] == [("utskick", date(2030, 11, 14))]


def test_after_a_standstill_what_has_not_passed_is_caught_up(world: World) -> None:
    planned(world, ReplyState.DRAFT)
    tick(morning(STOP, 10))
    assert [row.step.value for row in rows()] == ["stoppdag"]


def test_two_days_of_one_matter_are_one_entry(world: World) -> None:
    planned(world, ReplyState.DRAFT)
    with writing():
        db.session.execute(sa.update(Meeting).values(union_on=STOP))
    tick(morning(date(2030, 10, 15)))
    assert told() == {"Farsta Handlaggare": [["stoppdag", "2030-10-16"], ["forvaltningsgrupp", "2030-10-16"]]}


def test_a_muted_matter_and_a_body_that_wants_none(world: World) -> None:
    reply_id = planned(world, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        reply.muted_at, reply.muted_reason = START, "Vi vet."
    tick(morning(date(2030, 10, 15)))
    assert [row.state for row in rows()] == [ReminderState.SKIPPED]
    with writing():
        body = db.session.get_one(Organisation, world.farsta)
        choose_more_reminders(world.actor("admin"), body, START, reminds_chief=False, reminds_of_meeting=False)
    tick(morning(date(2030, 10, 22)))
    assert len(rows()) == 1


def test_the_chief_hears_from_the_day_before_where_the_body_wants_that(world: World) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    with writing():
        body = db.session.get_one(Organisation, world.farsta)
        choose_ladder(world.actor("admin"), body, [k.value for k in (ReminderKind.SEVEN_DAYS_BEFORE,
                      ReminderKind.ONE_DAY_BEFORE)], START)  # fmt: skip
        choose_more_reminders(world.actor("admin"), body, START, reminds_chief=True, reminds_of_meeting=True)

    def reminded() -> set[str]:
        mails = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.kind == "paminnelse"))
        return {mail.recipient.name for mail in mails if mail.recipient.name.startswith("Farsta")}

    tick(morning(date(2030, 12, 2)))
    assert "Farsta Avdelningschef" not in reminded()
    tick(morning(date(2030, 12, 10)))
    assert "Farsta Avdelningschef" in reminded()
    [mail] = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.recipient_id == world.users["farsta.direktor"],
                                OutboxMail.kind == "paminnelse")).all() or [None]  # fmt: skip
    assert mail is None, "there is a head"

"""Reminding by hand: to whoever holds the matter, once a day, and nobody at the sender learns who that is."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest

from remiss.clock import now
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tick import tick
from remiss.models.mail import OutboxMail, Reminder, ReminderKind, ReminderState
from remiss.models.operations import AuditEvent
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.services.reminders import plan_reminders
from tests.support.world import World, reply_in, sent_remiss


def consultee(remiss_id: int, organisation_id: int) -> int:
    query = db.select(Consultee.id).filter_by(remiss_id=remiss_id, organisation_id=organisation_id)
    return db.session.scalars(query).one()


def overdue(remiss_id: int) -> int:
    """Let the remiss have been due three days ago."""
    with writing():
        db.session.get_one(Remiss, remiss_id).due_on = now().date() - timedelta(days=3)
    return remiss_id


def reminded() -> list[str]:
    db.session.rollback()
    mails = db.session.scalars(db.select(OutboxMail).filter_by(kind="paminnelse"))
    return sorted(mail.recipient.email.removesuffix("@exempel.example") for mail in mails)


def test_one_click_reaches_the_holder_is_counted_and_is_told_in_the_log(world: World, visit) -> None:
    remiss_id = overdue(sent_remiss(world))
    reply_in(world, remiss_id, world.farsta, ReplyState.HEAD_REVIEW)
    client, farsta = visit("ks.samordnare"), consultee(remiss_id, world.farsta)
    address = f"/remisser/{remiss_id}/instanser/{farsta}/paminnelse"
    assert f'action="{address}?status=forsenade"' in client.get(f"/remisser/{remiss_id}?status=forsenade").text
    answer = client.submit(f"{address}?status=forsenade&ordning=lage", {})
    assert (answer.status_code, answer.location) == (303, f"/remisser/{remiss_id}?status=forsenade&ordning=lage")
    assert reminded() == ["farsta.avdelningschef"]
    page = client.get(f"/remisser/{remiss_id}").text
    assert "Påminnelsen till Farsta stadsdelsnämnd ligger i kö" in page
    assert f'#paminnelser-{farsta}">1</a>' in page
    assert address not in page
    assert "Påminnelse på avsändarens begäran" in client.get(f"/remisser/{remiss_id}/mejl").text
    event = db.session.scalars(db.select(AuditEvent).filter_by(action="paminn")).one()
    assert (event.actor_id, event.thing_id) == (world.users["ks.samordnare"], farsta)
    assert json.loads(event.facts) == {"kind": "fran_avsandaren", "mails": 1}


def test_twice_the_same_day_is_refused_and_says_when_the_last_one_went(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    client = visit("ks.registrator")
    address = f"/remisser/{remiss_id}/instanser/{consultee(remiss_id, world.farsta)}/paminnelse"
    assert client.submit(address, {}).status_code == 303
    again = client.submit(address, {})
    assert again.status_code == 409
    assert re.search(r"Farsta stadsdelsnämnd fick en påminnelse \d+ \w+ \d{4} kl.\xa0\d\d\.\d\d. Vänta", again.text)
    assert reminded() == ["farsta.registrator"]


def test_the_ladder_leaves_out_who_was_reminded_by_hand_that_day(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remiss.due_on = now().date() - timedelta(days=1)
        for one in db.session.scalars(db.select(Consultee).filter_by(remiss_id=remiss_id)):
            plan_reminders([one], now() - timedelta(days=9))
        for row in db.session.scalars(db.select(Reminder).where(Reminder.state == ReminderState.PLANNED)):
            row.fires_at = now()
    visit("ks.samordnare").submit(
        f"/remisser/{remiss_id}/instanser/{consultee(remiss_id, world.farsta)}/paminnelse", {}
    )
    tick(now())
    db.session.rollback()
    row = db.session.scalars(
        db.select(Reminder).join(Consultee).where(
            Consultee.organisation_id == world.farsta,
            Reminder.kind == ReminderKind.ONE_DAY_AFTER,
            Reminder.due_on < date(2030, 1, 1),
        )
    ).one()  # fmt: skip
    assert row.reason == "Instansen hade redan fått en påminnelse samma dag."
    assert reminded().count("farsta.registrator") == 1


def test_all_late_ones_are_named_before_and_one_person_gets_one_mail(world: World, visit) -> None:
    remiss_id = overdue(sent_remiss(world))
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    client = visit("ks.samordnare")
    overview = client.get(f"/remisser/{remiss_id}").text
    assert "Påminn alla försenade (3)" in overview
    page = client.get(f"/remisser/{remiss_id}/paminnelser").text
    assert "går till 2\xa0personer hos 2\xa0instanser" in page
    assert "Ingen person hos Storstockholms brandförsvar kan ta emot mejl" in page
    for secret in ("Handlaggare", "Registrator</", "handläggare"):
        assert secret not in page.split("<main")[1]
    ticked = re.findall(r'name="bodies" value="(\d+)"', page)
    answer = client.submit(f"/remisser/{remiss_id}/paminnelser", {"bodies": ticked})
    assert answer.status_code == 303
    assert reminded() == ["farsta.handlaggare", "social.registrator"]
    assert client.submit(f"/remisser/{remiss_id}/paminnelser", {"bodies": ticked}).status_code == 409
    assert "Ingen instans" not in client.get(f"/remisser/{remiss_id}/paminnelser").text


def test_nothing_ticked_reminds_nobody(world: World, visit) -> None:
    remiss_id = overdue(sent_remiss(world))
    answer = visit("ks.samordnare").submit(f"/remisser/{remiss_id}/paminnelser", {})
    assert answer.status_code == 409
    assert "Välj minst en instans att påminna." in answer.text
    assert not reminded()


def test_only_bodies_of_this_remiss_can_be_reminded_from_it(world: World, visit) -> None:
    mine, other = sent_remiss(world), sent_remiss(world, "KS 2026/999")
    stranger = consultee(other, world.farsta)
    assert visit("ks.samordnare").submit(f"/remisser/{mine}/instanser/{stranger}/paminnelse", {}).status_code == 409
    assert not reminded()


@pytest.mark.parametrize("state", [ReplyState.SUBMITTED, ReplyState.DECLINED, ReplyState.NOT_RECEIVED])
def test_who_has_answered_cannot_be_reminded(world: World, visit, state: ReplyState) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, state)
    client, farsta = visit("ks.samordnare"), consultee(remiss_id, world.farsta)
    address = f"/remisser/{remiss_id}/instanser/{farsta}/paminnelse"
    assert address not in client.get(f"/remisser/{remiss_id}").text
    assert client.submit(address, {}).status_code == 409
    assert not reminded()


@pytest.mark.parametrize(("who", "status"), [("farsta.registrator", 404), ("social.direktor", 404), ("admin", 404)])
def test_nobody_else_can_remind(world: World, visit, who: str, status: int) -> None:
    remiss_id = sent_remiss(world)
    client = visit(who)
    address = f"/remisser/{remiss_id}/instanser/{consultee(remiss_id, world.farsta)}/paminnelse"
    assert client.submit(address, {}).status_code == status
    assert client.get(f"/remisser/{remiss_id}/paminnelser").status_code == status
    assert not reminded()


def test_the_sender_reads_no_name_from_inside_a_body_anywhere(world: World, visit) -> None:
    remiss_id = overdue(sent_remiss(world))
    reply_in(world, remiss_id, world.farsta, ReplyState.DIRECTOR_REVIEW)
    client = visit("ks.samordnare")
    client.submit(f"/remisser/{remiss_id}/instanser/{consultee(remiss_id, world.farsta)}/paminnelse", {})
    tick(now())
    for page in (
        "",
        "?status=forsenade&ordning=paminnelser",
        "/mejl",
        "/paminnelser",
        "/paminnelser?urval=ej-mottagna",
    ):
        words = client.get(f"/remisser/{remiss_id}{page}").text
        for inside in (
            "Farsta Handlaggare",
            "Farsta Avdelningschef",
            "Farsta Direktor",
            "förvaltningschef",
            "Signering",
        ):
            assert inside not in words, page

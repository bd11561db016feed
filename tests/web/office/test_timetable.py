"""*Hinner nämnden?* on a matter: reckoned anew each time, remedies that lead to what can be done; inside only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from tests.support.world import World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of

DUE, LATE = date(2030, 12, 11), date(2030, 12, 17)
STEPS = ["Texten klar för granskning", "Stoppdag, tjänsteutlåtandet signerat", "Förvaltningsgrupp", "Beredning",
         "Utskick av handlingarna", "Sammanträde", "Protokollet justerat"]  # fmt: skip


def meets(world: World, *days: date) -> None:
    with writing():
        db.session.add_all(Meeting(organisation_id=world.farsta, held_on=day) for day in days)


def plan_page(visit, reply_id: int, who: str = "farsta.registrator") -> str:
    return visit(who).get(f"/arenden/{reply_id}/tidplan").text


def test_on_arrival_the_body_sees_its_last_meeting_and_every_day_before_it(world, visit) -> None:
    meets(world, date(2030, 10, 16), date(2030, 11, 13), LATE)
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SENT)
    assert (
        "Sista möjliga sammanträde är den 13 november 2030"
        in visit("farsta.registrator").get(f"/arenden/{reply_id}").text
    )
    page = plan_page(visit, reply_id)
    places = [page.index(f'<th scope="row">{step}</th>') for step in STEPS]
    assert places == sorted(places)
    assert "16 oktober 2030" in page  # the stoppdag: twenty working days before


def test_remedies_come_in_order_and_lead_to_what_can_be_done(world, visit) -> None:
    meets(world, LATE)
    with writing():
        db.session.get_one(Organisation, world.farsta).chair_authorised = True
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    page = plan_page(visit, reply_id)
    assert "Nästa möjliga sammanträde är den 17 december 2030, efter sista svarsdag den 11 december 2030." in page
    ways = ["Skicka förhandssvar med beslut den 17 december 2030", "Skicka som kontorsyttrande",
            "Låt en delegat besluta", "Låt ordföranden besluta", "anstånd till den 27 december 2030"]  # fmt: skip
    assert [page.index(way) for way in ways] == sorted(page.index(way) for way in ways)
    assert "när texten är signerad" in page
    assert "/forhandssvar" not in page
    assert f'href="/arenden/{reply_id}/anstand"' in page
    signed = reply_in(world, sent_remiss(world, "KS 2026/2"), world.farsta, ReplyState.SIGNED)
    assert f'href="/arenden/{signed}/forhandssvar"' in plan_page(visit, signed)
    assert f'href="/arenden/{signed}/ordforandebeslut"' in plan_page(visit, signed)


def test_it_is_reckoned_anew_when_anything_moves(world, visit) -> None:
    meets(world, LATE)
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    assert "Hinner inte" in plan_page(visit, reply_id)
    with writing():
        db.session.execute(sa.update(Remiss).values(due_on=LATE + timedelta(days=20)))
    assert "Sista möjliga sammanträde är den 17 december 2030" in plan_page(visit, reply_id)
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=LATE + timedelta(days=19)))
    assert "Hinner med omedelbar justering" in plan_page(visit, reply_id)
    secretary, at = visit("farsta.sekreterare"), f"/sammantraden/arbetsgang/{world.farsta}"
    form = fields_of(secretary.get(at).text)
    assert form["stop"] == "20"
    assert "från 0 till 90" in secretary.submit(at, {**form, "adjustment": "många"}).text
    assert secretary.submit(at, {**form, "adjustment": "0"}).status_code == 303
    assert "Hinner med omedelbar justering" not in plan_page(visit, reply_id)


def test_a_body_that_writes_for_longer_needs_a_later_meeting(world, visit) -> None:
    meets(world, today() + timedelta(days=75), LATE)
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    assert "Sista möjliga sammanträde" in plan_page(visit, reply_id)
    secretary, at = visit("farsta.sekreterare"), f"/sammantraden/arbetsgang/{world.farsta}"
    form = fields_of(secretary.get(at).text)
    assert secretary.submit(at, {**form, "writing": "60"}).status_code == 303
    assert "Nästa möjliga sammanträde är den 17 december 2030" in plan_page(visit, reply_id)


def test_the_stoppdag_is_reckoned_where_none_is_set_for_signers_and_in_the_list(world, visit) -> None:
    meets(world, date(2030, 11, 13), LATE)
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    page = visit("farsta.avdelningschef").get(f"/arenden/{reply_id}/granskning").text
    assert "Stoppdag 16 oktober 2030 för sammanträdet den 13 november 2030." in page
    with writing():
        db.session.get_one(Reply, reply_id).planned_on = LATE
    page = visit("farsta.avdelningschef").get(f"/arenden/{reply_id}/granskning").text
    assert "Stoppdag 19 november 2030 för sammanträdet den 17 december 2030." in page
    assert '2030-10-16 <span class="quiet">(räknad)</span>' in visit("farsta.sekreterare").get("/sammantraden").text


def test_what_the_body_has_chosen_counts_and_what_collides_is_said(world, visit) -> None:
    soon = today() + timedelta(days=20)
    meets(world, soon, LATE)
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        reply.planned_on, reply.internal_due_on = soon, soon
    page = plan_page(visit, reply_id)
    assert "Planerat sammanträde är den" in page
    assert "Stoppdag: den" in page
    assert "har passerat." in page
    assert "Handläggarens interna datum" in page
    with writing():
        db.session.get_one(Reply, reply_id).planned_on = LATE
    assert "Det planerade sammanträdet den 17 december 2030 är efter sista svarsdag" in plan_page(visit, reply_id)


def test_own_days_of_a_meeting_are_shown_and_used(world, visit) -> None:
    secretary = visit("farsta.sekreterare")
    form = fields_of(secretary.get("/sammantraden").text)
    days = {"held_on": "2030-11-13", "stop_on": "2030-11-01", "union_on": "2030-11-04", "adjustment_on": "2030-11-15"}
    wrong = secretary.submit("/sammantraden", {**form, **days, "adjustment_on": "2030-11-12"})
    assert "Protokollet kan inte justeras före sammanträdet." in wrong.text
    made = secretary.submit("/sammantraden", {**form, **days})
    assert made.status_code == 303
    page = secretary.get(made.location).text
    assert "4 november 2030" in page
    assert "(räknat)" in page
    assert fields_of(secretary.get(f"{made.location}/uppgifter").text)["union_on"] == "2030-11-04"
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    assert "15 november 2030" in plan_page(visit, reply_id)


def test_without_meetings_nothing_is_promised(world, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    assert "Inga kommande sammanträden är inlagda" in plan_page(visit, reply_id)
    done = reply_in(world, sent_remiss(world, "KS 2026/2"), world.farsta, ReplyState.DECLINED)
    assert "så länge svaret är på väg till nämnden" in plan_page(visit, done)


@pytest.mark.parametrize("who", ["ks.samordnare", "admin", "social.sekreterare"])
def test_nobody_outside_sees_a_bodys_plan_or_rhythm(world, visit, who: str) -> None:
    meets(world, LATE)
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    assert visit(who).get(f"/arenden/{reply_id}/tidplan").status_code == 404
    assert visit(who).get(f"/sammantraden/arbetsgang/{world.farsta}").status_code == 404
    assert visit(who).submit(f"/sammantraden/arbetsgang/{world.farsta}", {}).status_code == 404


def test_only_who_plans_meetings_changes_the_rhythm(world, visit) -> None:
    at = f"/sammantraden/arbetsgang/{world.farsta}"
    assert "20\u00a0arbetsdagar" in visit("farsta.handlaggare").get(at).text
    assert visit("farsta.handlaggare").submit(at, {}).status_code == 403

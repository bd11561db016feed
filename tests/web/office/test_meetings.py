"""Sammanträden: the calendar, the agenda, ten decisions in one table, and sending them all."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Meeting
from remiss.models.mail import OutboxMail
from remiss.models.replies import Reply
from remiss.queries.meetings import meetings_of
from remiss.services import decisions
from remiss.services.working_days import is_working_day
from tests.support.world import START, World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of
from tests.web.office.test_route import docx_bytes

OFFICES = "forvaltningens_text"
SUNDAY, JULY, WEEKDAY = date(2031, 2, 2), date(2031, 7, 3), date(2031, 2, 4)


@pytest.fixture
def secretary(visit):
    return visit("farsta.sekreterare")


@pytest.fixture
def agenda(world: World) -> list[int]:
    """Three matters on a meeting that is held today."""
    numbers = [
        reply_in(world, sent_remiss(world, f"KS 2026/{n}"), world.farsta, ReplyState.TO_BOARD) for n in (311, 312, 313)
    ]
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=today()))
    return numbers


def meeting_id() -> int:
    db.session.rollback()
    return db.session.scalars(sa.select(Meeting.id)).one()


def papers() -> dict[str, object]:
    return {"minutes": (io.BytesIO(docx_bytes()), "protokoll.docx")}


def new_meeting(client, held_on: date, stop_on: str = ""):
    form = fields_of(client.get("/sammantraden").text)
    return client.submit("/sammantraden", {**form, "held_on": held_on.isoformat(), "stop_on": stop_on})


def test_a_meeting_is_put_in_the_calendar_changed_and_removed(visit, secretary, world) -> None:
    made = new_meeting(secretary, WEEKDAY, "2031-01-14")
    assert made.status_code == 303
    page = secretary.get(made.location).text
    assert "14 januari 2031" in page
    assert "ingen arbetsdag" not in page
    assert "Det finns redan" in new_meeting(secretary, WEEKDAY).text
    late = new_meeting(secretary, WEEKDAY + timedelta(days=7), "2031-03-01")
    assert late.status_code == 422
    assert "Stoppdag: dagen måste" in late.text
    form = fields_of(secretary.get(f"{made.location}/uppgifter").text) | {"held_on": SUNDAY.isoformat()}
    assert form["stop_on"] == "2031-01-14"
    assert secretary.submit(f"{made.location}/uppgifter", form).status_code == 303
    assert "söndag den 2 februari 2031, är ingen arbetsdag" in secretary.get(made.location).text
    assert "4 februari" not in visit("farsta.avdelningschef").get("/sammantraden").text
    assert secretary.submit(f"{made.location}/borttagning", {}).status_code == 303
    assert secretary.get(made.location).status_code == 404


def test_a_meeting_in_july_is_warned_about(secretary) -> None:
    made = new_meeting(secretary, JULY)
    assert "ligger i juli" in secretary.get(made.location).text


def test_a_meeting_with_matters_is_not_removed(secretary, agenda) -> None:
    answer = secretary.submit(f"/sammantraden/{meeting_id()}/borttagning", {})
    assert answer.status_code == 422
    assert "Flytta dem till ett annat sammanträde" in answer.text


@pytest.mark.parametrize("who", ["", "ks.samordnare", "ks.registrator", "admin", "social.sekreterare"])
def test_nobody_outside_knows_of_it(visit, agenda, who) -> None:
    client, at = visit(who), f"/sammantraden/{meeting_id()}"
    for address in (at, f"{at}/uppgifter", f"{at}/beslut", f"{at}/expediering"):
        assert client.get(address).status_code in ({302, 303} if not who else {404})
    if who:
        for address in ("borttagning", "ordning", "arenden", "beslut", "expediering", "uppgifter"):
            assert client.submit(f"{at}/{address}", {}).status_code in {403, 404}


@pytest.mark.parametrize("who", ["farsta.avdelningschef", "farsta.handlaggare"])
def test_the_rest_of_the_body_reads_and_does_nothing(visit, agenda, who) -> None:
    client, at = visit(who), f"/sammantraden/{meeting_id()}"
    page = client.get(at).text
    assert "Program för trygga gångvägar" in page
    assert "Registrera besluten" not in page
    for address in ("borttagning", "ordning", "arenden", "beslut", "expediering", "uppgifter"):
        assert client.submit(f"{at}/{address}", {}).status_code == 403, address
    assert client.submit("/sammantraden", {}).status_code == 403


def test_ten_decisions_are_numbered_recorded_and_sent_in_three_steps(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    assert form["matters-1-outcome"] == "enligt_forslag"
    filled = secretary.submit(f"{at}/beslut", {**form, "matters-0-paragraph": "14", "fyll_i": "1"})
    assert filled.status_code == 200
    assert state_of(agenda[0]) is ReplyState.TO_BOARD
    form = fields_of(filled.text)
    assert [form[f"matters-{n}-paragraph"] for n in range(3)] == ["14", "§ 15", "§ 16"]
    form["adjusted_on"] = today().isoformat()
    assert secretary.submit(f"{at}/beslut", {**form, **papers()}).status_code == 303
    db.session.rollback()
    rows = db.session.scalars(sa.select(BoardDecision).order_by(BoardDecision.id)).all()
    assert [row.paragraph for row in rows] == ["§ 14", "§ 15", "§ 16"]
    assert {row.decided_on for row in rows} == {today()}
    assert len({row.minutes_id for row in rows}) == 1
    confirm = secretary.get(f"{at}/expediering").text
    assert "skickas till kommunstyrelsen" in confirm
    assert secretary.submit(f"{at}/expediering", fields_of(confirm)).status_code == 303
    assert {state_of(number) for number in agenda} == {ReplyState.SUBMITTED}
    assert db.session.scalar(sa.select(sa.func.count()).where(OutboxMail.kind == "inkommet")) == 6


def test_one_act_adjusts_the_minutes_of_the_meeting(secretary, visit, world, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text) | {"matters-0-paragraph": "14", "fyll_i": "1"}
    form = fields_of(secretary.submit(f"{at}/beslut", form).text)
    assert secretary.submit(f"{at}/beslut", {**form, **papers()}).status_code == 303
    assert "kommunallagen 5 kap. 69 §" in secretary.get(at).text
    assert "Expediera alla" not in secretary.get(at).text
    assert visit("farsta.registrator").get(f"{at}/justering").status_code == 403
    form = fields_of(secretary.get(f"{at}/justering").text)
    assert "Ange vilken dag" in secretary.submit(f"{at}/justering", form).text
    with writing():  # one matter moves meanwhile: it says why, and hinders no other
        reply = db.session.get_one(Reply, agenda[1])
        decisions.withdraw_decision(world.actor("farsta.sekreterare"), reply, reply.version, START)
    adjusted = secretary.submit(f"{at}/justering", {**form, "adjusted_on": today().isoformat()})
    assert adjusted.status_code == 422
    assert [state_of(number) for number in agenda] == [ReplyState.ADJUSTED, ReplyState.TO_BOARD, ReplyState.ADJUSTED]
    assert "Expediera alla (2)" in secretary.get(at).text
    assert "väntar på justering" in secretary.get(f"{at}/justering").text


def test_a_faulty_row_keeps_what_was_typed_and_hinders_no_other(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    form |= {"matters-0-paragraph": "14", "matters-1-paragraph": "15", "matters-1-outcome": "avslag"}
    answer = secretary.submit(f"{at}/beslut", {**form, **papers()})
    assert answer.status_code == 422
    assert "Skriv hur nämnden beslutade" in answer.text
    assert [state_of(number) for number in agenda] == [ReplyState.DECIDED, ReplyState.TO_BOARD, ReplyState.TO_BOARD]
    again = fields_of(answer.text)
    paragraphs = [value for name, value in again.items() if name.endswith("-paragraph")]
    assert paragraphs == ["15", ""]
    row = next(name.split("-")[1] for name, value in again.items() if value == "15")
    again |= {f"matters-{row}-text": "Nämnden avslår förslaget.", f"matters-{row}-reply_text": OFFICES}
    assert secretary.submit(f"{at}/beslut", again).status_code == 303  # the protokoll of the first one is used
    assert [state_of(number) for number in agenda] == [ReplyState.DECIDED, ReplyState.DECIDED, ReplyState.TO_BOARD]


def test_an_aterremiss_says_why_where_the_words_are_typed(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    form |= {"matters-0-paragraph": "14", "matters-0-outcome": "aterremiss"}
    answer = secretary.submit(f"{at}/beslut", form)
    assert answer.status_code == 422
    assert 'href="#matters-0-text"' in answer.text
    assert "Skriv varför nämnden återremitterade ärendet" in answer.text


def test_without_protokoll_nothing_is_recorded(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    answer = secretary.submit(f"{at}/beslut", {**form, "matters-0-paragraph": "14"})
    assert answer.status_code == 422
    assert "Bifoga protokollet." in answer.text
    assert fields_of(answer.text)["matters-0-paragraph"] == "14"
    empty = secretary.submit(f"{at}/beslut", {**form, **papers()})
    assert "Fyll i paragrafen för minst ett ärende." in empty.text
    db.session.rollback()
    assert db.session.scalars(sa.select(BoardDecision)).all() == []


def test_a_matter_that_moved_meanwhile_refuses_only_its_own_row(secretary, world, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    with writing():
        reply = db.session.get_one(Reply, agenda[1])
        day = today() + timedelta(days=9)
        decisions.plan_meeting(world.actor("farsta.registrator"), reply, day, reply.version, START)
    form |= {"matters-0-paragraph": "14", "matters-1-paragraph": "15"}
    answer = secretary.submit(f"{at}/beslut", {**form, **papers()})
    assert answer.status_code == 422
    assert "(15): Ärendet står inte längre på sammanträdet" in answer.text
    assert [state_of(number) for number in agenda] == [ReplyState.DECIDED, ReplyState.TO_BOARD, ReplyState.TO_BOARD]


def test_a_protokoll_is_kept_when_every_row_fails(visit, secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text) | {"matters-0-paragraph": "14", "matters-0-outcome": "avslag"}
    answer = secretary.submit(f"{at}/beslut", {**form, **papers()})
    assert answer.status_code == 422
    assert "”protokoll.docx” används" in answer.text
    again = fields_of(answer.text) | {"matters-0-text": "Nämnden avslår förslaget.", "matters-0-reply_text": OFFICES}
    assert secretary.submit(f"{at}/beslut", again).status_code == 303
    assert state_of(agenda[0]) is ReplyState.DECIDED
    db.session.rollback()
    number = db.session.scalars(sa.select(Meeting.minutes_id)).one()
    assert visit("farsta.handlaggare").get(f"/filer/{number}").status_code == 200
    assert visit("ks.samordnare").get(f"/filer/{number}").status_code == 404


def test_minorities_are_typed_in_the_table(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    form |= {"matters-0-paragraph": "14", "matters-0-minority_1_kind": "reservation", "matters-1-paragraph": "15"}
    answer = secretary.submit(f"{at}/beslut", {**form, **papers()})
    assert answer.status_code == 422
    assert "Skriv vilka partier eller namn" in answer.text
    assert [state_of(number) for number in agenda[:2]] == [ReplyState.TO_BOARD, ReplyState.DECIDED]
    again = fields_of(answer.text) | {"matters-0-minority_1_parties": "Asta Ek (M)"}
    assert secretary.submit(f"{at}/beslut", again).status_code == 303
    assert "Reservation: Asta Ek (M)" in secretary.get(f"/arenden/{agenda[0]}/beslut").text


def test_a_forhandssvar_is_decided_at_the_meeting_where_it_is_expected(secretary, world, agenda) -> None:
    early = reply_in(world, sent_remiss(world, "KS 2026/400"), world.farsta, ReplyState.PRELIMINARY)
    with writing():
        db.session.execute(sa.update(Reply).where(Reply.id == early).values(decision_expected_on=today()))
    at = f"/sammantraden/{meeting_id()}"
    row = next(row for row in meetings_of([world.farsta], today(), is_working_day) if row.meeting_id == meeting_id())
    assert (row.matters, row.undecided) == (4, 4)
    form = fields_of(secretary.get(f"{at}/beslut").text)
    assert form["matters-3-reply_id"] == str(early)
    form |= {"matters-3-paragraph": "17", "adjusted_on": today().isoformat()}
    assert secretary.submit(f"{at}/beslut", {**form, **papers()}).status_code == 303
    assert state_of(early) is ReplyState.SUBMITTED
    assert "§ 17" in secretary.get(f"/arenden/{early}/kvittens").text


def test_the_order_of_the_agenda_is_the_one_given(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(at).text, "/ordning")
    form |= {"matters-0-place": "3", "matters-1-place": "1", "matters-2-place": "2"}
    assert secretary.submit(f"{at}/ordning", form).status_code == 303
    page = secretary.get(at).text.split("Ändra ordningen")[0]
    assert re.findall(r"KS 2026/(\d+)", page) == ["312", "313", "311"]


def test_a_signed_matter_is_put_on_the_agenda_from_the_meeting(secretary, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    reply_in(world, sent_remiss(world, "KS 2026/312"), world.farsta, ReplyState.DIRECTOR_REVIEW)
    at = new_meeting(secretary, WEEKDAY).location
    page = secretary.get(at).text
    assert "förvaltningschefens signatur" in page
    assert secretary.submit(f"{at}/arenden", fields_of(page, "/arenden")).status_code == 303
    assert state_of(reply_id) is ReplyState.TO_BOARD
    assert "från och med sammanträdesdagen" in secretary.get(at).text
    assert "1" in secretary.get("/sammantraden").text


def _change(client, at: str, day: date):
    form = fields_of(client.get(f"{at}/uppgifter").text)
    return client.submit(f"{at}/uppgifter", {**form, "held_on": day.isoformat()})


def test_what_is_planned_or_awaited_follows_a_meeting_that_moves(secretary, world) -> None:
    at = new_meeting(secretary, WEEKDAY).location
    planned = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    early = reply_in(world, sent_remiss(world, "KS 2026/400"), world.farsta, ReplyState.PRELIMINARY)
    with writing():
        db.session.get_one(Reply, planned).planned_on = WEEKDAY
        db.session.get_one(Reply, early).decision_expected_on = WEEKDAY
    later = WEEKDAY + timedelta(days=2)
    assert _change(secretary, at, later).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Reply, planned).planned_on == later
    assert db.session.get_one(Reply, early).decision_expected_on == later
    assert "KS 2026/400" in secretary.get(at).text


def test_nobody_plans_to_answer_at_a_meeting_that_is_removed(secretary, world) -> None:
    at = new_meeting(secretary, WEEKDAY).location
    planned = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    with writing():
        db.session.get_one(Reply, planned).planned_on = WEEKDAY
    assert secretary.submit(f"{at}/borttagning", {}).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Reply, planned).planned_on is None


def test_a_meeting_that_has_decided_keeps_its_day(secretary, agenda) -> None:
    at = f"/sammantraden/{meeting_id()}"
    form = fields_of(secretary.get(f"{at}/beslut").text)
    assert secretary.submit(f"{at}/beslut", {**form, "matters-0-paragraph": "14", **papers()}).status_code == 303
    refused = _change(secretary, at, today() + timedelta(days=7))
    assert refused.status_code == 422
    assert "Det finns beslut registrerade från sammanträdet" in refused.text
    assert "§ 14" in secretary.get(at).text

"""Förhandssvar, a decision that is taken back, and what is handled outside the system, through the pages."""

from __future__ import annotations

import io

import pytest

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.replies import Reply
from tests.support.world import reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of
from tests.web.office.test_route import docx_bytes


@pytest.fixture
def at(world) -> str:
    return f"/arenden/{reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)}"


def number(at: str) -> int:
    return int(at.rsplit("/", 1)[1])


def decided(page: str, action: str = "/beslut", **changes: str) -> dict[str, object]:
    papers = {"minutes": (io.BytesIO(docx_bytes()), "protokoll.docx")}
    plain = {"decided_on": today().isoformat(), "paragraph": "14", "outcome": "enligt_forslag"}
    plain |= {"adjusted_on": today().isoformat()}
    return {**fields_of(page, action), **plain, **papers, **changes}


def send_early(visit, at: str) -> None:
    registrar = visit("farsta.registrator")
    assert f"{at}/forhandssvar" in registrar.get(at).text
    form = fields_of(registrar.get(f"{at}/forhandssvar").text)
    assert form["decision_expected_on"] > today().isoformat()  # the meeting that it is planned for
    assert registrar.submit(f"{at}/forhandssvar", {**form, "decision_expected_on": ""}).status_code == 422
    sent = registrar.submit(f"{at}/forhandssvar", {**form, "decision_expected_on": "2030-12-17"})
    assert sent.status_code == 303
    assert sent.location == f"{at}/kvittens"


def test_a_forhandssvar_and_its_decision_by_the_body(visit, at) -> None:
    send_early(visit, at)
    secretary = visit("farsta.sekreterare")
    assert "Väntas den 17 december 2030" in secretary.get(f"{at}/kvittens").text
    overview = secretary.get(at).text
    assert "Beslut väntas den 17 december 2030" in overview
    assert "Registrera nämndens beslut" in overview
    page = secretary.get(f"{at}/beslut").text
    assert "kommunstyrelsen ett mejl" in page
    waiting = visit("farsta.handlaggare").get(f"{at}/beslut").text
    assert "Nämndens beslut väntas den 17 december 2030. Nämndsekreteraren registrerar det här." in waiting
    unadjusted = secretary.submit(f"{at}/beslut", decided(page, adjusted_on=""))
    assert "Beslutet skickas när det är justerat." in unadjusted.text
    assert secretary.submit(f"{at}/beslut", decided(page)).status_code == 303
    assert state_of(number(at)) is ReplyState.SUBMITTED
    assert "registrerade beslutet den" in secretary.get(f"{at}/historik").text


def test_what_was_decided_is_sent_although_the_time_for_answers_has_ended(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DECIDED)
    at, ks = f"/arenden/{reply_id}", visit("ks.samordnare")
    assert ks.submit("/remisser/1/avslut", fields_of(ks.get("/remisser/1/avslut").text)).status_code == 303
    secretary = visit("farsta.sekreterare")
    assert "Expediera svaret efter svarstiden" in secretary.get("/").text
    assert f"{at}/sen-expediering" in secretary.get(at).text
    assert f"{at}/sen-expediering" in secretary.get(f"{at}/beslut").text
    form = fields_of(secretary.get(f"{at}/sen-expediering").text)
    unadjusted = secretary.submit(f"{at}/sen-expediering", form)
    assert unadjusted.status_code == 422
    assert "Ange vilken dag protokollet justerades" in unadjusted.text
    sent = secretary.submit(f"{at}/sen-expediering", form | {"adjusted_on": today().isoformat()})
    assert sent.location == f"{at}/kvittens"
    assert "Svaret kom in efter svarstiden." in secretary.get(sent.location).text
    assert state_of(reply_id) is ReplyState.SUBMITTED
    assert "Svaret kan inte expedieras" in secretary.get(f"{at}/sen-expediering").text


def test_ks_registers_the_decision_that_came_by_mail(visit, world, at) -> None:
    send_early(visit, at)
    ks, url = visit("ks.registrator"), f"/remisser/1/svar/{number(at)}"
    page = ks.get(url).text
    assert "förhandssvar" in page
    assert "Farsta stadsdelsförvaltning (förhandssvar)" in page
    form = ks.get(f"{url}/beslut").text
    postponed = decided(form, "", outcome="bordlaggning", decision_expected_on="2031-01-28")
    assert ks.submit(f"{url}/beslut", postponed).status_code == 303
    assert "Förhandssvar, beslut väntas den 28 januari 2031" in ks.get("/remisser/1").text
    form = ks.get(f"{url}/beslut").text
    faulty = decided(form, "", outcome="avslag")
    assert "Skriv hur nämnden beslutade" in ks.submit(f"{url}/beslut", faulty).text
    assert ks.submit(f"{url}/beslut", decided(form, "")).status_code == 303
    assert state_of(number(at)) is ReplyState.SUBMITTED
    assert "Svaret väntar inte på något beslut" in ks.get(f"{url}/beslut").text


def test_a_decision_recorded_wrongly_is_taken_back_and_recorded_again(visit, at) -> None:
    secretary = visit("farsta.sekreterare")
    assert secretary.submit(f"{at}/beslut", decided(secretary.get(f"{at}/beslut").text)).status_code == 303
    assert "Rätta beslutet" in secretary.get(f"{at}/beslut").text
    ask = secretary.get(f"{at}/aterkallat-beslut").text
    assert secretary.submit(f"{at}/aterkallat-beslut", fields_of(ask)).status_code == 303
    assert state_of(number(at)) is ReplyState.TO_BOARD
    page = secretary.get(f"{at}/beslut").text
    assert "§ 14 (återtaget)" in page
    assert secretary.submit(f"{at}/beslut", decided(page, paragraph="15")).status_code == 303
    confirm = secretary.get(f"{at}/expediering").text
    assert "§ 15" in confirm
    assert "§ 14" not in confirm


@pytest.fixture
def secret(world) -> str:
    return f"/arenden/{reply_in(world, sent_remiss(world), world.farsta, ReplyState.SENT)}"


def test_a_secret_matter_is_marked_noted_and_shown_as_that(visit, secret) -> None:
    registrar, ks = visit("farsta.registrator"), visit("ks.samordnare")
    form = fields_of(registrar.get(f"{secret}/utanfor-systemet").text)
    assert registrar.submit(f"{secret}/utanfor-systemet", {**form, "diary_number": ""}).status_code == 422
    assert registrar.submit(f"{secret}/utanfor-systemet", {**form, "diary_number": "1.1-3"}).status_code == 303
    page = registrar.get(secret).text
    assert "Lämna in färdiga handlingar" not in page
    assert "Här skrivs ingen text" in registrar.get(f"{secret}/tjansteutlatande").text
    status = ks.get("/remisser/1?status=utanfor-systemet").text
    assert "Hanteras utanför systemet (sekretess)" in status
    assert "1.1-3" not in status
    note = fields_of(page, "/overlamnat-svar") | {"handed_over_on": today().isoformat()}
    assert registrar.submit(f"{secret}/overlamnat-svar", note).status_code == 303
    page = registrar.get(secret).text
    assert "Ångra: ärendet" not in page
    assert "överlämnat den" in ks.get("/remisser/1").text
    assert "hanterar remissen utanför systemet på grund av sekretess" in ks.get("/remisser/1/sammanstallning").text
    assert "Hanteras utanför" not in registrar.get("/").text.split("Nyss hänt")[0]


def test_marking_by_mistake_is_undone(visit, secret) -> None:
    registrar = visit("farsta.registrator")
    form = fields_of(registrar.get(f"{secret}/utanfor-systemet").text) | {"diary_number": "1.1-3"}
    registrar.submit(f"{secret}/utanfor-systemet", form)
    undo = fields_of(registrar.get(secret).text, "/angrat-utanfor-systemet")
    assert registrar.submit(f"{secret}/angrat-utanfor-systemet", undo).status_code == 303
    db.session.rollback()
    reply = db.session.get_one(Reply, number(secret))
    assert (reply.state, reply.diary_number) == (ReplyState.RECEIVED, "1.1-3")

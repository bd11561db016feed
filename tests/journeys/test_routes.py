"""Each route that a reply can take besides the main job, walked in a browser by those who take its steps."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from remiss.clock import today
from remiss.config import ROOT
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.replies import Basis, Reply
from tests.support.serving import Enter, follow, press, shows
from tests.support.world import PASSWORD, World, reply_in, sent_remiss

PAPER = ROOT / "sample" / "files" / "program-for-klimatanpassning-remissversion.docx"
DECISIONS, MOST_SECONDS = 10, 180

pytestmark = pytest.mark.timeout(300)


def reply(number: int) -> Reply:
    db.session.rollback()
    return db.session.get_one(Reply, number)


def sign(page: Page, matter: int) -> None:
    page.goto(f"/arenden/{matter}/granskning")
    if page.get_by_label("Ditt lösenord").count():
        page.get_by_label("Ditt lösenord").fill(PASSWORD)
    press(page, "Signera")


def decide(page: Page, matter: int, outcome: str, words: str = "") -> None:
    page.goto(f"/arenden/{matter}/beslut")
    page.get_by_label("Beslutsdatum").fill(today().isoformat())
    page.get_by_label("Paragraf").fill("14")
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Beslutet med nämndens egna ord").fill(words)
    page.get_by_label("Beslutet justerades omedelbart").check()
    page.get_by_label("Protokollsutdrag").set_input_files(PAPER)
    press(page, "Registrera beslut")


def dispatch(page: Page, matter: int) -> None:
    page.goto(f"/arenden/{matter}/expediering")
    press(page, "Expediera svaret")
    assert reply(matter).state is ReplyState.SUBMITTED


def put_on_agenda(page: Page, matter: int) -> None:
    page.goto(f"/arenden/{matter}/beslut")
    if page.get_by_label("Sammanträde", exact=True).count():
        page.get_by_label("Sammanträde", exact=True).select_option(label="Annan dag")
    page.get_by_label("Annan dag", exact=True).fill((today() + timedelta(days=30)).isoformat())
    press(page, "Anmäl")
    assert reply(matter).state is ReplyState.TO_BOARD


def test_sent_back_by_the_board_it_is_written_signed_and_decided_anew(world: World, enter: Enter) -> None:
    matter = reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    secretary, officer = enter("farsta.sekreterare"), enter("farsta.handlaggare")
    decide(secretary, matter, "Återremiss", "Nämnden vill veta vad lamporna kostar.")
    officer.goto(f"/arenden/{matter}")
    assert shows(officer, "vad lamporna kostar")
    officer.goto(f"/arenden/{matter}/tjansteutlatande")
    officer.get_by_label("Nämnden vill veta vad lamporna kostar.").check()
    press(officer, "Spara avbockningen")
    officer.get_by_label("Ekonomi", exact=True).fill("Lamporna ryms i nämndens budget.")
    press(officer, "Lämna för granskning")
    for who in ("farsta.avdelningschef", "farsta.direktor"):
        sign(enter(who), matter)
    put_on_agenda(secretary, matter)
    decide(secretary, matter, "Enligt förvaltningens förslag")
    dispatch(secretary, matter)


def test_the_manager_of_a_company_decides_alone(world: World, enter: Enter) -> None:
    with writing():
        db.session.get_one(Organisation, world.farsta).kind = OrganisationKind.COMPANY
    matter = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    page = enter("farsta.sekreterare")
    page.goto(f"/arenden/{matter}/beslut")
    follow(page, "Skicka efter beslut av VD")
    _decide_alone(page, "Eva Lind, VD")
    assert reply(matter).basis is Basis.MANAGER
    _is_read_by_ks(enter, matter, "Beslut av verkställande direktören")


def test_a_delegate_decides_and_the_duty_to_report_stays_until_it_is_noted(world: World, enter: Enter) -> None:
    with writing():
        db.session.get_one(Organisation, world.farsta).reports_delegated = True
    matter = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    page = enter("farsta.sekreterare")
    page.goto(f"/arenden/{matter}/beslut")
    follow(page, "Skicka efter delegationsbeslut")
    _decide_alone(page, "Eva Lind, stadsdelsdirektör")
    _is_read_by_ks(enter, matter, "Delegationsbeslut")
    page.goto("/sammantraden")
    assert shows(page, "Program för trygga gångvägar")


def _decide_alone(page: Page, name: str) -> None:
    page.get_by_label("Beslutsdatum").fill(today().isoformat())
    page.get_by_label("Beslutat av").fill(name)
    page.get_by_label("Med stöd av").fill("delegationsordningen 4.2")
    page.get_by_label("Beslutet som fil").set_input_files(PAPER)
    press(page, "Registrera beslutet och skicka svaret")


def _is_read_by_ks(enter: Enter, matter: int, words: str) -> None:
    assert reply(matter).state is ReplyState.SUBMITTED
    page = enter("ks.samordnare")
    page.goto(f"/remisser/{reply(matter).remiss_id}/svar/{matter}")
    assert shows(page, words)


def test_an_early_answer_goes_out_in_time_and_the_decision_follows(world: World, enter: Enter) -> None:
    matter = reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    page, ks = enter("farsta.sekreterare"), enter("ks.samordnare")
    page.goto(f"/arenden/{matter}/beslut")
    follow(page, "Skicka förhandssvar")
    page.get_by_label("Beslut väntas den").fill((today() + timedelta(days=30)).isoformat())
    press(page, "Skicka förhandssvaret")
    assert reply(matter).state is ReplyState.PRELIMINARY
    ks.goto(f"/remisser/{reply(matter).remiss_id}/svar/{matter}")
    assert shows(ks, "Förhandssvar")
    page.goto(f"/arenden/{matter}/beslut")
    page.get_by_label("Beslutsdatum").fill(today().isoformat())
    page.get_by_label("Paragraf").fill("7")
    page.get_by_label("Enligt förvaltningens förslag", exact=True).check()
    page.get_by_label("Beslutet justerades omedelbart").check()
    page.get_by_label("Protokollsutdrag").set_input_files(PAPER)
    press(page, "Registrera och skicka beslutet")
    assert (reply(matter).state, reply(matter).basis) == (ReplyState.SUBMITTED, Basis.BOARD)


def test_a_body_declines_and_regrets_it(world: World, enter: Enter) -> None:
    remiss = sent_remiss(world)
    matter = reply_in(world, remiss, world.farsta, ReplyState.RECEIVED)
    page, ks = enter("farsta.registrator"), enter("ks.samordnare")
    page.goto(f"/arenden/{matter}")
    follow(page, "Avstå från att svara")
    page.get_by_label("Motivering").fill("Programmet berör inte vår verksamhet.")
    page.get_by_label("Beslutat av, med stöd av").fill("Stadsdelsdirektören, delegation 4.2")
    press(page, "Avstå och meddela avsändaren")
    ks.goto(f"/remisser/{remiss}")
    assert shows(ks, "Avstår")
    page.goto(f"/arenden/{matter}")
    press(page, "Ångra: vi svarar")
    assert reply(matter).state is ReplyState.SENT


def test_two_bodies_answer_with_one_text_that_each_signs_and_decides(world: World, enter: Enter) -> None:
    remiss = sent_remiss(world)
    matter = reply_in(world, remiss, world.farsta, ReplyState.RECEIVED)
    theirs = reply_in(world, remiss, world.social, ReplyState.RECEIVED)
    lead, joining = enter("farsta.avdelningschef"), enter("social.avdelningschef")
    lead.goto(f"/arenden/{matter}/gemensamt-svar")
    lead.get_by_label("Socialnämnden").check()
    press(lead, "Föreslå gemensamt svar")
    joining.goto(f"/arenden/{theirs}/gemensamt-svar")
    press(joining, "Ja, vi svarar gemensamt")
    lead.goto(f"/arenden/{matter}")
    lead.get_by_label("Handläggare", exact=True).select_option(label="Farsta Handlaggare")
    press(lead, "Fördela")
    officer = enter("farsta.handlaggare")
    officer.goto(f"/arenden/{matter}/tjansteutlatande")
    officer.get_by_label("Förvaltningens förslag till beslut", exact=True).fill("Nämnderna överlämnar svaret.")
    officer.get_by_label("Sammanfattning", exact=True).fill("Vi är positiva till programmet.")
    officer.get_by_label("Förvaltningens synpunkter och förslag", exact=True).fill("Belysningen bör byggas ut.")
    press(officer, "Lämna för granskning")
    sign(lead, matter)
    for body in ("farsta", "social"):
        sign(enter(f"{body}.direktor"), matter)
    put_on_agenda(enter("farsta.sekreterare"), matter)
    put_on_agenda(enter("social.sekreterare"), matter)
    for body in ("farsta", "social"):
        decide(enter(f"{body}.sekreterare"), matter, "Enligt förvaltningens förslag")
    dispatch(enter("farsta.sekreterare"), matter)
    ks = enter("ks.samordnare")
    ks.goto(f"/remisser/{remiss}/svar/{matter}")
    assert shows(ks, "Farsta stadsdelsnämnd")
    assert shows(ks, "Socialnämnden")


def test_ten_decisions_of_a_meeting_take_less_than_three_minutes(world: World, enter: Enter) -> None:
    numbers = range(DECISIONS)
    matters = [reply_in(world, sent_remiss(world, f"KS 2026/{n}"), world.farsta, ReplyState.TO_BOARD) for n in numbers]
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=today()))
    meeting = db.session.scalars(sa.select(Meeting.id)).one()
    page, began = enter("farsta.sekreterare"), time.monotonic()
    page.goto(f"/sammantraden/{meeting}")
    follow(page, "Registrera besluten")
    page.locator("input[name=minutes]").set_input_files(PAPER)
    page.locator("input[name='matters-0-paragraph']").fill("14")
    press(page, "Fyll i löpande")
    assert page.locator("input[name='matters-9-paragraph']").input_value() == "§ 23"
    page.locator("input[name=minutes]").set_input_files(PAPER)
    page.get_by_label("Protokollet justerades den").fill(today().isoformat())
    press(page, "Registrera besluten")
    follow(page, f"Expediera alla ({DECISIONS})")
    press(page, f"Expediera {DECISIONS} svar")
    assert {reply(matter).state for matter in matters} == {ReplyState.SUBMITTED}
    assert time.monotonic() - began < MOST_SECONDS

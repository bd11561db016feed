"""A matter from the inbox to the receipt, through the pages only."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Submission
from remiss.models.statements import Signature, StatementVersion
from tests.documents.files import SCANNED
from tests.support.world import PASSWORD, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of


def docx_bytes() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", '<w:document xmlns:w="x"/>')
    return buffer.getvalue()


def _receive_and_assign(visit, world, at: str) -> None:
    registrar, head = visit("farsta.registrator"), visit("farsta.avdelningschef")
    form = fields_of(registrar.get(at).text, "/mottagning")
    assert registrar.submit(f"{at}/mottagning", {**form, "diary_number": "1.5.1-9/2026"}).status_code == 303
    form = fields_of(head.get(at).text, "/fordelning")
    form |= {"officer_id": str(world.users["farsta.handlaggare"]), "internal_due_on": "2030-11-20"}
    assert head.submit(f"{at}/fordelning", form).status_code == 303


def _write_and_hand_over(visit, at: str) -> None:
    officer = visit("farsta.handlaggare")
    assert "20 november 2030" in officer.get(at).text
    form = fields_of(officer.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande")
    assert form["title"] == "Program för trygga gångvägar"
    assert "Farsta stadsdelsnämnd godkänner förvaltningens tjänsteutlåtande" in form["body_beslutsforslag"]
    form |= {
        "body_sammanfattning": "Vi är positiva.",
        "body_synpunkter": "Belysningen bör byggas ut.\n\nPengar saknas.",
    }
    assert officer.submit(f"{at}/tjansteutlatande", form).status_code == 303
    page = officer.get(f"{at}/tjansteutlatande").text
    assert "version 1" in page
    assert "6\u00a0ord i den sparade texten" in page
    assert officer.submit(f"{at}/lamna-for-granskning", fields_of(page, "/tjansteutlatande")).status_code == 303


def _typed(signer, at: str) -> dict[str, str]:
    return fields_of(signer.get(f"{at}/granskning").text, "/signering") | {"password": PASSWORD}


def _sign(visit, at: str) -> None:
    for who in ("farsta.avdelningschef", "farsta.direktor"):
        signer = visit(who)
        answer = signer.submit(f"{at}/signering", _typed(signer, at))
        assert answer.status_code == 303
        assert answer.location == "/signering"


def _plan_and_decide(visit, at: str) -> None:
    secretary = visit("farsta.sekreterare")
    form = fields_of(secretary.get(f"{at}/beslut").text, "/sammantrade")
    assert secretary.submit(f"{at}/sammantrade", {**form, "held_on": today().isoformat()}).status_code == 303
    form = fields_of(secretary.get(f"{at}/beslut").text, "/beslut")
    assert form["decided_on"] == today().isoformat()
    form |= {"paragraph": "§ 14", "outcome": "enligt_forslag", "minority_1_kind": "reservation"}
    form |= {"minority_1_parties": "(V)", "minority_1_text": "Vi vill mer."}
    papers = {"minutes": (io.BytesIO(docx_bytes()), "protokoll.docx")}
    assert secretary.submit(f"{at}/beslut", {**form, **papers}).status_code == 303
    page = secretary.get(f"{at}/beslut").text
    assert "Reservation: (V)" in page
    assert "protokoll.docx" in page
    assert "Svaret kan expedieras när protokollet är justerat." in page
    adjusted = {**fields_of(page, "/justering"), "adjusted_on": today().isoformat()}
    assert secretary.submit(f"{at}/justering", adjusted).status_code == 303


def test_a_matter_goes_all_the_way_through_the_pages(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SENT)
    at = f"/arenden/{reply_id}"
    _receive_and_assign(visit, world, at)
    _write_and_hand_over(visit, at)
    _sign(visit, at)
    _plan_and_decide(visit, at)
    secretary = visit("farsta.sekreterare")
    confirm = secretary.get(f"{at}/expediering").text
    assert "allmän handling" in confirm
    assert "Expediera till kommunstyrelsen" in confirm
    assert secretary.submit(f"{at}/expediering", fields_of(confirm)).status_code == 303
    assert state_of(reply_id) is ReplyState.SUBMITTED
    receipt = secretary.get(f"{at}/kvittens").text
    assert db.session.query(Submission).one().sha256 in receipt
    assert re.search(r"Mottaget \d+ \w+ \d{4} kl\.\u00a0\d\d\.\d\d, KS 2026/311", receipt)
    history = secretary.get(f"{at}/historik").text
    for words in ("tog emot remissen", "fördelade ärendet till Farsta Handlaggare", "sparade version 1", "§ 14"):
        assert words in history


ACTIONS = {
    "/mottagning": (ReplyState.SENT, {"registrator"}),
    "/fordelning": (ReplyState.RECEIVED, {"registrator", "avdelningschef", "direktor"}),
    "/avstaende": (ReplyState.DRAFT, {"registrator", "avdelningschef", "direktor"}),
    "/angrat-avstaende": (ReplyState.DECLINED, {"registrator", "avdelningschef", "direktor"}),
    "/tjansteutlatande": (ReplyState.DRAFT, {"handlaggare"}),
    "/lamna-for-granskning": (ReplyState.DRAFT, {"handlaggare"}),
    "/tagen-tillbaka": (ReplyState.HEAD_REVIEW, {"handlaggare"}),
    "/synpunkter": (ReplyState.DRAFT, {"handlaggare"}),
    "/signering": (ReplyState.HEAD_REVIEW, {"avdelningschef"}),
    "/aterforing": (ReplyState.DIRECTOR_REVIEW, {"direktor"}),
    "/sammantrade": (ReplyState.SIGNED, {"registrator", "sekreterare"}),
    "/beslut": (ReplyState.TO_BOARD, {"sekreterare"}),
    "/justering": (ReplyState.DECIDED, {"sekreterare"}),
    "/angrad-justering": (ReplyState.ADJUSTED, {"sekreterare"}),
    "/expediering": (ReplyState.ADJUSTED, {"registrator", "sekreterare"}),
}


@pytest.mark.parametrize("page", ACTIONS)
def test_only_the_right_roles_may_act(visit, world, page) -> None:
    state, allowed = ACTIONS[page]
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    for role in ("registrator", "handlaggare", "avdelningschef", "direktor", "sekreterare"):
        if role not in allowed:
            assert visit(f"farsta.{role}").submit(f"/arenden/{reply_id}{page}", {}).status_code == 403, role
    for who in ("social.direktor", "social.sekreterare", "ks.samordnare", "admin"):
        assert visit(who).submit(f"/arenden/{reply_id}{page}", {}).status_code == 404, who
    assert state_of(reply_id) is state


STANDS = (ReplyState.RECEIVED, ReplyState.DRAFT, ReplyState.TO_BOARD, ReplyState.DECIDED, ReplyState.SUBMITTED)


@pytest.mark.parametrize("state", STANDS)
def test_a_form_from_a_page_that_has_become_old_is_answered_in_any_state(visit, world, state) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    typed = {"version": "0", "adjusted_on": today().isoformat()}
    for page in ("/lamna-for-granskning", "/tagen-tillbaka", "/justering", "/angrad-justering", "/expediering"):
        _, allowed = ACTIONS[page]
        answer = visit(f"farsta.{min(allowed)}").submit(f"/arenden/{reply_id}{page}", typed)
        assert answer.status_code in (404, 409, 422), f"{page} answers {answer.status_code}"
    assert state_of(reply_id) is state


def test_receiving_needs_a_diary_number_and_a_fresh_page(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SENT)
    client = visit("farsta.registrator")
    empty = client.submit(f"/arenden/{reply_id}/mottagning", {"version": "1", "diary_number": " "})
    assert empty.status_code == 422
    assert "Ange ert eget diarienummer." in empty.text
    stale = client.submit(f"/arenden/{reply_id}/mottagning", {"version": "0", "diary_number": "7/2026"})
    assert stale.status_code == 409
    assert 'value="7/2026"' in stale.text
    assert state_of(reply_id) is ReplyState.SENT


def test_assigning_refuses_an_officer_of_another_body(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    client = visit("farsta.avdelningschef")
    form = fields_of(client.get(f"/arenden/{reply_id}").text, "/fordelning")
    for officer in (str(world.users["social.handlaggare"]), "0", "abc"):
        answer = client.submit(f"/arenden/{reply_id}/fordelning", {**form, "officer_id": officer})
        assert answer.status_code == 422
        assert "Välj en handläggare i listan." in answer.text


def test_declining_asks_why_says_who_is_told_and_can_be_undone(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    client = visit("farsta.direktor")
    page = client.get(f"/arenden/{reply_id}/avstaende").text
    assert "Kommunstyrelsen får ett mejl" in page
    form = fields_of(page)
    assert client.submit(f"/arenden/{reply_id}/avstaende", form).status_code == 422
    assert (
        client.submit(
            f"/arenden/{reply_id}/avstaende", {**form, "reason": "Berör oss inte.", "authority": "Delegation"}
        ).status_code
        == 303
    )
    page = client.get(f"/arenden/{reply_id}").text
    assert "Berör oss inte." in page
    assert (
        client.submit(f"/arenden/{reply_id}/angrat-avstaende", fields_of(page, "/angrat-avstaende")).status_code == 303
    )
    assert state_of(reply_id) is ReplyState.SENT


def test_the_decision_needs_minutes_and_words_when_it_departs(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    client = visit("farsta.sekreterare")
    base = {**fields_of(client.get(f"/arenden/{reply_id}/beslut").text, "/beslut"), "decided_on": today().isoformat()}
    base |= {"paragraph": "§ 3", "outcome": "med_andring"}

    def refused(sentence: str, **typed: object) -> None:
        answer = client.submit(f"/arenden/{reply_id}/beslut", {**base, **typed})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "§ 3" in answer.text

    refused("Skriv hur nämnden beslutade")
    refused("Välj vilken text som är svaret", text="Så.", minutes=(io.BytesIO(SCANNED), "p.pdf"))
    base |= {"reply_text": "forvaltningens_text"}
    refused("Bifoga protokollsutdraget.", text="Nämnden lägger till en mening.")
    refused("docx eller pdf", text="Så.", minutes=(io.BytesIO(b"bara text"), "protokoll.pdf"))
    refused("Beslutsdagen ligger framåt", decided_on=(today() + timedelta(days=9)).isoformat())
    refused("Välj hur nämnden beslutade.", outcome="")
    refused("Skriv datumet som", decided_on="i går")
    refused("Välj om det är en reservation", text="Så.", minority_1_parties="(M)")
    assert db.session.query(BoardDecision).count() == 0


def test_remitting_back_returns_the_text_and_shows_the_reasons(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    client = visit("farsta.sekreterare")
    form = fields_of(client.get(f"/arenden/{reply_id}/beslut").text, "/beslut")
    form |= {"decided_on": date(2026, 11, 1).isoformat(), "paragraph": "§ 9", "outcome": "aterremiss"}
    form["text"] = "Nämnden vill ha en kostnadsberäkning."
    assert client.submit(f"/arenden/{reply_id}/beslut", form).status_code == 303
    assert state_of(reply_id) is ReplyState.DRAFT
    assert "Nämnden vill ha en kostnadsberäkning." in visit("farsta.handlaggare").get(f"/arenden/{reply_id}").text
    assert all(signature.voided_at for signature in db.session.query(Signature))


@pytest.mark.parametrize(
    ("state", "draft"), [(ReplyState.RECEIVED, True), (ReplyState.DRAFT, True), (ReplyState.SIGNED, False)]
)
def test_the_paper_is_a_draft_until_it_is_signed_and_prefilled_before_it_is_written(visit, world, state, draft) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    answer = visit("farsta.handlaggare").get(f"/arenden/{reply_id}/tjansteutlatande.docx")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        words = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert ("UTKAST" in words) is draft
    assert ("Ärendets beredning" in words) is (state is ReplyState.RECEIVED)
    assert "KS 2026/311" in words


def test_saving_nothing_new_makes_no_version(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    client = visit("farsta.handlaggare")
    form = fields_of(client.get(f"/arenden/{reply_id}/tjansteutlatande").text, "/tjansteutlatande")
    assert client.submit(f"/arenden/{reply_id}/tjansteutlatande", form).status_code == 303
    assert db.session.query(StatementVersion).count() == 1

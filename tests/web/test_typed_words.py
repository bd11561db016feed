"""What a person has typed comes back, whatever happened to the page meanwhile."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from remiss.clock import now
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.people import UserSession
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.services import remisser, statements
from remiss.web.fields import tidy, tidy_line
from remiss.web.intake.forms import JudgedForm
from remiss.web.ks.forms import ThemesForm
from tests.documents.files import SCANNED
from tests.support.world import START, reply_in, sent_remiss
from tests.web.office.browsing import fields_of

WORDS = "Belysningen vid lekplatserna bör byggas ut, och det har vi skrivit om i en timme."
MULTIPART = {"content_type": "multipart/form-data"}


@pytest.fixture
def remiss_id(world) -> int:
    return sent_remiss(world)


def _end_all_sessions() -> None:
    with writing():
        for row in db.session.scalars(db.select(UserSession)):
            row.expires_at = now() - timedelta(minutes=1)


def test_words_written_until_the_session_ended_are_given_back(world, remiss_id, visit) -> None:
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    page = f"/arenden/{reply_id}/tjansteutlatande"
    officer = visit("farsta.handlaggare")
    typed = fields_of(officer.get(page).text, "tjansteutlatande") | {"body_sammanfattning": WORDS}
    token = officer.token()
    _end_all_sessions()
    answer = officer.post(page, data={**typed, "csrf_token": token})
    assert answer.status_code == 401
    assert WORDS in answer.text
    assert "Logga in" in answer.text


def test_words_are_given_back_when_the_cookie_is_gone(world, remiss_id, visit) -> None:
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    officer = visit("farsta.handlaggare")
    typed = fields_of(officer.get(f"/arenden/{reply_id}/tjansteutlatande").text, "tjansteutlatande")
    officer.delete_cookie("session")
    answer = officer.post(f"/arenden/{reply_id}/tjansteutlatande", data={**typed, "body_sammanfattning": WORDS})
    assert answer.status_code == 401
    assert WORDS in answer.text
    assert "Du är utloggad" in answer.text


def test_a_form_without_words_goes_to_the_login_when_the_session_has_ended(world, remiss_id, visit) -> None:
    registrar = visit("farsta.registrator")
    token = registrar.token()
    _end_all_sessions()
    assert registrar.post("/utloggning", data={"csrf_token": token}).status_code == 303


def test_words_come_back_when_their_form_has_left_the_page(world, remiss_id, visit) -> None:
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        statements.send_for_review(world.actor("farsta.handlaggare"), reply, 1, START)
    answer = visit("farsta.registrator").submit(
        f"/arenden/{reply_id}/avstaende", {"version": "3", "reason": WORDS, "authority": "Delegation"}
    )
    assert answer.status_code == 409
    assert WORDS in answer.text


@pytest.mark.parametrize("day", ["2026-10-05", "ingen dag alls"])
def test_a_decision_comes_back_when_ks_has_ended_the_time_for_answers(world, remiss_id, visit, day) -> None:
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.TO_BOARD)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    typed = {
        "version": "9", "decided_on": day, "paragraph": "§ 1", "outcome": "med_andring", "text": WORDS,
        "reply_text": "forvaltningens_text",
        "minority_1_kind": "", "minority_2_kind": "", "minutes": (io.BytesIO(SCANNED), "p.pdf"),
    }  # fmt: skip
    answer = visit("farsta.sekreterare").submit(f"/arenden/{reply_id}/beslut", typed, **MULTIPART)
    assert answer.status_code == 409
    assert WORDS in answer.text
    assert "§ 1" in answer.text


def test_a_form_that_is_far_too_large_is_refused_in_swedish(visit) -> None:
    client = visit("ks.samordnare")
    typed = {"csrf_token": client.token(), "letter": "a" * (9 * 2**20)}
    answer = client.post("/remisser/ny", data=typed, **MULTIPART)
    assert answer.status_code == 413
    assert "för stort" in answer.text


def test_signs_that_no_file_can_hold_are_left_out_of_what_is_typed() -> None:
    assert tidy("före\x00 efter\x0b\x02ny rad\x0cny sida\ufffe") == "före efter\nny rad\nny sida"
    assert tidy_line("Program\r\nBcc: någon annan") == "Program Bcc: någon annan"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", ""])
def test_a_row_number_that_is_none_is_no_row(app: Flask, number: str) -> None:
    with app.test_request_context():
        form = ThemesForm(formdata=MultiDict({f"rows-{number}-name": "Belysning"}))
    assert len(form.rows) == 0


def test_a_reply_may_hold_any_number_of_sections_and_viewpoints(app: Flask) -> None:
    rows = {"sections": [{"text": "Text."}] * 90, "viewpoints": [{"keep": True}] * 600}
    with app.test_request_context():
        form = JudgedForm(formdata=None, data=rows)
    assert (len(form.sections), len(form.viewpoints)) == (90, 600)

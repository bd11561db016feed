"""Questions from KS: to whom they show, how they are answered, when a missing answer stops, and what KS reads then."""

from __future__ import annotations

import re

import pytest

from remiss.domain.demands import answers_in
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.public_status import public_status
from remiss.queries.questions import answered_questions, asked_of
from remiss.services import remisser, statements
from remiss.services.questions import QuestionInput, set_questions
from remiss.services.steps import newest_version
from tests.support.world import PASSWORD, ROUTE, START, act, draft_remiss, reply_in, reply_of
from tests.web.ks_setup.test_lists import version_of
from tests.web.office.browsing import fields_of

ALL, SOME = "Vad kostar programmet er?", "Vilka lokaler kan öppnas?"
SECRET = "hemlig summa fyrtiotvå"


@pytest.fixture
def asked(world) -> int:
    """A sent remiss with a mandatory question to all and one to Farsta, which must also write about economy."""
    remiss_id = draft_remiss(world)
    actor = world.actor("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        given = [
            QuestionInput(ALL, mandatory=True),
            QuestionInput(SOME, mandatory=False, organisation_ids=[world.farsta]),
        ]
        set_questions(actor, remiss, given, [SectionKey.ECONOMY], remiss.version, START)
        remisser.send_remiss(actor, remiss, remiss.version, START)
    return remiss_id


def answered(world, remiss_id: int, visit, text: str) -> int:
    """Let Farsta's officer write ``text`` under the first question on the page."""
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    client = visit("farsta.handlaggare")
    page = f"/arenden/{reply_id}/tjansteutlatande"
    form = fields_of(client.get(page).text, "/tjansteutlatande")
    form["answers-0-text"] = text
    assert client.submit(page, form).status_code == 303
    return reply_id


def onwards(world, reply_id: int, first: ReplyState, last: ReplyState) -> None:
    for step in ROUTE[ROUTE.index(first) : ROUTE.index(last)]:
        with writing():
            act(world, reply_id, step.value)


def test_questions_are_set_ordered_changed_and_fixed_when_sent(world, visit) -> None:
    remiss_id = draft_remiss(world)
    client, url = visit("ks.samordnare"), f"/remisser/{remiss_id}/fragor"
    rows = {
        "version": version_of(remiss_id), "sections": ["ekonomi"],
        "rows-0-place": "2", "rows-0-text": ALL, "rows-0-mandatory": "y",
        "rows-1-place": "1", "rows-1-text": SOME, "rows-1-bodies": [str(world.farsta), "99"],
        "rows-2-place": "3", "rows-2-text": "",
    }  # fmt: skip
    more = client.submit(url, rows | {"add": "Lägg till"})
    assert "rows-3-text" in more.text
    assert client.submit(url, rows).status_code == 303
    page = client.get(url).text
    assert page.index(SOME) < page.index(ALL)
    db.session.rollback()
    assert asked_of(remiss_id, [world.social])[0].text == ALL
    assert [question.text for question in asked_of(remiss_id, [world.farsta])] == [SOME, ALL]
    twice = rows | {"version": version_of(remiss_id), "rows-1-text": ALL.upper()}
    assert "likadana" in client.submit(url, twice).text
    nobody = rows | {"version": version_of(remiss_id), "rows-1-bodies": ["99"]}
    assert client.submit(url, nobody).status_code == 422
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.send_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    assert client.submit(url, rows | {"version": version_of(remiss_id)}).status_code == 409
    assert visit("farsta.handlaggare").get(url).status_code == 404


def test_a_question_to_one_shows_for_exactly_that_one(world, visit, asked) -> None:
    for place, body, sees in (("farsta", world.farsta, True), ("social", world.social, False)):
        reply_id = reply_in(world, asked, body, ReplyState.DRAFT)
        client = visit(f"{place}.handlaggare")
        for page in ("underlag", "tjansteutlatande"):
            text = client.get(f"/arenden/{reply_id}/{page}").text
            assert ALL in text
            assert (SOME in text) is sees, (place, page)
        assert "Ekonomi" in client.get(f"/arenden/{reply_id}/underlag").text
        letter = client.get(f"/arenden/{reply_id}/missiv.docx")
        assert letter.status_code == 200


def test_a_missing_mandatory_answer_stops_the_signature_and_nothing_before(world, visit, asked) -> None:
    reply_id = reply_in(world, asked, world.farsta, ReplyState.DRAFT)
    page = visit("farsta.handlaggare").get(f"/arenden/{reply_id}/tjansteutlatande").text
    assert f"Obligatorisk fråga utan svar: ”{ALL}”" in page
    assert "Avsändaren begär avsnittet ”Ekonomi”" in page
    check = visit("farsta.handlaggare").get(f"/arenden/{reply_id}/kontroll").text
    assert f"Obligatorisk fråga utan svar: ”{ALL}”" in check
    onwards(world, reply_id, ReplyState.DRAFT, ReplyState.HEAD_REVIEW)
    chief = visit("farsta.avdelningschef")
    review = chief.get(f"/arenden/{reply_id}/granskning").text
    assert "Det här saknas" in review
    refused = chief.submit(f"/arenden/{reply_id}/signering", {"base": "1", "password": PASSWORD})
    assert refused.status_code == 422
    assert "obligatoriska frågor saknar svar" in refused.text
    reply = db.session.get_one(Reply, reply_id)
    with pytest.raises(InvalidInput, match="obligatoriska frågor"):
        statements.sign(world.actor("farsta.avdelningschef"), reply, 1, START)


def test_answers_are_kept_behind_the_wall_and_go_with_the_reply(world, visit, asked) -> None:
    reply_id = answered(world, asked, visit, f"{SECRET}\n\nOch mer.")
    ks = visit("ks.samordnare")
    page = f"/remisser/{asked}/fragor"
    before = ks.get(page).text
    assert SECRET not in before
    assert "0 av 3 har svarat" in before
    assert SECRET in visit("farsta.avdelningschef").get(f"/arenden/{reply_id}/tjansteutlatande").text
    onwards(world, reply_id, ReplyState.DRAFT, ReplyState.SUBMITTED)
    db.session.rollback()
    one, two = answered_questions(asked, public_status(asked, START.date()))
    assert [(one.asked, one.answered), (two.asked, two.answered)] == [(3, 1), (1, 0)]
    assert one.answers[0].text == f"{SECRET}\n\nOch mer."
    assert SECRET in ks.get(page).text
    compiled = ks.get(f"/remisser/{asked}/sammanstallning.html").text
    assert "1 av 3" in re.sub(r"\s", " ", compiled)
    assert compiled.count(SECRET) >= 2, "in the table of the question, and in the reply in full"


def test_a_form_without_the_answers_loses_none(world, visit, asked) -> None:
    reply_id = answered(world, asked, visit, "Tolv kronor.")
    client, page = visit("farsta.handlaggare"), f"/arenden/{reply_id}/tjansteutlatande"
    whole = fields_of(client.get(page).text, "/tjansteutlatande")
    form = {name: value for name, value in whole.items() if not name.startswith("answers-")}
    assert client.submit(page, form | {"title": "Ny rubrik"}).status_code == 303
    db.session.rollback()
    version = newest_version(db.session.get_one(Reply, reply_id))
    assert version is not None
    assert answers_in(version.text) == {ALL: "Tolv kronor."}


def test_two_who_answer_at_once_see_both_answers(world, visit, asked) -> None:
    reply_id = answered(world, asked, visit, "Först.")
    client, page = visit("farsta.handlaggare"), f"/arenden/{reply_id}/tjansteutlatande"
    mine = fields_of(client.get(page).text, "/tjansteutlatande")
    assert client.submit(page, mine | {"answers-0-text": "Kollegans svar."}).status_code == 303
    late = client.submit(page, mine | {"answers-0-text": "Mitt svar."})
    assert late.status_code == 409
    assert "Kollegans svar." in late.text
    assert "Mitt svar." in late.text
    chosen = fields_of(late.text, "/tjansteutlatande") | {"choice_svar_pa_fragor": "sparad"}
    assert client.submit(page, chosen).status_code == 303
    db.session.rollback()
    version = newest_version(reply_of(asked, world.farsta))
    assert version is not None
    assert answers_in(version.text) == {ALL: "Kollegans svar."}

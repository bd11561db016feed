"""Kontroll före signering: shown before the text leaves the officer and to who signs; it warns, a little blocks."""

from __future__ import annotations

import io
from datetime import date

from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationName
from remiss.models.replies import Reply
from remiss.services import viewpoints
from tests.support.world import START, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of


def _draft(world) -> int:
    return reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)


def _mark(world, reply_id: int, text: str, stance: Stance) -> None:
    officer = world.actor("farsta.handlaggare")
    with writing():
        viewpoint = viewpoints.mark_viewpoint(officer, db.session.get_one(Reply, reply_id), text, START)
        viewpoints.classify(officer, viewpoint, stance, [], START)


def _hand_over(client, at: str, **typed: str):
    form = fields_of(client.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande") | typed
    return client.submit(f"{at}/lamna-for-granskning", form)


def test_a_text_without_remarks_goes_straight_to_the_head(visit, world) -> None:
    reply_id = _draft(world)
    answer = _hand_over(visit("farsta.handlaggare"), f"/arenden/{reply_id}")
    assert answer.location == f"/arenden/{reply_id}"
    assert state_of(reply_id) is ReplyState.HEAD_REVIEW


def test_a_warning_is_shown_with_sentence_and_words_and_stops_nobody(visit, world) -> None:
    reply_id = _draft(world)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    words = "Förvaltningen avstyrker förslaget om staket."
    typed = {"body_synpunkter": words, "body_sammanfattning": "Vi har inga invändningar. Se även KS 2021/417."}
    form = fields_of(officer.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande") | typed
    assert officer.submit(f"{at}/tjansteutlatande", form).status_code == 303
    _mark(world, reply_id, words, Stance.SUPPORTS)
    assert _hand_over(officer, at).location == f"{at}/kontroll"
    assert state_of(reply_id) is ReplyState.DRAFT
    page = officer.get(f"{at}/kontroll").text
    assert "klassad som ”Stöder”, men texten läses som ”Invänder”" in page
    assert "”avstyrker”" in page
    assert "Texten nämner KS 2021/417, men remissen har diarienummer KS 2026/311." in page
    assert officer.submit(f"{at}/kontroll", fields_of(page, "/kontroll")).status_code == 303
    assert state_of(reply_id) is ReplyState.HEAD_REVIEW
    page = visit("farsta.avdelningschef").get(f"{at}/granskning").text
    assert "Kontroll före signering" in page
    assert "klassad som ”Stöder”" in page


def test_a_summary_without_objections_above_viewpoints_that_object_is_told(visit, world) -> None:
    reply_id = _draft(world)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    words = "Förvaltningen avstyrker förslaget om staket."
    form = fields_of(officer.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande")
    form |= {"body_synpunkter": words, "body_sammanfattning": "Vi har inga invändningar."}
    officer.submit(f"{at}/tjansteutlatande", form)
    _mark(world, reply_id, words, Stance.OBJECTS)
    page = officer.get(f"{at}/kontroll").text.replace("\u00a0", " ")
    assert "Sammanfattningen stöder förslaget, men 1 synpunkt invänder." in page


def test_a_named_attachment_that_is_not_there_blocks_until_it_is(visit, world) -> None:
    reply_id = _draft(world)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    answer = _hand_over(officer, at, body_bilagor="1. Kostnadsberäkning för belysningen")
    assert answer.status_code == 422
    assert "Texten nämner bilagor som inte är bifogade: ”Kostnadsberäkning för belysningen”" in answer.text
    assert state_of(reply_id) is ReplyState.DRAFT
    officer.submit(f"{at}/bilagor", {"file": (io.BytesIO(b"siffror"), "kostnader.txt")})
    answer = _hand_over(officer, at, body_bilagor="1. Kostnadsberäkning för belysningen")
    assert answer.location == at


def test_a_name_that_has_ended_is_told_with_the_new_one(visit, world) -> None:
    with writing():
        body = db.session.get_one(Organisation, world.social)
        body.names[0].valid_from = date(2020, 1, 1)
        body.names.append(
            OrganisationName(
                name="Välfärdsnämnden", sort_key="v", folded="valfardsnamnden",
                valid_from=date(2000, 1, 1), valid_to=date(2019, 12, 31),
            )
        )  # fmt: skip
    reply_id = _draft(world)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    text = "Det är dåvarande Välfärdsnämndens mål. Ansvaret ligger på Välfärdsnämnden."
    form = fields_of(officer.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande") | {"body_synpunkter": text}
    officer.submit(f"{at}/tjansteutlatande", form)
    page = officer.get(f"{at}/kontroll").text
    assert "Välfärdsnämnden finns inte längre under det namnet. Den heter nu Socialnämnden." in page
    assert "Ansvaret ligger på Välfärdsnämnden." in page

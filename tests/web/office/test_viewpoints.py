"""Marking viewpoints: words of the text, suggestions that show their cause, and what the sender does stays its own."""

from __future__ import annotations

import pytest

from remiss.clock import now
from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.services import viewpoints as verbs
from remiss.services.assessments import assess
from tests.support.world import START, act, reply_in, sent_remiss

WORDS = "Belysningen bör byggas ut."


@pytest.fixture
def draft(world) -> int:
    return reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)


def _one() -> Viewpoint:
    db.session.rollback()
    return db.session.query(Viewpoint).one()


def test_a_sentence_is_marked_classified_placed_removed_and_taken_back(visit, draft) -> None:
    client, at = visit("farsta.handlaggare"), f"/arenden/{draft}/synpunkter"
    assert client.submit(at, {"text": WORDS}).status_code == 303
    viewpoint = _one().id
    page = client.get(at).text
    assert "Föreslår ändring (förslag)" in page
    assert "<mark>bör</mark>" in page or "<mark>bör " in page
    prefix = f"synpunkt-{viewpoint}-"
    form = {f"{prefix}stance": "invander", f"{prefix}themes": "belysning", f"{prefix}programme_section": "a002"}
    assert client.submit(f"{at}/{viewpoint}", form).status_code == 303
    row = _one()
    assert row.programme_section == "a002"
    assert {label.stance for label in row.labels if label.stance} == {Stance.OBJECTS}
    page = client.get(at).text
    assert "2 Belysning" in page
    assert "(förslag)" not in page[page.index("Markerade synpunkter") : page.index("Markera en mening")]

    assert client.submit(f"{at}/{viewpoint}/borttagen", {}).status_code == 303
    assert "Borttagna" in client.get(at).text
    assert client.submit(f"{at}/{viewpoint}/atertagen", {}).status_code == 303
    assert _one().removed_at is None


def test_words_that_do_not_stand_in_the_text_are_refused_and_kept(visit, draft) -> None:
    answer = visit("farsta.handlaggare").submit(f"/arenden/{draft}/synpunkter", {"text": "Något helt annat."})
    assert answer.status_code == 422
    assert "Orden finns inte ordagrant i texten." in answer.text
    assert "Något helt annat.</textarea>" in answer.text


def test_tampered_choices_are_refused_in_swedish(visit, draft) -> None:
    client, at = visit("farsta.handlaggare"), f"/arenden/{draft}/synpunkter"
    client.submit(at, {"text": WORDS})
    viewpoint = _one().id
    answer = client.submit(f"{at}/{viewpoint}", {f"synpunkt-{viewpoint}-stance": "hejsan"})
    assert answer.status_code == 422
    assert "Välj något i listan." in answer.text


def test_another_matters_viewpoint_does_not_exist_here(visit, world, draft) -> None:
    client = visit("farsta.handlaggare")
    client.submit(f"/arenden/{draft}/synpunkter", {"text": WORDS})
    other = reply_in(world, sent_remiss(world, "KS 2026/9"), world.farsta, ReplyState.DRAFT)
    assert client.submit(f"/arenden/{other}/synpunkter/{_one().id}/borttagen", {}).status_code == 404


def test_after_submission_the_body_sees_its_own_labels_and_not_the_senders_work(visit, world, draft) -> None:
    client, at = visit("farsta.handlaggare"), f"/arenden/{draft}/synpunkter"
    client.submit(at, {"text": WORDS})
    prefix = f"synpunkt-{_one().id}-"
    form = {f"{prefix}stance": "stoder", f"{prefix}programme_section": ""}
    assert client.submit(f"{at}/{_one().id}", form).status_code == 303
    db.session.rollback()
    for step in ("utkast", "granskning", "signering", "signerad", "till_namnd", "beslutad", "justerad"):
        with writing():
            act(world, draft, step)
    _submitted_now(draft)
    sender = world.actor("ks.samordnare")
    with writing():
        reply = db.session.get_one(Reply, draft)
        viewpoint = db.session.query(Viewpoint).one()
        verbs.classify(sender, viewpoint, Stance.OBJECTS, [], now())
        verbs.mark_viewpoint(sender, reply, "Förvaltningen ser positivt på programmet.", now())
        assess(sender, viewpoint, AssessmentAction.NOT_ACCEPTED, "hemlig bedömning", None, now())
    page = client.get(at).text
    assert "Stöder" in page
    assert "Invänder" not in page
    assert "ser positivt" not in page
    history = client.get(f"/arenden/{draft}/historik").text
    assert "Ks Samordnare" not in history
    assert client.submit(at, {"text": WORDS}).status_code == 403


def _submitted_now(reply_id: int) -> None:
    """The steps above are done at the world's START, the pages act at the real time: move the submission after them."""
    with writing():
        db.session.get_one(Reply, reply_id).submitted_at = now()


def test_a_closed_page_says_so_and_has_no_forms(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    page = visit("farsta.handlaggare").get(f"/arenden/{reply_id}/synpunkter").text
    assert "medan texten är ett utkast" in page
    assert "Markera en mening" not in page


def test_a_viewpoint_whose_words_are_gone_is_pointed_out(visit, world, draft) -> None:
    with writing():
        actor, reply = world.actor("farsta.handlaggare"), db.session.get_one(Reply, draft)
        verbs.mark_viewpoint(actor, reply, WORDS, START)
    client, at = visit("farsta.handlaggare"), f"/arenden/{draft}"
    text = {"base": "1", "title": "Svar", "body_synpunkter": "Allt är nytt.", "body_sammanfattning": "Kort."}
    client.submit(f"{at}/tjansteutlatande", {**text, "body_beslutsforslag": "Nämnden svarar."})
    assert "står inte längre ordagrant" in client.get(f"{at}/synpunkter").text
    form = {**text, "base": "2", "body_beslutsforslag": "Nämnden svarar."}
    assert client.submit(f"{at}/lamna-for-granskning", form).status_code == 422

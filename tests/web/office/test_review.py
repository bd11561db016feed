"""Reading for approval: what a chief sees, and that a signature goes to exactly what was shown."""

from __future__ import annotations

from remiss.domain.editing import TypedSection
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.services import statements
from tests.support.world import START, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of


def _text(synpunkter: str) -> tuple[TypedSection, ...]:
    return (
        TypedSection(SectionKey.PROPOSAL, "Förslag till beslut", "Nämnden överlämnar svaret."),
        TypedSection(SectionKey.SUMMARY, "Sammanfattning", "Kort."),
        TypedSection(SectionKey.VIEWPOINTS, "Synpunkter", synpunkter),
    )


def _hand_over(world, reply_id: int, synpunkter: str, base: int) -> None:
    officer = world.actor("farsta.handlaggare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        version = statements.save_text(officer, reply, "Svar", _text(synpunkter), base, START)
        statements.send_for_review(officer, reply, version.number, START)


def test_objections_and_costs_come_first_and_changes_are_marked(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.ASSIGNED)
    first = (
        "Programmet är bra. Förvaltningen avstyrker förslaget om staket. Lamporna medför ökade kostnader för nämnden."
    )
    _hand_over(world, reply_id, first, 0)
    client = visit("farsta.avdelningschef")
    page = client.get(f"/arenden/{reply_id}/granskning").text
    shown = page[page.index("Invändningar och kostnader") : page.index("Ändrat sedan förra omgången")]
    assert "avstyrker förslaget om staket" in shown
    assert "ökade kostnader" in shown
    assert "Programmet är bra." not in shown
    assert "Nämnden överlämnar svaret." in page

    form = fields_of(page, "/aterforing")
    assert client.submit(f"/arenden/{reply_id}/aterforing", form).status_code == 422
    answer = client.submit(f"/arenden/{reply_id}/aterforing", {**form, "reason": "Skriv tydligare om staketet."})
    assert answer.status_code == 303
    assert state_of(reply_id) is ReplyState.DRAFT
    assert "Skriv tydligare om staketet." in visit("farsta.handlaggare").get(f"/arenden/{reply_id}").text

    _hand_over(world, reply_id, first.replace("staket", "höga staket"), 1)
    page = client.get(f"/arenden/{reply_id}/granskning").text
    assert "Skriv tydligare om staketet." in page
    assert '<ins><span class="change-mark">[+</span> höga' in page


def test_a_signature_on_an_older_page_is_refused_and_the_new_text_is_shown(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    head = visit("farsta.avdelningschef")
    form = fields_of(head.get(f"/arenden/{reply_id}/granskning").text, "/signering")
    with writing():
        statements.take_back(world.actor("farsta.handlaggare"), db.session.get_one(Reply, reply_id), START)
    _hand_over(world, reply_id, "Helt ny text om belysning.", 1)
    answer = head.submit(f"/arenden/{reply_id}/signering", form)
    assert answer.status_code == 409
    assert "Helt ny text om belysning." in answer.text
    assert db.session.query(Signature).count() == 0
    assert head.submit(f"/arenden/{reply_id}/signering", fields_of(answer.text, "/signering")).status_code == 303


def test_after_signing_the_next_matter_that_waits_for_me_comes_up(visit, world) -> None:
    first = reply_in(world, sent_remiss(world, "KS 2026/1"), world.farsta, ReplyState.HEAD_REVIEW)
    second = reply_in(world, sent_remiss(world, "KS 2026/2"), world.farsta, ReplyState.HEAD_REVIEW)
    reply_in(world, sent_remiss(world, "KS 2026/3"), world.social, ReplyState.HEAD_REVIEW)
    client = visit("farsta.avdelningschef")
    answer = client.submit(f"/arenden/{first}/signering", {"base": "1"})
    assert answer.location == f"/arenden/{second}/granskning"
    assert "Här är nästa ärende som väntar på dig." in client.get(answer.location).text
    assert client.submit(f"/arenden/{second}/signering", {"base": "1"}).location == "/"


def test_a_head_does_not_sign_what_waits_for_the_director(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DIRECTOR_REVIEW)
    assert visit("farsta.avdelningschef").submit(f"/arenden/{reply_id}/signering", {"base": "1"}).status_code == 403
    assert "Signera</button>" not in visit("farsta.avdelningschef").get(f"/arenden/{reply_id}/granskning").text
    assert "Signera</button>" in visit("farsta.direktor").get(f"/arenden/{reply_id}/granskning").text


def test_signing_twice_is_told_and_changes_nothing(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    assert visit("farsta.direktor").submit(f"/arenden/{reply_id}/signering", {"base": "1"}).status_code == 409
    assert state_of(reply_id) is ReplyState.SIGNED

"""Reading for approval: what a chief sees, and that a signature goes to exactly what was shown."""

from __future__ import annotations

from remiss.clock import today
from remiss.domain.editing import TypedSection
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.services import statements
from tests.support.world import PASSWORD, START, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of

SIGNED = {"base": "1", "password": PASSWORD}


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
    form["password"] = PASSWORD
    with writing():
        statements.take_back(world.actor("farsta.handlaggare"), db.session.get_one(Reply, reply_id), START)
    _hand_over(world, reply_id, "Helt ny text om belysning.", 1)
    answer = head.submit(f"/arenden/{reply_id}/signering", form)
    assert answer.status_code == 409
    assert "Helt ny text om belysning." in answer.text
    assert db.session.query(Signature).count() == 0
    form = fields_of(answer.text, "/signering") | {"password": PASSWORD}
    assert head.submit(f"/arenden/{reply_id}/signering", form).status_code == 303


def test_after_signing_the_next_matter_that_waits_for_me_comes_up(visit, world) -> None:
    first = reply_in(world, sent_remiss(world, "KS 2026/1"), world.farsta, ReplyState.HEAD_REVIEW)
    second = reply_in(world, sent_remiss(world, "KS 2026/2"), world.farsta, ReplyState.HEAD_REVIEW)
    reply_in(world, sent_remiss(world, "KS 2026/3"), world.social, ReplyState.HEAD_REVIEW)
    client = visit("farsta.avdelningschef")
    answer = client.submit(f"/arenden/{first}/signering", SIGNED)
    assert answer.location == f"/arenden/{second}/granskning"
    assert "Här är nästa ärende som väntar på dig." in client.get(answer.location).text
    assert client.submit(f"/arenden/{second}/signering", {"base": "1"}).location == "/signering"


def test_a_head_does_not_sign_what_waits_for_the_director(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DIRECTOR_REVIEW)
    assert visit("farsta.avdelningschef").submit(f"/arenden/{reply_id}/signering", SIGNED).status_code == 403
    assert "Signera</button>" not in visit("farsta.avdelningschef").get(f"/arenden/{reply_id}/granskning").text
    assert "Signera</button>" in visit("farsta.direktor").get(f"/arenden/{reply_id}/granskning").text


def test_signing_twice_is_told_and_changes_nothing(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    assert visit("farsta.direktor").submit(f"/arenden/{reply_id}/signering", SIGNED).status_code == 409
    assert state_of(reply_id) is ReplyState.SIGNED


def test_the_password_is_asked_for_once_before_the_first_signature(visit, world) -> None:
    first = reply_in(world, sent_remiss(world, "KS 2026/1"), world.farsta, ReplyState.HEAD_REVIEW)
    second = reply_in(world, sent_remiss(world, "KS 2026/2"), world.farsta, ReplyState.HEAD_REVIEW)
    client = visit("farsta.avdelningschef")
    for typed, words in (("", "Skriv ditt lösenord."), ("fel", "Det nuvarande lösenordet är fel.")):
        answer = client.submit(f"/arenden/{first}/signering", {"base": "1", "password": typed})
        assert answer.status_code == 422
        assert words in answer.text
    assert db.session.query(Signature).count() == 0
    assert client.submit(f"/arenden/{first}/signering", SIGNED).status_code == 303
    assert 'name="password"' not in client.get(f"/arenden/{second}/granskning").text
    assert client.submit(f"/arenden/{second}/signering", {"base": "1"}).status_code == 303
    # a new session asks again
    third = reply_in(world, sent_remiss(world, "KS 2026/3"), world.farsta, ReplyState.HEAD_REVIEW)
    assert 'name="password"' in visit("farsta.avdelningschef").get(f"/arenden/{third}/granskning").text


def test_guessing_the_password_at_the_signature_locks_the_account(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    client = visit("farsta.avdelningschef")
    for _ in range(5):
        client.submit(f"/arenden/{reply_id}/signering", {"base": "1", "password": "gissning"})
    answer = client.submit(f"/arenden/{reply_id}/signering", SIGNED)
    assert answer.status_code == 422
    assert "För många felaktiga försök." in answer.text
    assert state_of(reply_id) is ReplyState.HEAD_REVIEW


def test_the_queue_opens_the_most_pressing_matter_and_says_when_it_is_empty(visit, world) -> None:
    client = visit("farsta.avdelningschef")
    assert "Inget väntar på din signatur." in client.get("/signering").text
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    reply_in(world, sent_remiss(world, "KS 2026/2"), world.farsta, ReplyState.HEAD_REVIEW)
    assert client.get("/signering").location == f"/arenden/{reply_id}/granskning"
    page = client.get(f"/arenden/{reply_id}/granskning").text
    assert "<h1>Signera</h1>" in page
    assert "väntar på din signatur" in page
    form = {"until": today().isoformat(), "substitute": f"{world.farsta}-{world.users['farsta.direktor']}"}
    assert client.submit("/signering/franvaro", {**form, "until": "2020-01-01"}).status_code == 422
    assert client.submit("/signering/franvaro", form).location == "/signering"
    assert f'href="/arenden/{reply_id}/granskning"' not in visit("farsta.handlaggare").get("/signering").text


def test_reasons_become_a_list_that_the_officer_ticks_off(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    head, officer, at = visit("farsta.avdelningschef"), visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    reason = "- Räkna på hela sommaren\n- Stäm av med parkenheten"
    head.submit(f"{at}/aterforing", {"base": "1", "reason": reason})
    page = officer.get(f"{at}/tjansteutlatande").text
    assert 'id="punkt-2"' in page
    assert officer.submit(f"{at}/atgarder", {"done": ["2", "9"]}).status_code == 303
    assert head.submit(f"{at}/atgarder", {"done": "1"}).status_code == 403
    form = fields_of(officer.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande") | {"body_sammanfattning": "Nytt."}
    answer = officer.submit(f"{at}/lamna-for-granskning", form)
    assert "En punkt från förra omgången är inte avbockad." in officer.get(answer.location).text
    officer.submit(f"{at}/kontroll", {"base": "2"})
    page = head.get(f"{at}/granskning").text
    assert "Inte avbockat: Räkna på hela sommaren" in page
    assert "Åtgärdat: Stäm av med parkenheten" in page
    assert "Omgång 2." in page
    assert officer.submit(f"{at}/atgarder", {"done": "1"}).status_code == 409

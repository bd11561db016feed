"""Attachments of a statement on the pages, undoing, and what a broken signature looks like."""

from __future__ import annotations

import io

import sqlalchemy as sa
from docx import Document

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.statements import StatementAttachment
from tests.support.world import ROUTE, act, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of

SECRET = "kostnaden är hemlig ännu"


def _add(client, at: str, name: str) -> None:
    form = {"name": name, "file": (io.BytesIO(f"{SECRET} {name}".encode()), f"{name}.txt")}
    assert client.submit(f"{at}/bilagor", form).status_code == 303


def _names(page: str) -> list[str]:
    return [name for name in ("Karta", "Kostnad", "Tabell") if f">{name}</a>" in page]


def test_attachments_are_added_named_ordered_removed_and_put_back(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    assert officer.submit(f"{at}/bilagor", {"name": "Utan fil"}).status_code == 422
    for name in ("Kostnad", "Karta"):
        _add(officer, at, name)
    first, second = db.session.scalars(sa.select(StatementAttachment.id)).all()
    page = officer.get(f"{at}/bilagor").text
    form = fields_of(page, f"/{second}/namn") | {f"fil{second}-name": "Tabell"}
    assert officer.submit(f"{at}/bilagor/{second}/namn", form).status_code == 303
    assert officer.submit(f"{at}/bilagor/{second}/namn", {**form, f"fil{second}-name": ""}).status_code == 422
    assert officer.submit(f"{at}/bilagor/{second}/uppflyttning", {}).status_code == 303
    page = officer.get(f"{at}/bilagor").text
    assert page.index(">Tabell</a>") < page.index(">Kostnad</a>")
    assert officer.submit(f"{at}/bilagor/{first}/borttagning", {}).status_code == 303
    assert _names(officer.get(f"{at}/bilagor").text) == ["Tabell"]
    assert officer.submit(f"{at}/bilagor/{first}/aterstallning", {}).status_code == 303
    paper = Document(io.BytesIO(officer.get(f"{at}/tjansteutlatande.docx").data))
    assert [p.text for p in paper.paragraphs][-3:] == ["Bilagor", "Tabell", "Kostnad"]
    other = reply_in(world, sent_remiss(world, "KS 2026/9"), world.farsta, ReplyState.DRAFT)
    assert officer.submit(f"/arenden/{other}/bilagor/{first}/borttagning", {}).status_code == 404
    assert visit("farsta.direktor").submit(f"{at}/bilagor", {}).status_code == 403


def test_the_sender_reads_attachments_after_release_only(visit, world) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    for name in ("Kostnad", "Karta"):
        _add(officer, at, name)
    removed, kept = db.session.scalars(sa.select(StatementAttachment)).all()
    addresses = [f"/filer/{row.attachment_id}" for row in (removed, kept)]
    officer.submit(f"{at}/bilagor/{removed.id}/borttagning", {})
    for who in ("ks.samordnare", "admin", "social.handlaggare"):
        assert {visit(who).get(address).status_code for address in addresses} == {404}
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, reply_id, step.value)
    assert officer.submit(f"{at}/bilagor", {"file": (io.BytesIO(b"sent"), "sen.txt")}).status_code == 409
    coordinator = visit("ks.samordnare")
    assert [coordinator.get(address).status_code for address in addresses] == [404, 200]
    page = coordinator.get(f"/remisser/{remiss_id}/svar/{reply_id}").text
    assert _names(page) == ["Karta"]
    assert "Karta" in officer.get(f"{at}/kvittens").text


def test_a_changed_text_shows_its_signature_as_broken_and_is_not_sent(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.ADJUSTED)
    secretary, at = visit("farsta.sekreterare"), f"/arenden/{reply_id}"
    words = "Signaturen gäller inte längre: texten har ändrats efter signeringen"
    assert words not in secretary.get(at).text
    with writing():
        db.session.execute(sa.text("UPDATE statement_version SET title = 'Ett annat svar'"))
    for page in ("", "/granskning", "/tjansteutlatande", "/beslut", "/handlingar", "/historik", "/expediering"):
        assert words in secretary.get(f"{at}{page}").text, page
    answer = secretary.submit(f"{at}/expediering", fields_of(secretary.get(f"{at}/expediering").text, ""))
    assert answer.status_code == 422
    assert state_of(reply_id) is ReplyState.ADJUSTED


def test_the_last_own_step_is_offered_to_be_undone(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SENT)
    registrar, at = visit("farsta.registrator"), f"/arenden/{reply_id}"
    form = fields_of(registrar.get(at).text, "/mottagning") | {"diary_number": "FA 2026/17"}
    assert registrar.submit(f"{at}/mottagning", form).status_code == 303
    page = registrar.get(at).text
    assert "Ångra: ta emot" in page
    assert "Ångra: " not in visit("farsta.handlaggare").get(at).text
    form = fields_of(page, "/angring")
    assert visit("farsta.handlaggare").submit(f"{at}/angring", form).status_code == 409
    assert registrar.submit(f"{at}/angring", form).status_code == 303
    assert state_of(reply_id) is ReplyState.SENT
    page = registrar.get(at).text
    assert fields_of(page, "/mottagning")["diary_number"] == "FA 2026/17"
    assert "ångrade mottagningen" in registrar.get(f"{at}/historik").text
    assert registrar.submit(f"{at}/angring", form).status_code == 409

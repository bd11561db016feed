"""One signature or two on the pages, and *vid förfall för* on page, paper and receipt."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx import Document

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.services.substitutions import set_substitution
from tests.support.world import PASSWORD, ROUTE, act, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of

PAIR = ("avdelningschef", "direktor")


def test_with_one_signature_the_officer_leaves_the_text_for_signature(visit, world) -> None:
    with writing():
        db.session.get_one(Organisation, world.farsta).signature_levels = 1
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    page = officer.get(f"{at}/tjansteutlatande").text
    assert "Lämna för signering" in page
    answer = officer.submit(f"{at}/lamna-for-granskning", fields_of(page, "/tjansteutlatande"))
    assert "Förvaltningschefen får ett mejl." in officer.get(answer.location).text
    assert state_of(reply_id) is ReplyState.DIRECTOR_REVIEW
    page = visit("farsta.direktor").get(at).text
    assert ">Granskning</span>" not in page
    assert ">Signering</span>" in page
    assert "Ta tillbaka till utkast" in officer.get(f"{at}/granskning").text


def test_a_substitute_is_named_as_one_on_page_paper_and_receipt(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DIRECTOR_REVIEW)
    with writing():
        head, director = (
            db.session.get_one(User, world.users[f"farsta.{who}"]) for who in ("avdelningschef", "direktor")
        )
        head.title = "Tf. stabschef"
        body = db.session.get_one(Organisation, world.farsta)
        set_substitution(world.actor("farsta.direktor"), director, body, head, (today(), today()), datetime.now(UTC))
    client, at = visit("farsta.avdelningschef"), f"/arenden/{reply_id}"
    assert client.submit(f"{at}/signering", {"base": "1", "password": PASSWORD}).status_code == 303
    words = "Tf. stabschef, vid förfall för Farsta Direktor"
    assert words in client.get(f"{at}/granskning").text
    paper = Document(io.BytesIO(client.get(f"{at}/tjansteutlatande.docx").data))
    assert words in "\n".join(p.text for table in paper.tables for cell in table._cells for p in cell.paragraphs)
    for step in ROUTE[ROUTE.index(ReplyState.SIGNED) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, reply_id, step.value)
    assert words in client.get(f"{at}/kvittens").text

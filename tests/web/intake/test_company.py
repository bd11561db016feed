"""A company confirms what was read in its papers, in its own words."""

from __future__ import annotations

from remiss.documents.interpretation.reply import parse_reply
from remiss.domain.document import Block, BlockKind, Document
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.remisser import Remiss
from remiss.services.intakes import start_intake, store_reading
from tests.support.world import START, sent_remiss, some_attachment

READ = parse_reply(Document((Block(BlockKind.PARAGRAPH, "Vi ser positivt på det."),), "md", exact_paragraphs=True))


def test_a_company_is_asked_about_its_board(visit, world) -> None:
    remiss_id, actor = sent_remiss(world), world.actor("farsta.registrator")
    with writing():
        remiss, body = db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, world.farsta)
        body.kind = OrganisationKind.COMPANY
        intake = start_intake(actor, remiss, body, some_attachment(actor), START)
        store_reading(intake, READ.to_json(), {"viewpoints": []})
        number = intake.id
    page = visit("farsta.registrator").get(f"/inlasningar/{number}")
    assert page.status_code == 200
    assert "Signerat, styrelsen har inte beslutat" in page.text
    assert "nämnden inte har beslutat" not in page.text

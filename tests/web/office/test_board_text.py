"""The nämnd's own text in the pages: chosen with the decision, typed or read from a file, and sent as the reply."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from docx import Document

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Submission
from remiss.models.replies import Reply
from remiss.web.office.paper import board_paper_facts
from tests.support.world import CANARY, World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of
from tests.web.office.test_route import docx_bytes

OWN = "Nämnden vill ha dubbelt så många lampor."


def own_docx() -> bytes:
    document, buffer = Document(), io.BytesIO()
    document.add_heading("Synpunkter och förslag", 1)
    document.add_paragraph(OWN)
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def decided(visit, world: World) -> int:
    """The nämnd has decided on a text of its own, which is not here yet."""
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    client = visit("farsta.sekreterare")
    form = fields_of(client.get(f"/arenden/{reply_id}/beslut").text, "/beslut")
    form |= {
        "decided_on": today().isoformat(), "paragraph": "14", "outcome": "enligt_annat_forslag",
        "text": "Nämnden antar ett eget yttrande.", "reply_text": "namndens_eget", "immediate_adjustment": "y",
        "minutes": (io.BytesIO(docx_bytes()), "utdrag.docx"),
    }  # fmt: skip
    answer = client.submit(f"/arenden/{reply_id}/beslut", form)
    assert answer.headers["Location"] == f"/arenden/{reply_id}/namndens-yttrande"
    return reply_id


def _reply(reply_id: int) -> Reply:
    return db.session.get_one(Reply, reply_id)


def test_it_begins_with_the_proposal_and_is_sent_as_the_reply(visit, world: World, decided: int) -> None:
    client, at = visit("farsta.sekreterare"), f"/arenden/{decided}/namndens-yttrande"
    assert "Lägg in nämndens eget yttrande" in client.get(f"/arenden/{decided}").text
    page = client.get(at).text
    assert "Förvaltningens förslag" in page
    form = fields_of(page)
    assert CANARY in form["body_synpunkter"]
    empty = client.submit(at, {**form, "title": ""})
    assert empty.status_code == 422
    assert client.submit(at, {**form, "body_synpunkter": OWN}).status_code == 303
    sending = client.get(f"/arenden/{decided}/expediering").text
    assert "Nämndens eget yttrande, som är svaret" in sending
    assert "Som det förslag som beslutet gällde, tjänsteutlåtande" in sending
    assert client.submit(f"/arenden/{decided}/expediering", fields_of(sending)).status_code == 303
    assert state_of(decided) is ReplyState.SUBMITTED
    decision, paper = db.session.scalars(sa.select(BoardDecision)).one(), board_paper_facts(_reply(decided), today())
    assert paper is not None
    assert (paper.dated, paper.meeting) == (decision.decided_on, None)
    receipt = client.get(f"/arenden/{decided}/kvittens").text
    assert "Vilar på beslutet" in receipt
    assert OWN in client.get(f"/arenden/{decided}/tjansteutlatande").text
    assert client.get(f"/arenden/{decided}/namndens-yttrande.docx").status_code == 200
    assert "Inget beslut väntar" in client.get(at).text
    remiss_id = db.session.scalars(sa.select(Submission)).one().reply.remiss_id
    seen = visit("ks.samordnare").get(f"/remisser/{remiss_id}/svar/{decided}").text
    assert OWN in seen
    assert "Farsta stadsdelsnämnd, som eget yttrande" in seen
    assert "Förvaltningens förslag, som nämnden ersatte" in seen
    assert "Orden i tjänsteutlåtandet tillskrivs därför inte nämnden" not in seen


def test_a_file_is_read_into_the_sections_and_kept(visit, decided: int) -> None:
    client, at = visit("farsta.sekreterare"), f"/arenden/{decided}/namndens-yttrande"
    form = fields_of(client.get(at).text)
    read = client.submit(at, {**form, "las": "1", "file": (io.BytesIO(own_docx()), "yttrande.docx")})
    assert read.status_code == 200
    assert "Det här står i filen" in read.text
    found = fields_of(read.text)
    assert OWN in found["body_synpunkter"]
    assert CANARY not in "".join(found.values())
    assert client.submit(at, found).status_code == 303
    decision = db.session.scalars(sa.select(BoardDecision)).one()
    assert decision.own_file is not None
    assert client.get(f"/filer/{decision.own_file_id}").status_code == 200
    assert visit("ks.samordnare").get(f"/filer/{decision.own_file_id}").status_code == 404
    none = client.submit(at, {**form, "las": "1"})
    assert none.status_code == 422
    assert "Välj filen med yttrandet" in none.text


def test_the_officer_reads_and_does_not_write_it_and_ks_sees_nothing(visit, decided: int) -> None:
    assert visit("farsta.handlaggare").get(f"/arenden/{decided}/namndens-yttrande").status_code == 403
    for who in ("social.sekreterare", "ks.samordnare", "admin"):
        assert visit(who).get(f"/arenden/{decided}/namndens-yttrande").status_code == 404
        assert visit(who).get(f"/arenden/{decided}/namndens-yttrande.docx").status_code == 404
    assert visit("farsta.handlaggare").get(f"/arenden/{decided}/namndens-yttrande.docx").status_code == 404

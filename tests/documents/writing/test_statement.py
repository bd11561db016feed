"""A statement's outline: the header block, the order of the parts, and how the proposal is set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from remiss.documents.writing.frame import letterhead
from remiss.documents.writing.statement import statement_outline
from remiss.domain.outline import Bullets, FieldRows, Heading, Paragraph, SignatureBlock
from remiss.domain.statement import BlockShape, CanonicalText, SectionKey, TextBlock, from_sections
from tests.documents.writing.examples import statement


def kinds(outline) -> list[str]:
    return [type(node).__name__ for node in letterhead(outline)[1][:4]]


def with_proposal(*points: str):
    text = from_sections([(SectionKey.PROPOSAL, "Förslag till beslut", points)])
    return statement_outline(replace(statement(), text=text, signatures=()))


def test_header_block_stands_above_the_title_with_the_usual_labels():
    above, _ = letterhead(statement_outline(statement()))
    assert [r.text for node in above if isinstance(node, Paragraph) for r in node.runs] == [
        "Farsta stadsdelsförvaltning",
        "Avdelningen för trygghet och utveckling",
        "Tjänsteutlåtande",
    ]
    fields = next(node for node in above if isinstance(node, FieldRows))
    assert dict(fields.rows)["Till"] == "Farsta stadsdelsnämnd 2026-03-26"
    assert [name for name, _ in fields.rows] == ["Dnr", "Datum", "Handläggare", "Telefon", "E-post", "Till"]


def test_signatures_follow_the_proposal_and_all_text_is_there():
    outline = statement_outline(statement())
    assert kinds(outline) == ["Heading", "Bullets", "SignatureBlock", "Heading"]
    said = [r.text for n in outline.nodes if isinstance(n, Paragraph) for r in n.runs]
    for block in statement().text.blocks:
        if block.shape is BlockShape.PARAGRAPH and block.section is not SectionKey.PROPOSAL:
            assert block.text in said


def test_signatures_are_last_without_a_proposal():
    text = from_sections([(SectionKey.SUMMARY, "Sammanfattning", ("Kort.",))])
    assert isinstance(statement_outline(replace(statement(), text=text)).nodes[-1], SignatureBlock)


def test_numbered_points_lose_their_own_numbers():
    points = with_proposal("1. Första.", "2) Andra.").nodes[-1]
    assert isinstance(points, Bullets)
    assert points.ordered
    assert [item[0].text for item in points.items] == ["Första.", "Andra."]


def test_one_point_is_a_sentence_and_a_lead_in_is_not_numbered():
    assert isinstance(with_proposal("Nämnden överlämnar svaret.").nodes[-1], Paragraph)
    lead, points = with_proposal("Nämnden föreslås besluta följande:", "Ett.", "Två.").nodes[-2:]
    assert isinstance(lead, Paragraph)
    assert len(points.items) == 2


def test_headings_inside_a_section_are_one_level_down():
    levels = {n.text: n.level for n in statement_outline(statement()).nodes if isinstance(n, Heading)}
    assert levels["Förvaltningens synpunkter och förslag"] == 1
    assert levels["Reservkraft"] == 2


def test_list_items_become_one_list():
    blocks = [TextBlock("1", SectionKey.SUMMARY, BlockShape.HEADING, "Sammanfattning")]
    blocks += [TextBlock(str(i), SectionKey.SUMMARY, BlockShape.LIST_ITEM, f"punkt {i}") for i in (2, 3)]
    nodes = statement_outline(replace(statement(), text=CanonicalText(tuple(blocks)), signatures=())).nodes
    assert isinstance(nodes[-1], Bullets)
    assert len(nodes[-1].items) == 2


@pytest.mark.parametrize(
    "subtitle", ["Svar på remiss från kommunstyrelsen", "Svar på remiss från kommunstyrelsen, KS 2026/311"]
)
def test_the_number_of_the_remiss_stands_once_in_the_subtitle(subtitle):
    outline = statement_outline(replace(statement(), subtitle=subtitle))
    assert outline.subtitle == "Svar på remiss från kommunstyrelsen, KS 2026/311"


def test_a_draft_is_marked_and_a_missing_approval_is_said():
    unsigned = tuple(replace(s, signed=None) for s in statement().signatures)
    outline = statement_outline(replace(statement(draft=True), signatures=unsigned))
    assert outline.watermark == "Utkast"
    block = next(n for n in outline.nodes if isinstance(n, SignatureBlock))
    assert {approval for _, _, approval in block.signatures} == {"Ej godkänt ännu"}

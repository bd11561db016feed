"""Labelled replies written anew in many layouts, and what is counted in them."""

import json

import pytest

from remiss.cli.measure.interval import Figure
from remiss.cli.measure.layouts.content import content_of, expected
from remiss.cli.measure.layouts.layout import LAYOUTS, Layout
from remiss.cli.measure.layouts.write import write
from remiss.cli.measure.mutated import SENTENCES, judge, rows
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.plain import read_plain
from remiss.documents.reading.reader import read
from tests.documents import layouts

LABELS = parse_reply(read_plain(layouts.STADSDEL_TXT)).to_json()
CONTENT = content_of("vikbo", LABELS)
PLAIN = content_of("vikbo", json.loads(json.dumps(LABELS, ensure_ascii=False).replace("–", "-")))
"""The same without the dash that the code page of DOS lacks."""
BY_NAME = {layout.name: layout for layout in LAYOUTS}


def test_there_are_many_layouts_of_every_kind_of_file_and_some_are_held_out_by_their_names_alone():
    assert len(BY_NAME) == len(LAYOUTS) >= 60
    assert {layout.format for layout in LAYOUTS} == {"docx", "txt", "md", "pdf"}
    assert 0.2 < sum(layout.held_out for layout in LAYOUTS) / len(LAYOUTS) < 0.4
    assert Layout("docx, formatmallar", format="pdf").held_out is BY_NAME["docx, formatmallar"].held_out


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_is_a_file_of_its_kind_that_can_be_read(layout):
    content = PLAIN if layout.encoding == "cp850" else CONTENT
    document = read(write(content, layout), f"svar.{layout.format}")
    assert document.format == layout.format
    assert any("park" in block.text.lower() for block in document.blocks)


@pytest.mark.parametrize(
    "name",
    [
        "docx, fotnoter",
        "docx, första rubriken saknas",
        "docx, beslut i punktlista, bilagor på rad",
        "txt, sidhuvud mitt i meningar",
        "txt, huvud i kolumner",
        "txt, mac-roman och CR",
        "pdf, fet stil och sidhuvud",
        "pdf, huvud i tabell",
        "pdf, två spalter",
        "pdf, rader i omvänd ordning i filen",
    ],
)
def test_layouts_that_were_once_misread_are_read_right(name):
    found = judge(CONTENT, BY_NAME[name], write(CONTENT, BY_NAME[name]))
    assert found.wrong == ()
    assert found.sections[1:] == (0, 0)
    assert found.sentences[0] == found.sentences[1]


def test_what_a_layout_leaves_out_is_not_asked_for():
    damaged = expected(CONTENT, BY_NAME["docx, början av beslutet borta"])
    assert damaged["proposal"][0].startswith("[…] och överlämnar")
    assert damaged["immediate_adjustment"] is True
    assert expected(CONTENT, BY_NAME["txt, huvudet borta"])["diary_number"] is None
    silent = expected(CONTENT, BY_NAME["docx, andra rubriken saknas"])
    keys = [section["key"] for section in silent["sections"]]
    assert keys == ["beslutsforslag", "sammanfattning", "arendet", "synpunkter", "bilagor"]


def test_letters_that_a_file_cannot_hold_are_left_to_other_files():
    polish = content_of("vikbo", {**LABELS, "consultee": "Łódź"})
    assert write(polish, BY_NAME["txt, windows-1252 och CRLF"]) is None
    assert write(polish, BY_NAME["docx, fotnoter"]) is not None


def test_a_reply_of_several_bodies_is_not_written_anew():
    assert content_of("flera", {**LABELS, "diary_number": "A 1, B 2"}) is None


def test_a_lost_sentence_and_a_silent_fault_are_counted():
    layout = BY_NAME["md, rubriker"]
    whole = judge(CONTENT, layout, write(CONTENT, layout))
    assert (whole.silent[0], whole.wrong, whole.sections[1:]) == (0, (), (0, 0))
    changed = content_of("vikbo", {**LABELS, "title": "Annat", "sections": LABELS["sections"][:2]})
    poorer = judge(CONTENT, layout, write(changed, layout))
    assert poorer.wrong == ("title", "attachments")
    # That attachments are missing is noticed: the text still speaks of them.
    assert poorer.silent[0] == 1
    assert poorer.sections[2] == len(LABELS["sections"]) - 2
    assert poorer.sentences[0] < whole.sentences[0] == whole.sentences[1]


def test_the_table_has_a_row_for_each_layout_reply_and_folder_and_tells_the_held_out_from_the_others():
    some = [BY_NAME["md, rubriker"], BY_NAME["md, fet stil som rubrik"]]
    found = [judge(CONTENT, layout, write(CONTENT, layout)) for layout in some]
    table = {row[0].document: row for row in rows(found)}
    assert [*table][:3] == ["md, rubriker (undanhållen)", "md, fet stil som rubrik", "svaret vikbo"]
    assert {"layouter (undanhållen)", "layouter att rätta efter", "alla"} <= table.keys()
    kept = next(figure for figure in table["alla"] if figure.name == SENTENCES)
    assert isinstance(kept, Figure)
    assert kept.total == 2 * found[0].sentences[1]

"""The Word file, seen from inside (its XML), from outside (python-docx) and as a text that a reviewer can read."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from remiss.cli.bench.content import long_outline
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.docx.body import Body
from remiss.documents.writing.docx.names import bookmark_names
from remiss.documents.writing.docx.xml import W, w
from remiss.documents.writing.statement import statement_outline
from remiss.domain.marks import QuoteMark, Source, mark_of, place_of, print_of, source_of, words_name
from remiss.domain.outline import (
    Bullets,
    Cell,
    Contents,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    Run,
    Table,
)
from tests.documents.writing.examples import CREATED, compilation, statement

SNAPSHOTS = Path(__file__).parent / "snapshots"
NS = {"w": W}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def empty(**changes) -> Outline:
    base = Outline("Titel", "", "Kontoret", "Ämne", CREATED, "", "")
    return replace(base, **changes)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(outline: Outline) -> etree._Element:
    return etree.fromstring(parts(write_docx(outline))["word/document.xml"])


def lines(content: bytes) -> str:
    """Every paragraph as ``style: text``; cells are parted by a bar, pages by their shape, pictures say their words."""
    found = []
    for element in etree.fromstring(parts(content)["word/document.xml"]).iter(w("p"), w("tr"), w("pgSz")):
        if element.tag == w("pgSz"):
            found.append(f"--- {element.get(w('orient'), 'portrait')} ---")
        elif element.tag == w("tr"):
            found.append("row: " + " | ".join(text_of(cell) for cell in element.iter(w("tc"))))
        elif not any(ancestor.tag == w("tc") for ancestor in element.iterancestors()):
            pictures = [picture.get("descr", "") for picture in element.iter(DRAWING)]
            words = f"[{pictures[0]}]" if pictures else text_of(element)
            page = " (ny sida)" if element.find("w:pPr/w:pageBreakBefore", NS) is not None else ""
            found.append(f"{element.find('.//w:pStyle', NS).get(w('val'))}{page}: {words}")
    return "\n".join(found) + "\n"


def text_of(element: etree._Element) -> str:
    signs = {w("tab"): " → ", w("br"): " / "}
    inside = (e for e in element.iter() if e.getparent().tag == w("r") or e.tag == w("p"))
    return "".join(
        e.text or "" if e.tag == w("t") else signs.get(e.tag, " ¶ " if e.tag == w("p") else "") for e in inside
    ).strip(" ¶")


@pytest.mark.parametrize("name", ["compilation", "statement"])
def test_reads_as_the_snapshot(name):
    outline = compilation() if name == "compilation" else statement_outline(statement(draft=True))
    assert lines(write_docx(outline)) == (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8")


def test_same_outline_gives_the_same_bytes():
    assert write_docx(compilation()) == write_docx(compilation())


def test_no_part_speaks_english_or_american():
    content = parts(write_docx(compilation()))
    assert not [name for name, part in content.items() if b"en-US" in part or b"python-docx" in part]
    assert b'w:val="sv-SE"' in content["word/styles.xml"]
    assert b'themeFontLang w:val="sv-SE"' in content["word/settings.xml"]
    assert b"<dc:language>sv-SE<" in content["docProps/core.xml"]


def test_every_part_is_well_formed_and_declared():
    content = parts(write_docx(compilation()))
    for name, part in content.items():
        if not name.endswith(".xlsx"):  # the workbook of a chart is a package of its own
            etree.fromstring(part)
    types = etree.fromstring(content["[Content_Types].xml"])
    assert {o.get("PartName").lstrip("/") for o in types if o.get("PartName")} <= set(content)
    for link in etree.fromstring(content["word/_rels/document.xml.rels"]):
        assert (Path("word") / link.get("Target")).as_posix().replace("word/../", "") in content


def test_pages_are_a4_and_only_the_wide_table_lies_on_its_side():
    document = docx.Document(io.BytesIO(write_docx(compilation())))
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_every_table_has_one_repeated_header_row_and_rows_that_stay_whole():
    for table in body(compilation()).iter(w("tbl")):
        rows = table.findall("w:tr", NS)
        assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
        assert table.find("w:tblPr/w:tblLook", NS).get(w("firstRow")) == "1"


def test_a_row_taller_than_a_page_may_break():
    table = Table("T", ("Svar",), ((Cell("ord " * 2000),),), (1,))
    row = body(empty(nodes=(table,))).findall(".//w:tr", NS)[1]
    assert row.find("w:trPr/w:cantSplit", NS) is None


def test_headings_are_real_and_every_style_used_exists():
    content = parts(write_docx(compilation()))
    styles = etree.fromstring(content["word/styles.xml"])
    known = {style.get(w("styleId")) for style in styles.iter(w("style"))}
    used = {e.get(w("val")) for tag in ("pStyle", "rStyle", "tblStyle") for e in body(compilation()).iter(w(tag))}
    assert used <= known
    assert {"Heading1", "Heading2", "Heading3"} <= used
    based = {e.get(w("val")) for tag in ("basedOn", "next") for e in styles.iter(w(tag))}
    assert based <= known


def test_links_lead_to_bookmarks_that_stand_once():
    root = body(compilation())
    names = [mark.get(w("name")) for mark in root.iter(w("bookmarkStart"))]
    ids = [mark.get(w("id")) for mark in root.iter(w("bookmarkStart"))]
    links = {link.get(w("anchor")) for link in root.iter(w("hyperlink"))}
    assert len(set(names)) == len(names)
    assert len(set(ids)) == len(ids)
    assert links
    assert links <= set(names)


def test_bookmark_names_fit_word_and_stay_apart():
    names = bookmark_names(["tema-1", "tema_1", "1-först", "å" * 3, "…", "x" * 60 + "a", "x" * 60 + "b"])
    assert len(set(names.values())) == 7
    assert all(len(n) <= 40 and n[0].isalpha() and n.replace("_", "").isalnum() for n in names.values())


def test_contents_are_links_to_the_headings_down_to_the_depth_each_with_a_field_for_its_page():
    nodes = (Contents(depth=2), Heading(1, "Ett", "a"), Heading(2, "Två", "b"), Heading(3, "Tre", "c"))
    root = body(empty(nodes=nodes))
    entries = [text_of(p) for p in root.iter(w("p")) if p.find(".//w:pStyle", NS).get(w("val")).startswith("TOC")]
    assert entries == ["Innehåll", "Ett →", "Två →"]
    assert [link.get(w("anchor")) for link in root.iter(w("hyperlink"))] == ["a", "b"]
    assert [one.text.strip() for one in root.iter(w("instrText"))] == [r"PAGEREF a \h", r"PAGEREF b \h"]


def test_every_ordered_list_starts_from_one():
    ordered = Bullets(((Run("a"),), (Run("b"),)), ordered=True)
    content = parts(write_docx(empty(nodes=(ordered, Paragraph((Run("mellan"),)), ordered))))
    used = [e.get(w("val")) for e in etree.fromstring(content["word/document.xml"]).iter(w("numId"))]
    assert used == ["2", "2", "3", "3"]
    defined = etree.fromstring(content["word/numbering.xml"])
    restarts = {n.get(w("numId")): n.find(".//w:startOverride", NS) is not None for n in defined.iter(w("num"))}
    assert restarts == {"1": False, "2": True, "3": True}


def test_after_a_list_there_is_as_much_room_as_after_a_text():
    found = body(empty(nodes=(Bullets(((Run("a"),), (Run("b"),))), Paragraph((Run("efter"),)))))
    room = [p.find("w:pPr/w:spacing", NS) for p in found.iter(w("p")) if p.find(".//w:numPr", NS) is not None]
    assert [one if one is None else one.get(w("after")) for one in room] == [None, "120"]


def test_page_numbers_stand_in_the_foot_unless_the_head_has_them():
    usual = parts(write_docx(compilation()))
    assert b"NUMPAGES" in usual["word/footer_upright.xml"]
    assert b"NUMPAGES" not in usual["word/header_upright.xml"]
    official = parts(write_docx(statement_outline(statement())))
    assert b"NUMPAGES" in official["word/header_upright.xml"]
    assert b"NUMPAGES" not in official["word/footer_upright.xml"]


def test_a_preliminary_document_says_so_on_every_page():
    content = parts(write_docx(empty(watermark="Utkast")))
    assert all(b"UTKAST" in content[f"word/{n}.xml"] for n in ("document", "header_upright", "header_sideways"))


def test_core_properties_come_from_the_outline_and_keep_words_limits():
    long = empty(title="å" * 400, author="A\x00B")
    properties = docx.Document(io.BytesIO(write_docx(long))).core_properties
    assert properties.title == "å" * 255
    assert properties.author == "AB"
    assert (
        properties.created.replace(tzinfo=None)
        == CREATED.replace(tzinfo=None)
        == properties.modified.replace(tzinfo=None)
    )


def test_what_xml_forbids_falls_away_and_markup_stays_text():
    text = "a\x00\x0b\ud800\ufffe<b>&amp;\r\nny\trad"
    paragraph = docx.Document(io.BytesIO(write_docx(empty(nodes=(Paragraph((Run(text),)),))))).paragraphs[-1]
    assert paragraph.text == "a<b>&amp;\nny\trad"


def test_an_empty_outline_opens():
    document = docx.Document(io.BytesIO(write_docx(empty(nodes=(Contents(), Bullets(()), Paragraph(()))))))
    assert [p.text for p in document.paragraphs] == ["Titel"]


def test_a_page_begins_with_its_heading_and_not_with_an_empty_line():
    table = Table("", ("A",), ((Cell("x"),),), (1,))
    nodes = (PageBreak(), Heading(1, "Bilagor", "bilagor"), PageBreak(), PageBreak(), table, PageBreak())
    found = list(body(empty(nodes=nodes)).find("w:body", NS))
    assert [text_of(p) for p in found if p.find("w:pPr/w:pageBreakBefore", NS) is not None] == ["Bilagor"]
    assert [p.tag for p in found[found.index(next(p for p in found if p.find(".//w:br", NS) is not None)) :]] == [
        w("p"), w("tbl"), w("p"), w("sectPr"),
    ]  # fmt: skip


def test_tables_in_a_row_and_last_do_not_melt_together():
    table = Table("", ("A", "B"), ((Cell("x"),),), ())
    tags = [e.tag.split("}")[1] for e in body(empty(nodes=(table, table))).find("w:body", NS)]
    assert tags == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_a_table_first_and_sideways_keeps_the_title_upright():
    table = Table("T", ("A",), ((Cell("x"),),), (1,), landscape=True)
    document = docx.Document(io.BytesIO(write_docx(empty(nodes=(table,)))))
    assert [s.page_width < s.page_height for s in document.sections] == [True, False]


def test_a_day_among_words_in_a_table_is_never_cut_and_reads_as_before():
    table = Table(
        "T", ("Svar", "Tillfrågad"), ((Cell("§ 14 den 2026-11-17, saknas 2026-11-18"), Cell("2026-09-28")),), (1, 1)
    )
    outline = empty(nodes=(table,))
    mixed, alone = docx.Document(io.BytesIO(write_docx(outline))).tables[0].rows[1].cells
    assert (mixed.text, alone.text) == ("§ 14 den 2026-11-17, saknas 2026-11-18", "2026-09-28")
    hyphens = [len(cell._tc.findall(".//w:noBreakHyphen", NS)) for cell in (mixed, alone)]
    assert hyphens == [4, 0], "a day alone has room, and can be copied to a sheet"


def test_a_short_table_stands_on_one_page_and_a_long_one_may_break():
    for rows, kept in ((3, [True, True, True, False]), (40, [False] * 41)):
        table = Table("T", ("A", "B"), tuple((Cell(f"{row}"), Cell("ja")) for row in range(rows)), (1, 1))
        found = body(empty(nodes=(table,))).findall(".//w:tr", NS)
        assert [row.find(".//w:keepNext", NS) is not None for row in found] == kept


def test_notes_stay_with_what_they_are_about():
    note, text = ParagraphStyle.NOTE, Paragraph((Run("Texten."),))
    nodes = (
        Heading(1, "R", "r"),
        Paragraph((Run("Om texten."),), note),
        text,
        Paragraph((Run("Fotnot."),), note),
        text,
    )
    kept = {text_of(one) for one in body(empty(nodes=nodes)).xpath("//w:p[w:pPr/w:keepNext]", namespaces=NS)}
    assert kept >= {"Om texten.", "Texten."}
    assert "Fotnot." not in kept


def test_the_answer_to_a_quotation_stands_on_the_page_of_its_source():
    nodes = (Quote("Ord.", "Nämnden, stycke 1", "reply:1"), Paragraph((Run("Bedömning: noteras."),)))
    kept = body(empty(nodes=nodes)).xpath("//w:p[w:pPr/w:keepNext]", namespaces=NS)
    assert [text_of(one) for one in kept] == ["Ord.", "Nämnden, stycke 1"]


def test_sixty_bodies_and_forty_themes_take_less_than_three_seconds():
    rows = tuple(tuple(Cell(f"Cell {r} {c}") for c in range(40)) for r in range(60))
    table = Table("Stor", tuple(f"Tema {c}" for c in range(40)), rows, (1,) * 40, landscape=True)
    start = time.perf_counter()
    content = write_docx(empty(nodes=(table,)))
    assert time.perf_counter() - start < 3
    assert len(docx.Document(io.BytesIO(content)).tables) == 1


def test_a_long_text_is_never_there_as_a_whole():
    long = long_outline(100)
    tracemalloc.start()
    whole = sum(len(piece.encode()) for piece in Body(long).part())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < whole / 3


def test_columns_make_room_for_their_longest_word():
    table = Table("T", ("Brottsförebyggande arbete", "B"), ((Cell("x"), Cell("y")),), (1, 9))
    sizes = [int(c.get(w("w"))) for c in body(empty(nodes=(table,))).iter(w("gridCol"))]
    assert sizes[0] > 1800
    assert sum(sizes) == 9070


def test_a_quotation_stands_in_one_control_with_a_bookmark_of_its_name_on_each_paragraph():
    quotes = (Quote("Första raden\nAndra ”raden”", "Nämnden, s. 2", f"svar 7, version 2, sha256 {'f' * 64}"),)
    root = body(empty(nodes=quotes))
    [title, control] = root.iter(w("sdt"))
    assert title.find("w:sdtPr/w:docPartObj", NS) is not None, "or LibreOffice moves the footnotes out of the next ones"
    name = control.find("w:sdtPr/w:tag", NS).get(w("val"))
    assert mark_of(name) == QuoteMark(1, 7, print_of("Första raden Andra ”raden” Nämnden, s. 2"))
    paragraphs = control.findall("w:sdtContent/w:p", NS)
    assert [text_of(one) for one in paragraphs] == ["Första raden", "Andra ”raden”", "Nämnden, s. 2"]
    names = [one.find("w:bookmarkStart", NS).get(w("name")) for one in paragraphs]
    assert names == [f"{name}_1", f"{name}_2", f"{name}_3"]
    assert [place_of(one) for one in names] == [(name, 1), (name, 2), (name, 3)]
    assert all(one.find("w:bookmarkEnd", NS) is not None for one in paragraphs)


def test_the_sources_of_quotations_are_properties_of_the_file():
    source = Source(7, 2, "ab" * 32, "Farsta & co")
    root = etree.fromstring(parts(write_docx(empty(sources=(source,))))["docProps/custom.xml"])
    found = [(entry.get("name"), "".join(entry.itertext())) for entry in root]
    assert found[0] == ("Remiss citat", "0")
    assert source_of(*found[1]) == source
    assert "docProps/custom.xml" not in parts(write_docx(empty()))


def test_a_footnote_stands_in_the_notes_under_the_number_of_its_mark():
    content = parts(write_docx(compilation()))
    marks = [e.get(w("id")) for e in etree.fromstring(content["word/document.xml"]).iter(w("footnoteReference"))]
    notes = {e.get(w("id")): e for e in etree.fromstring(content["word/footnotes.xml"]).iter(w("footnote"))}
    assert marks == ["1", "2"]
    assert [text_of(notes[mark]) for mark in marks] == ["Se tabell 3 & punkt 1.", "Föreslaget av Socialnämnden."]
    assert [notes[number].get(w("type")) for number in ("-1", "0")] == ["separator", "continuationSeparator"]
    named = etree.fromstring(content["word/settings.xml"]).findall("w:footnotePr/w:footnote", NS)
    assert [one.get(w("id")) for one in named] == ["-1", "0"]


def test_without_notes_nothing_speaks_of_them():
    content = parts(write_docx(empty(nodes=(Paragraph((Run("Text"),)),))))
    assert "word/footnotes.xml" not in content
    assert b"footnotePr" not in content["word/settings.xml"]


def test_words_and_references_lead_to_their_places():
    root = body(compilation())
    links = {text_of(link): link.get(w("anchor")) for link in root.iter(w("hyperlink"))}
    assert links["listan över ändringar"] == "andringar"
    assert links["Farsta stadsdelsnämnd, tjänsteutlåtande 3 februari 2026, avsnittet Förvaltningens synpunkter"] == (
        "bilaga_farsta"
    )


def test_own_words_stand_in_a_control_whose_tag_tells_their_key():
    nodes = tuple(Paragraph((Run(f"Ord {n}"),), key=key) for n, key in ((1, "tema:ljus"), (2, "tema:ljus"), (3, "slk")))
    empty_words = Paragraph((Run(" "),), key="tom")
    controls = list(body(empty(nodes=(*nodes[:2], empty_words, nodes[2]))).iter(w("sdt")))
    tags = {one.find("w:sdtPr/w:tag", NS).get(w("val")): text_of(one) for one in controls[1:]}
    assert tags == {words_name("tema:ljus", "Ord 1\nOrd 2"): "Ord 1 ¶ Ord 2", words_name("slk", "Ord 3"): "Ord 3"}


def test_control_numbers_stand_once():
    ids = [e.get(w("val")) for e in body(compilation()).iterfind(".//w:sdtPr/w:id", NS)]
    assert len(ids) == len(set(ids)) > 3


@pytest.mark.parametrize(
    "node",
    [
        Heading(5, "För djup", "a"),
        Heading(1, "Mellanslag", "a b"),
        Table("T", ("A",), ((Cell("x", "saknas"),),), (1,)),
        Paragraph((Run("x", link="saknas"),)),
        Bullets(((Run("x", link="saknas"),),)),
        Quote("Ord", "Nämnden", "svar:1", link="saknas"),
        Heading(1, "Som en fotnot", "fotnot-1"),
        Table("T", ("A",), ((Cell("x"), Cell("y")),), (1,)),
        Table("T", ("A", "B"), (), (1,)),
    ],
)
def test_an_outline_that_does_not_hold_together_is_refused(node):
    with pytest.raises(ValueError, match=r"level|anchor|row|widths"):
        write_docx(empty(nodes=(node,)))


def test_two_headings_with_one_anchor_are_refused():
    with pytest.raises(ValueError, match="twice"):
        write_docx(empty(nodes=(Heading(1, "A", "a"), Heading(1, "B", "a"))))

"""A document in a house template: set as the template is, and with everything that we promise of a document."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from lxml import etree

from remiss.documents.reading.compiled import read_compiled
from remiss.documents.reading.template.reading import read_template
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.docx.start_template import write_start_template
from remiss.documents.writing.docx.xml import W, w
from remiss.documents.writing.house import House
from remiss.documents.writing.template_sample import sample_outline
from remiss.domain.house_template import Attribute, Property, StyleLook, Template
from remiss.domain.outline import Outline
from tests.documents.template.files import CONTENT, FOOT, PICTURE, STYLES, png, template
from tests.documents.writing.examples import CREATED, compilation

NS = {"w": W}


def house(content: bytes = b"") -> House:
    found = read_template(content or template()).template
    assert found is not None
    return House(
        found, "Farsta stadsdelsnämnd", "Farsta stadsdelsförvaltning", "Remiss & svar", "FAR 1", date(2026, 3, 12)
    )


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(part: bytes) -> str:
    return "".join(etree.fromstring(part).itertext())


def style(part: bytes, name: str) -> etree._Element:
    return etree.fromstring(part).find(f"w:style[@w:styleId='{name}']", NS)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    return parts(write_docx(compilation(), house()))


def test_placeholders_are_filled_in_and_escaped(written: dict[str, bytes]) -> None:
    assert "Dnr FAR 1 här" in text(written["word/header_upright.xml"])
    assert "Farsta stadsdelsnämnd, Storgatan 1" in text(written["word/footer_upright.xml"])
    assert "Remiss & svar2026-03-12" in text(written["word/header_first.xml"])
    assert not [name for name, part in written.items() if b"{{" in part]


def test_the_first_page_and_only_it_is_different(written: dict[str, bytes]) -> None:
    sections = etree.fromstring(written["word/document.xml"]).findall(".//w:sectPr", NS)
    assert len(sections) > 1
    assert [one.find("w:titlePg", NS) is not None for one in sections] == [True] + [False] * (len(sections) - 1)
    assert {one.find("w:pgMar", NS).get(w("top")) for one in sections} == {"2268"}


def test_a_document_that_is_not_final_says_so_on_every_page(written: dict[str, bytes]) -> None:
    mark = compilation().watermark.upper()
    heads = [text(part) for name, part in written.items() if name.startswith("word/header")]
    assert len(heads) == 3
    assert all(head.startswith(mark) for head in heads)


def test_pages_are_numbered_where_the_template_forgot() -> None:
    bare = parts(write_docx(compilation(), house(template(head=FOOT))))
    assert b" PAGE " in bare["word/footer_upright.xml"]
    assert b" NUMPAGES " in bare["word/footer_sideways.xml"]
    none = parts(write_docx(compilation(), house(template(head="<w:p/>", foot="<w:p/>"))))
    own = parts(write_docx(compilation()))
    assert text(none["word/header_upright.xml"]) == text(own["word/header_upright.xml"])
    assert text(none["word/footer_upright.xml"]) == text(own["word/footer_upright.xml"])


def test_styles_are_the_houses_and_what_makes_them_headings_is_ours(written: dict[str, bytes]) -> None:
    sheet = written["word/styles.xml"]
    heading = style(sheet, "Heading1")
    assert heading.find("w:rPr/w:color", NS).get(w("val")) == "7A1F0B"
    assert heading.find("w:rPr/w:rFonts", NS).get(w("ascii")) == "Georgia"
    assert heading.find("w:pPr/w:outlineLvl", NS).get(w("val")) == "0"
    assert heading.find("w:pPr/w:keepNext", NS) is not None
    assert [etree.QName(one).localname for one in heading.find("w:pPr", NS)] == [
        "keepNext",
        "keepLines",
        "spacing",
        "outlineLvl",
    ]
    assert style(sheet, "StatementTitle").find("w:rPr/w:rFonts", NS).get(w("ascii")) == "Georgia"
    assert style(sheet, "TableHeading").find("w:rPr/w:color", NS).get(w("val")) == "7A1F0B"
    assert b"0B4F7A" not in written["word/numbering.xml"]
    assert etree.fromstring(sheet).find("w:docDefaults//w:lang", NS).get(w("val")) == "sv-SE"
    assert b'w:name="Georgia"' in written["word/fontTable.xml"]
    assert b'w:pos="9070"' not in sheet


def test_the_template_to_begin_with_looks_as_ours() -> None:
    ours, same = (
        parts(write_docx(compilation(), one))["word/styles.xml"] for one in (None, house(write_start_template()))
    )
    for name in ("Heading1", "Title", "Quote", "Caption", "ListBullet", "BodyText", "RemissTable"):
        assert looks(ours, name) == looks(same, name), name


def looks(sheet: bytes, name: str) -> dict[str, dict[str, str]]:
    """What a style says, with the spacing that it has anyhow."""
    found = {etree.QName(one).localname: dict(one.attrib) for one in style(sheet, name).iterfind("*/*")}
    found["spacing"] = {w("before"): "0", w("after"): "0", w("line"): "276", w("lineRule"): "auto"} | found.get(
        "spacing", {}
    )
    return {key: value for key, value in found.items() if key not in {"rFonts", "suppressAutoHyphens"}}


def test_pictures_lie_once_in_the_file_and_have_words(written: dict[str, bytes]) -> None:
    assert [name for name in written if "media" in name] == ["word/media/mall0.png"]
    assert written["word/media/mall0.png"] == png()
    assert 'descr="Stadens vapen"' in written["word/header_first.xml"].decode()
    above = f"<w:p>{PICTURE}</w:p>{CONTENT}"
    shown = parts(write_docx(compilation(), house(template(body=above))))
    assert b"mall0.png" in shown["word/_rels/document.xml.rels"]
    assert b'r:embed="bild0"' in shown["word/document.xml"]


def test_same_outline_and_template_give_the_same_bytes() -> None:
    assert write_docx(compilation(), house()) == write_docx(compilation(), house())


def test_what_comes_back_is_found_as_in_our_own_look() -> None:
    around = template(body="<w:p><w:r><w:t>Ovan</w:t></w:r></w:p>" + CONTENT + "<w:p><w:r><w:t>Under</w:t></w:r></w:p>")
    plain, dressed = (read_compiled(write_docx(compilation(), one)) for one in (None, house(around)))
    assert dressed == plain
    assert "Ovan" in text(parts(write_docx(compilation(), house(around)))["word/document.xml"])


def test_a_look_that_lies_about_itself_cannot_bring_anything_in() -> None:
    """The reading process may have been taken over by the file: what it answers is written by our list alone."""
    evil = Property("instrText", (Attribute("val", "DDE"),))
    colour = Property("color", (Attribute("val", '"/><w:evil x="'), Attribute("evil", "1")), (evil,))
    lying = Template(styles=(StyleLook("Heading1", (evil, colour)),), base=StyleLook("Normal", (evil,)))
    sheet = parts(write_docx(sample(), House(lying, "", "", "", "", date(2026, 1, 1))))["word/styles.xml"]
    assert b"instrText" not in sheet
    assert b"<w:evil" not in sheet
    assert b"w:evil=" not in sheet


def sample() -> Outline:
    return sample_outline("Farsta stadsdelsnämnd", CREATED)


def test_what_runs_beside_a_quotation_is_in_the_houses_colour_and_two_shades(written: dict[str, bytes]) -> None:
    beside = [
        style(written["word/styles.xml"], name).find("w:pPr/w:pBdr/w:left", NS).get(w("color"))
        for name in ("Quote", "QuoteReference")
    ]
    assert beside == ["7A1F0B", "7A1F0A"]


def test_what_lies_freely_on_the_page_lies_there_still() -> None:
    frame = '<w:p><w:pPr><w:framePr w:w="2000" w:hAnchor="page" w:x="8500"/></w:pPr><w:r><w:t>Ram</w:t></w:r></w:p>'
    table = '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:tblpX="700"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    table += '<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>'
    written = write_docx(compilation(), house(template(head=frame + table)))
    head = etree.fromstring(parts(written)["word/header_upright.xml"])
    assert head.find(".//w:framePr", NS).get(w("x")) == "8500"
    assert [etree.QName(one).localname for one in head.find(".//w:tblPr", NS)] == ["tblpPr", "tblW", "tblLook"]


def test_tables_give_a_wide_font_the_room_that_its_words_need() -> None:
    theme = 'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"'
    first, other = (
        columns(write_docx(compilation(), house(template(styles=STYLES.replace(theme, f'w:ascii="{font}"')))))
        for font in ("Calibri", "Verdana")
    )
    assert sum(first) == sum(other)
    assert first != other


def columns(content: bytes) -> list[int]:
    return [int(one.get(w("w"))) for one in etree.fromstring(parts(content)["word/document.xml"]).iter(w("gridCol"))]

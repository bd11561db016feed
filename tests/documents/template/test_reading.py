"""A house template is read into what we chose of it; what is wrong is told with its place, in words."""

from __future__ import annotations

import base64

import pytest

from remiss.config import ROOT
from remiss.documents.reading.template.pictures import clean_picture
from remiss.documents.reading.template.promises import contrast
from remiss.documents.reading.template.reading import read_template
from remiss.documents.writing.docx.start_template import write_start_template
from remiss.domain.house_template import Block, Field, PieceKind, ReadTemplate, Template
from remiss.domain.serial import decode, encode
from remiss.errors import UnreadableFile
from tests.documents.template.files import CONTENT, PICTURE, SECTION, STYLES, png, template


def read(**changes: str | bytes) -> Template:
    found = read_template(template(**changes))
    assert found.faults == ()
    assert found.template is not None
    return found.template


def faults(**changes: str | bytes) -> tuple[str, ...]:
    return read_template(template(**changes)).faults


def words(blocks: tuple[Block, ...]) -> str:
    """The text with placeholders in braces, a bar between paragraphs and cells."""
    signs = {PieceKind.TAB: "→", PieceKind.BREAK: "/", PieceKind.PICTURE: "[bild]"}
    own = ["".join(f"{{{p.text}}}" if p.kind is PieceKind.FIELD else signs.get(p.kind, p.text) for p in block.pieces)
           + "|".join(words(cell.blocks) for row in block.rows for cell in row.cells) for block in blocks]  # fmt: skip
    return "|".join(own)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_head_foot_and_first_page_are_read_also_where_word_has_split_a_placeholder() -> None:
    found = read()
    assert words(found.head) == "Dnr {diarienummer} här→{sidnummer}"
    assert words(found.first_head) == "[bild]|{dokumenttyp}/{datum}|"
    assert words(found.foot) == "{organisation}, Storgatan 1"
    assert (found.different, found.first_foot) == (True, ())
    bold = [any(one.name == "b" for one in piece.look) for piece in found.head[0].pieces[:3]]
    assert bold == [True, True, False]


def test_styles_are_gathered_along_what_they_are_based_on_with_the_fonts_of_the_theme() -> None:
    found = read()
    base = {one.name: one for one in found.base.run}
    assert (base["rFonts"].get("ascii"), base["sz"].get("val")) == ("Arial", "24")
    styles = {one.style: {p.name: p for p in one.run} for one in found.styles}
    first, second = styles["Heading1"], styles["Heading2"]
    assert (first["rFonts"].get("ascii"), first["color"].get("val"), first["sz"].get("val")) == (
        "Georgia",
        "7A1F0B",
        "36",
    )
    assert (second["color"].get("val"), second["sz"].get("val"), second["b"].get("val")) == ("7A1F0B", "28", "0")
    assert (found.margins.left, found.margins.top) == (1701, 2268)


def test_what_crosses_from_the_reading_process_comes_back_the_same() -> None:
    found = read_template(template())
    assert decode(ReadTemplate, encode(found)) == found


def test_nothing_else_of_the_file_comes_along() -> None:
    odd = '<w:p w:rsidR="HEMLIGT"><w:customXml w:element="HEMLIGT">'
    odd += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>HEMLIGT</w:t></w:r>"
    odd += '</w:customXml><w:del><w:r><w:delText>HEMLIGT</w:delText></w:r></w:del><x:y xmlns:x="u" a="HEMLIGT"/></w:p>'
    told = encode(read_template(template(head=odd + paragraph("Synligt"))))
    assert "Synligt" in told
    assert "HEMLIGT" not in told
    assert b"hemligt" not in base64.b64decode(read().pictures[0].content)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{dnr}}", "I sidhuvudet står {{dnr}}. Menade du {{diarienummer}}?"),
        ("{{diarienumer}}", "I sidhuvudet står {{diarienumer}}. Menade du {{diarienummer}}?"),
        ("{{qwxyz}}", "I sidhuvudet står {{qwxyz}}. Remiss fyller inte i det. Ta bort det."),
        ("{{rubrik", "I sidhuvudet står {{rubrik utan parentes i båda ändar. Skriv som i {{rubrik}}."),
        ("{{innehåll}}", "{{innehåll}} kan bara stå i mallens text, inte i sidhuvudet."),
    ],
)
def test_a_wrong_placeholder_is_named_with_its_place(text: str, fault: str) -> None:
    assert faults(head=paragraph(text)) == (fault,)


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert (
        len(faults(head=paragraph("{{dnr}}"), foot=paragraph("{{qwxyz}}"), section=SECTION.replace("16838", "15840")))
        == 3
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (paragraph("Vår adress"), "Mallen har text men ingen plats för handlingen."),
        (CONTENT * 2, "{{innehåll}} ska stå ensamt"),
        (paragraph("Före {{innehåll}}"), "{{innehåll}} ska stå ensamt"),
        (f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>{CONTENT}", "Mallen har flera avsnitt"),
    ],
)
def test_the_document_has_one_place_of_its_own(body: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in faults(body=body))


def test_text_around_the_document_is_kept_and_an_empty_body_is_fine() -> None:
    found = read(body=paragraph("Ovanför") + CONTENT + paragraph("Nedanför {{organisation}}") + "<w:p/>")
    assert (words(found.above), words(found.below)) == ("Ovanför", "Nedanför {organisation}")
    assert read(body="<w:p/>").above == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"', "Mallens sida är 216 × 279 mm. Välj A4"),
        ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"', "Mallens sida ligger på bredden."),
        ('w:right="1701"', 'w:right="10"', "Mallens marginaler är för små"),
        ('w:right="1701"', 'w:right="4000"', "Mallens sidmarginaler är för breda."),
        ('w:top="2268"', 'w:top="7900"', "Mallens marginaler upptill och nedtill är för höga."),
    ],
)
def test_the_page_is_a4_with_room_for_text(old: str, new: str, fault: str) -> None:
    assert [one[: len(fault)] for one in faults(section=SECTION.replace(old, new))] == [fault]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("7A1F0B", "FFCC00", "Färgen i formatmallen Rubrik 1 syns för dåligt: kontrasten mot bakgrunden är 1,5:1"),
        ('w:sz w:val="24"', 'w:sz w:val="14"', "Storleken 7 punkter i löptexten (Normal) är för liten att läsa."),
    ],
)
def test_what_cannot_be_read_is_refused(old: str, new: str, fault: str) -> None:
    assert any(one.startswith(fault) for one in faults(styles=STYLES.replace(old, new)))


def test_a_pale_colour_of_words_own_styles_is_left_out_and_said_so() -> None:
    pale = '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="caption"/>'
    pale += '<w:rPr><w:color w:val="4F81BD"/></w:rPr></w:style>'
    found = read_template(template(styles=STYLES + pale))
    assert found.faults == ()
    assert found.notices[-1].startswith("Färgen i formatmallen Beskrivning syns för dåligt")
    assert next(one.run for one in found.template.styles if one.style == "Caption") == ()


def test_light_text_on_a_dark_table_head_is_fine() -> None:
    def table(fill: str) -> tuple[str, ...]:
        head = f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr></w:tblStylePr>'
        own = f'<w:style w:type="table" w:styleId="T"><w:name w:val="Remiss tabell"/>{head}</w:style>'
        white = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="Tabellhuvud"/>'
        white += '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
        return faults(styles=f"{STYLES}{own}{white}</w:style>")

    assert table("1B2733") == ()
    assert table("F5F6F4")[0].startswith("Färgen i formatmallen Tabellhuvud syns för dåligt")


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("FFFFFF", "000000") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("instruction", "fault"),
    [
        ("DATE", "I sidfoten står Words fält DATE, som Remiss inte fyller i. Skriv {{datum}} i stället."),
        (
            'DOCPROPERTY "Dnr"',
            "I sidfoten står Words fält DOCPROPERTY, som Remiss inte fyller i. Skriv texten i stället.",
        ),
        (
            "TOC \\o",
            "Innehållsförteckningen lägger Remiss själv in i de handlingar som ska ha en. Ta bort den ur mallen.",
        ),
    ],
)
def test_a_field_of_word_that_we_do_not_fill_in_is_named(instruction: str, fault: str) -> None:
    field = f"<w:p><w:fldSimple w:instr='{instruction}'><w:r><w:t>gammalt</w:t></w:r></w:fldSimple></w:p>"
    assert faults(foot=field) == (fault,)


def test_a_text_box_is_left_out_and_said_so() -> None:
    choice = "<mc:Choice><w:drawing><wp:inline/></w:drawing></mc:Choice>"
    box = f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"
    found = read_template(template(head=box + paragraph("Text")))
    assert found.faults == ()
    assert [
        one for one in found.notices if one.startswith("En textruta, form eller ett diagram i sidhuvudet tas inte med")
    ]
    silent = read_template(template(first=f"<w:p>{PICTURE.replace('Stadens vapen', '')}</w:p>"))
    assert "saknar alternativtext" in silent.notices[0]


def test_pictures_are_told_by_what_they_are_and_lose_what_is_no_picture() -> None:
    assert clean_picture(png(b"Author\0Kim")) == ("png", png())
    jpeg = b"\xff\xd8\xff\xe1\0\x09hemligt\xff\xc0\0\x0b\x08\0\x02\0\x06\x01\x01\x11\0\xff\xda\0\x02data\xff\xd9efter"
    ending, content = clean_picture(jpeg)
    assert (ending, b"hemligt" in content, b"efter" in content, b"data" in content) == ("jpeg", False, False, True)
    for broken in (
        b"GIF89a",
        b"<svg/>",
        png()[:-6],
        png().replace(b"IDAT", b"IDAX"),
        b"\xff\xd8\xff\xe0",
        b"\x01\0\0\0 EMF",
    ):
        with pytest.raises(UnreadableFile):
            clean_picture(broken)
    assert faults(picture=b"\x01\0\0\0 EMF") == (
        "Bilden i första sidans sidhuvud kan inte användas. Spara den som png eller jpg och infoga den på nytt.",
    )


def test_our_own_template_to_begin_with_has_no_fault() -> None:
    found = read_template(write_start_template())
    assert (found.faults, found.notices) == ((), ())
    text = words(found.template.head + found.template.foot + found.template.first_head + found.template.first_foot)
    assert {field for field in Field if f"{{{field}}}" in text} == set(Field) - {Field.CONTENT, Field.TITLE}
    assert write_start_template() == write_start_template()


def test_the_page_about_templates_tells_every_placeholder() -> None:
    page = (ROOT / "docs" / "template.md").read_text(encoding="utf-8")
    assert [field for field in Field if f"| `{field.written}` | {field.sentence} |" not in page] == []

"""The remitted draft: sections in order, with the numbers that Word prints."""

import docx

from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.plain import read_plain
from remiss.documents.reading.reader import read
from tests.documents.files import docx_bytes, docx_with_body

STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="R1"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="0"/>'
    '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="R2"><w:name w:val="Avsnitt"/><w:basedOn w:val="R1"/><w:pPr>'
    '<w:outlineLvl w:val="1"/><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)
NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def paragraph(text, style=None):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_automatic_heading_numbers_are_counted_as_word_prints_them():
    body = "".join(
        [paragraph("Inledning", "R1"), paragraph("Text ett."), paragraph("Syfte", "R2"), paragraph("Mål", "R2"),
         paragraph("Ansvar", "R1"), paragraph("Roller", "R2"), paragraph("Text två.")]
    )  # fmt: skip
    programme = parse_programme(read(docx_with_body(body, word__styles=STYLES, word__numbering=NUMBERING)))
    assert [(s.number, s.heading, s.level) for s in programme.sections] == [
        ("1", "Inledning", 1), ("1.1", "Syfte", 2), ("1.2", "Mål", 2), ("2", "Ansvar", 1), ("2.1", "Roller", 2),
    ]  # fmt: skip
    assert programme.sections[0].paragraphs == ("Text ett.",)


def test_title_style_is_the_title_and_text_before_the_first_heading_is_kept():
    document = docx.Document()
    document.add_heading("Plan för lek", 0)
    document.add_paragraph("Remissversion.")
    document.add_heading("Mål", 2)
    document.add_paragraph("Alla barn ska nå en lekplats.")
    programme = parse_programme(read(docx_bytes(document)))
    assert programme.title == "Plan för lek"
    assert [(s.heading, s.paragraphs) for s in programme.sections] == [
        ("", ("Remissversion.",)),
        ("Mål", ("Alla barn ska nå en lekplats.",)),
    ]


def test_plain_text_programme_with_numbered_headings():
    text = "Plan för lek\n\n1.1 Mål\n\nAlla barn ska nå en lekplats.\n\n1.2 Ansvar\n\nNämnden ansvarar.\n"
    programme = parse_programme(read_plain(text))
    assert [(s.number, s.heading) for s in programme.sections] == [("1.1", "Mål"), ("1.2", "Ansvar")]
    assert programme.title == "Plan för lek"

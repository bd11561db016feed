"""Pieces of a Word file that every sample document shares: page, styles, fields, tables, fixed dates."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from building.source import Part, Source

FONT = "Carlito"
AUTHOR = "Exempelstaden"
ZIP_DATE = (2026, 12, 1, 12, 0, 0)
TABLE_WIDTHS = (1.6, 8.4, 5.8)  # a ruled table of the sources has three columns, a short one first
SPACES = {"Title": (6, 4), "Subtitle": (0, 12), "Heading 1": (16, 4), "Heading 2": (12, 3), "Heading 3": (9, 2)}
SIZES = {"Title": 21, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11}


def new_document(title: str, iso_date: str, font: str = FONT) -> Any:
    """Return an empty A4 document in Swedish whose properties name no machine and no person."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    _set_styles(document, font)
    properties = document.core_properties
    moment = datetime.combine(datetime.fromisoformat(iso_date), time(12), tzinfo=UTC)
    properties.title, properties.author, properties.last_modified_by = title, AUTHOR, AUTHOR
    properties.created = properties.modified = moment
    properties.comments, properties.language, properties.revision = "", "sv-SE", 1
    return document


def tighten(document: Any) -> None:
    """Set the text of a long document closer than that of a letter."""
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.line_spacing = Pt(10.5), 1.0
    normal.paragraph_format.space_after = Pt(5)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(1.8)
    for name, before in (("Heading 1", 12), ("Heading 2", 8), ("Heading 3", 6)):
        document.styles[name].paragraph_format.space_before = Pt(before)


def page_header(document: Any, left: str) -> None:
    """Put ``left`` and ``Sida X (Y)`` at the top of every page."""
    paragraph = document.sections[0].header.paragraphs[0]
    style = document.styles["Header"]
    style.font.size = Pt(9)
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(Cm(15.4), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\tSida ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" (")
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(")")


def add_parts(document: Any, parts: tuple[Part, ...]) -> None:
    """Add blocks in order with real heading and list styles; numbered lists are numbered as text."""
    number = 0
    rows: list[Part] = []
    for part in parts:
        number = number + 1 if part.kind == "numbered" else 0
        if rows and part.kind != "row":
            _table(document, rows)
            rows = []
        if part.kind == "row":
            rows.append(part)
        else:
            _add_part(document, part, number)
    if rows:
        _table(document, rows)


def borderless(document: Any, rows: int, columns: int, widths: tuple[float, ...]) -> Any:
    """Return an empty layout table with ``widths`` in centimetres."""
    table = document.add_table(rows=rows, cols=columns)
    _set_widths(table, widths)
    return table


def fill(cell: Any, lines: list[str], bold_first: bool = False) -> None:
    """Write ``lines`` into ``cell``, one paragraph each and close together."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(line).bold = bold_first and index == 0


def signatures(document: Any, people: list[list[str]]) -> None:
    """Add the signatures side by side, name over title."""
    table = borderless(document, 1, len(people), (7.7,) * len(people))
    for cell, (name, title) in zip(table.rows[0].cells, people, strict=True):
        fill(cell, ["", "", name, title])
    document.add_paragraph()


def save(document: Any, path: Path) -> None:
    """Save with fixed dates inside the file, so that the same source gives the same bytes."""
    document.save(path)
    with zipfile.ZipFile(path) as old:
        contents = [(name, old.read(name)) for name in sorted(old.namelist()) if "thumbnail" not in name]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in contents:
            if name == "_rels/.rels":
                data = _without_thumbnail(data)
            new.writestr(zipfile.ZipInfo(name, ZIP_DATE), data, zipfile.ZIP_DEFLATED)


def closing_line(document: Any) -> None:
    """Add the short centred rule that ends many statements."""
    paragraph = document.add_paragraph("________")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def heading(document: Any, text: str, level: int) -> None:
    """Add a heading in one of the built-in styles, which readers and screen readers recognise."""
    document.add_paragraph(text, style=f"Heading {level}")


def running_head(source: Source) -> str:
    """Return what stands at the top of each page beside the page number."""
    return f"{source.meta.get('document_word', 'Tjänsteutlåtande')}, dnr {source.get('diary_number')}"


def _set_styles(document: Any, font: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.1
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    normal.element.get_or_add_rPr().append(language)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), name != "Subtitle", False
        style.font.color.rgb = RGBColor(0x1B, 0x27, 0x33)
        for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
            spacing.getparent().remove(spacing)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        fonts.set(qn("w:ascii"), font)
        fonts.set(qn("w:hAnsi"), font)
        style.paragraph_format.space_before, style.paragraph_format.space_after = (Pt(n) for n in SPACES[name])
        for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _add_part(document: Any, part: Part, number: int) -> None:
    if part.kind == "heading":
        heading(document, part.text, part.level)
    elif part.kind == "bullet":
        document.add_paragraph(part.text, style="List Bullet").paragraph_format.space_after = Pt(2)
    elif part.kind == "numbered":
        paragraph = document.add_paragraph(f"{number}. {part.text}")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.6), Cm(-0.45)
        paragraph.paragraph_format.space_after = Pt(3)
    else:
        document.add_paragraph(part.text)


def _table(document: Any, rows: list[Part]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    for part in rows:
        for cell, text in zip(table.add_row().cells, part.cells, strict=True):
            fill(cell, [text], bold_first=part is rows[0])
    _set_widths(table, TABLE_WIDTHS)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _set_widths(table: Any, widths: tuple[float, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _without_thumbnail(relations: bytes) -> bytes:
    start = relations.find(b"<Relationship ")
    kept = [piece for piece in relations[start:].split(b"<Relationship ") if piece and b"thumbnail" not in piece]
    joined = b"".join(b"<Relationship " + piece for piece in kept)
    return relations[:start] + (joined if joined.endswith(b"</Relationships>") else joined + b"</Relationships>")

"""The flowing nodes of an outline as Word paragraphs: headings, text, quotations, lists, fields, contents."""

from __future__ import annotations

from lxml import etree

from remiss.documents.writing.docx.xml import el, field, paragraph, run, runs
from remiss.domain.outline import Bullets, FieldRows, Heading, Paragraph, ParagraphStyle, Quote

BULLET_LIST = 1
AFTER_A_LIST = 140
_STYLE = {
    ParagraphStyle.BODY: "BodyText",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.NOTE: "Note",
    ParagraphStyle.META: "Meta",
}
QUOTE_TAG = "remiss-citat-"


def heading(node: Heading, number: int, bookmark: str) -> etree._Element:
    """Return a real heading with its bookmark; ``number`` is the bookmark's id in the file."""
    return paragraph(
        f"Heading{node.level}",
        el("bookmarkStart", id=number, name=bookmark),
        run(node.text),
        el("bookmarkEnd", id=number),
    )


def document_kind(node: Paragraph) -> list[etree._Element]:
    """Return the line of a header block that says what kind of document this is."""
    return [paragraph("DocumentKind", *runs(node.runs))]


def text(node: Paragraph) -> list[etree._Element]:
    """Return the paragraph, or nothing where it has no text: empty ones disturb who listens to the page."""
    return [paragraph(_STYLE[node.style], *runs(node.runs))] if any(r.text.strip() for r in node.runs) else []


def quotation(node: Quote, number: int) -> etree._Element:
    """Return a quotation with its reference, in a content control whose tag leads to its source (quotations.py)."""
    lines = [paragraph("Quote", run(line)) for line in node.text.splitlines() if line.strip()]
    if node.reference.strip():
        lines.append(paragraph("QuoteReference", run(node.reference)))
    properties = el(
        "sdtPr", el("alias", val="Citat"), el("tag", val=f"{QUOTE_TAG}{number}"), el("id", val=1000 + number)
    )
    return el("sdt", properties, el("sdtContent", *lines))


def bullets(node: Bullets, number: int) -> list[etree._Element]:
    """Return the items of a list with the numbering ``number``; after the last one as much room as after a text."""
    style, last = "ListNumber" if node.ordered else "ListBullet", len(node.items)
    room = (el("spacing", after=AFTER_A_LIST),)
    return [
        paragraph(style, *runs(item), extra=(_numbered(number), *(room if place == last else ())))
        for place, item in enumerate(node.items, start=1)
    ]


def field_rows(node: FieldRows) -> list[etree._Element]:
    """Return name and value on a line each, parted by a tab: reads well aloud and is easy to edit."""
    return [
        paragraph(
            "FieldRow" if number < len(node.rows) else "LastFieldRow",
            run(name, el("rStyle", val="FieldName")),
            run(f"\t{value}"),
        )
        for number, (name, value) in enumerate(node.rows, start=1)
    ]


def page_break() -> etree._Element:
    """Return an empty paragraph that ends the page."""
    return paragraph("PageBreak", el("r", el("br", type="page")))


def contents(entries: tuple[Heading, ...], bookmarks: dict[str, str], depth: int) -> list[etree._Element]:
    """Return a contents field that already shows its entries as links.

    Page numbers come when the reader updates the field: only a layout engine knows them, and a wrong number printed
    is worse than none.
    """
    if not entries:
        return []
    lines = [paragraph(f"TOC{entry.level}", _entry_link(entry, bookmarks[entry.anchor])) for entry in entries]
    begin, code, separate, _, end = field(rf'TOC \o "1-{depth}" \h \z', "")
    for position, part in enumerate((begin, code, separate), start=1):
        lines[0].insert(position, part)
    lines[-1].append(end)
    gallery = el("docPartObj", el("docPartGallery", val="Table of Contents"), el("docPartUnique"))
    block = el("sdtContent", paragraph("TOCHeading", run("Innehåll")), *lines)
    return [el("sdt", el("sdtPr", el("id", val=999), gallery), block)]


def _entry_link(entry: Heading, bookmark: str) -> etree._Element:
    return el("hyperlink", run(entry.text), anchor=bookmark, history=1)


def _numbered(number: int) -> etree._Element:
    return el("numPr", el("ilvl", val=0), el("numId", val=number))

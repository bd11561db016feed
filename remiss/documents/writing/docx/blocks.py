"""The flowing nodes of an outline as Word paragraphs: headings, text, quotations, lists, fields, contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from remiss.documents.writing.docx.words import Words
from remiss.documents.writing.docx.xml import el, field, linked, paragraph, run, with_next
from remiss.domain.outline import Bullets, FieldRows, Heading, Paragraph, ParagraphStyle, Quote

BULLET_LIST = 1
AFTER_A_LIST = 120
STYLES = {
    ParagraphStyle.BODY: "BodyText",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.NOTE: "Note",
    ParagraphStyle.META: "Meta",
}
_END = "</w:p>"
_QUOTE, _REFERENCE = (paragraph(style).removesuffix(_END) for style in ("Quote", "QuoteReference"))
_KEPT_QUOTE, _KEPT_REFERENCE = with_next(_QUOTE), with_next(_REFERENCE)
Edges = tuple[str, str]
"""The marks before and after the content of a place."""
NOWHERE: Edges = ("", "")


def edges(number: int, bookmark: str) -> Edges:
    """Return the start and the end of a place that can be found again; ``number`` is the bookmark's id in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>', f'<w:bookmarkEnd w:id="{number}"/>'


def text(node: Paragraph, style: str, words: Words, around: Edges = NOWHERE) -> str:
    """Return the paragraph, with the edges ``around`` what it holds."""
    return paragraph(style, around[0], words.runs(node.runs), around[1])


def quotation(node: Quote, words: Words, around: Callable[[int], list[Edges]], *, kept: bool = False) -> str:
    """Return the paragraphs of a quotation with its reference; ``around`` gives the edges of so many paragraphs.

    ``kept`` lets all of them stand on the page of what follows.
    """
    quote, reference = (_KEPT_QUOTE, _KEPT_REFERENCE) if kept else (_QUOTE, _REFERENCE)
    lines = [(quote, run(line)) for line in node.text.splitlines() if line.strip()]
    if node.reference.strip():
        lines.append((reference, words.reference(node.reference, node.link)))
    parts = zip(lines, around(len(lines)), strict=True)
    return "".join([f"{style}{start}{content}{end}{_END}" for (style, content), (start, end) in parts])


def bullets(node: Bullets, number: int, words: Words, around: Sequence[Edges]) -> Iterator[str]:
    """Yield the items of a list with the numbering ``number``; after the last one as much room as after a text.

    ``around`` are the edges of each item.
    """
    style, last = "ListNumber" if node.ordered else "ListBullet", len(node.items)
    room = (el("spacing", after=AFTER_A_LIST),)
    for place, (item, (start, end)) in enumerate(zip(node.items, around, strict=True), start=1):
        properties = (_numbered(number), *(room if place == last else ()))
        yield paragraph(style, start, words.runs(item), end, extra=properties)


def field_rows(node: FieldRows) -> Iterator[str]:
    """Yield name and value on a line each, parted by a tab: reads well aloud and is easy to edit."""
    for number, (name, value) in enumerate(node.rows, start=1):
        style = "FieldRow" if number < len(node.rows) else "LastFieldRow"
        yield paragraph(style, run(name, el("rStyle", val="FieldName")), run(f"\t{value}"))


def page_break() -> str:
    """Return an empty paragraph that ends the page."""
    return paragraph("PageBreak", el("r", el("br", type="page")))


def contents(entries: tuple[Heading, ...], bookmarks: Mapping[str, str], width: int) -> Iterator[str]:
    """Yield the list of contents: each entry a link with a field for its page, at the right edge of ``width``.

    A page number printed here would be a guess: only a program that lays the pages out knows them. These fields are
    computed by LibreOffice when it opens the file and by Word when it prints or saves as pdf; until then Word shows
    the links alone. They do not stand in a TOC field: LibreOffice keeps what such a one holds as it was written, and
    Word asks before it makes one anew.
    """
    if not entries:
        return
    stops = (el("tabs", el("tab", val="right", pos=width)),)
    yield paragraph("TOCHeading", run("Innehåll"))
    for entry in entries:
        bookmark = bookmarks[entry.anchor]
        begin, end = field(rf"PAGEREF {bookmark} \h", "")
        link = linked(bookmark, run(entry.text), run("\t"), begin, end)
        yield paragraph(f"TOC{entry.level}", link, extra=stops)


def _numbered(number: int) -> str:
    return el("numPr", el("ilvl", val=0), el("numId", val=number))

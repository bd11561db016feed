"""Word documents → Document, with our own walker.

python-docx loses tracked insertions, shows hidden text and hangs on a cell that says it is very wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from remiss.documents.reading import sentences
from remiss.documents.reading.docx_numbering import Numbering
from remiss.documents.reading.docx_parts import Package, W
from remiss.documents.reading.docx_styles import (
    Styles,
    heading_level,
    is_contents_list,
    numbering_use,
    read_styles,
)
from remiss.documents.reading.docx_text import is_bold, mark_deleted, paragraph_text, text_boxes
from remiss.documents.reading.limits import MAX_NESTING
from remiss.domain.document import Block, BlockKind, Document
from remiss.errors import UnreadableFile

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "hdr", "ftr")
)
# A row whose cell holds this many paragraphs is page layout, not a table.
_LAYOUT_PARAGRAPHS = 5


def read_docx(content: bytes) -> Document:
    """Return the Word file ``content`` as a Document; page headers come first, as they hold the dnr and the date.

    Raises UnreadableFile when the package is broken or hostile.
    """
    package = Package(content)
    main = package.main_part()
    root = package.part(main)
    if root is None:
        raise UnreadableFile(sentences.BROKEN_DOCX)
    walker = _Walker(
        read_styles(_first(package, main, "styles")),
        Numbering(_first(package, main, "numbering")),
    )
    blocks = _header_blocks(package, main, walker)
    walker.notes = _notes(package, main)
    body = root.find(f"{W}body")
    blocks += list(walker.blocks(root if body is None else body))
    return Document(tuple(blocks), "docx", exact_paragraphs=True)


def _first(package: Package, main: str, kind: str) -> etree._Element | None:
    names = package.related(main, kind)
    return package.part(names[0]) if names else None


def _notes(package: Package, main: str) -> dict[tuple[str, str], etree._Element]:
    """Return the footnotes and endnotes by their kind and number; the lines over them have a type and are left out."""
    found = {}
    for kind in ("footnote", "endnote"):
        part = _first(package, main, f"{kind}s")
        for note in () if part is None else part.iterchildren(f"{W}{kind}"):
            if note.get(f"{W}type", "normal") == "normal":
                found[kind, note.get(f"{W}id", "")] = note
    return found


def _header_blocks(package: Package, main: str, walker: _Walker) -> list[Block]:
    """Return the page headers' blocks, each text once; a first-page header stands before the running one."""
    parts = package.related(main, "header")
    found: list[Block] = []
    seen: set[str] = set()
    for name in sorted(parts):
        part = package.part(name)
        for block in () if part is None else walker.blocks(part):
            if block.text not in seen:
                seen.add(block.text)
                found.append(block)
    return found


class _Walker:
    """Walks block-level elements in reading order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.notes: dict[tuple[str, str], etree._Element] = {}
        self._styles = styles
        self._numbering = numbering

    def blocks(self, container: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks of ``container``; text boxes come before the paragraph they are anchored in."""
        if depth > MAX_NESTING:
            raise UnreadableFile(sentences.TOO_HEAVY)
        unfinished: list[etree._Element] = []
        for element in _block_elements(container):
            if element.tag == f"{W}tbl":
                yield from self._table(element, depth)
                continue
            for box in text_boxes(element):
                yield from self.blocks(box, depth + 1)
            unfinished.append(element)
            if not mark_deleted(element):
                yield from self._paragraph(unfinished)
                unfinished = []
        yield from self._paragraph(unfinished)

    def _paragraph(self, elements: list[etree._Element]) -> Iterator[Block]:
        text = "".join(paragraph_text(element, self._styles) for element in elements).strip()
        if not elements or not text:
            return
        last = elements[-1]
        use = numbering_use(last, self._styles)
        number = self._numbering.printed(use) if use else ""
        if is_contents_list(last, self._styles):
            return
        level = heading_level(last, self._styles)
        if level:
            yield Block(BlockKind.HEADING, f"{number} {text}".strip(), level=level, bold=True)
            yield from self._footnotes(elements)
            return
        kind = BlockKind.LIST_ITEM if use else BlockKind.PARAGRAPH
        yield Block(kind, text, level=0, bold=is_bold(last, self._styles))
        yield from self._footnotes(elements)

    def _footnotes(self, elements: list[etree._Element]) -> Iterator[Block]:
        """Yield the notes that a paragraph refers to, right after it; each stands once however often it is named."""
        for element in elements:
            for mark in element.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = etree.QName(mark).localname.removesuffix("Reference")
                note = self.notes.pop((kind, mark.get(f"{W}id", "")), None)
                if note is not None and next(mark.iterancestors(f"{W}del"), None) is None:
                    yield from self.blocks(note)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        for row in _rows(table):
            cells = [list(self.blocks(cell, depth + 1)) for cell in row.iter(f"{W}tc") if _own_row(cell) is row]
            filled = [cell for cell in cells if cell]
            if len(filled) < 2 or any(_is_layout(cell) for cell in filled):
                for cell in filled:
                    yield from cell
                continue
            texts = tuple("\n".join(block.text for block in cell) for cell in cells)
            yield Block(BlockKind.TABLE_ROW, "\t".join(text for text in texts if text), cells=texts)


def _is_layout(cell: list[Block]) -> bool:
    headings = any(block.kind is BlockKind.HEADING for block in cell)
    return headings or sum(1 for block in cell if len(block.text) > 80) >= _LAYOUT_PARAGRAPHS


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    for row in table.iter(f"{W}tr"):
        deleted = row.find(f"{W}trPr/{W}del") is not None
        if not deleted and next(row.iterancestors(f"{W}tbl")) is table:
            yield row


def _own_row(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(f"{W}tr"))


def _block_elements(container: etree._Element) -> Iterator[etree._Element]:
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in _WRAPPERS:
            stack.extend(reversed(element))

"""Word documents → Document, with our own walker.

python-docx loses tracked insertions, shows hidden text and hangs on a cell that says it is very wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from remiss.documents.reading import sentences
from remiss.documents.reading.docx_numbering import Numbering
from remiss.documents.reading.docx_parts import Package, W
from remiss.documents.reading.docx_styles import Styles, settings_in, styles_of
from remiss.documents.reading.docx_text import TEXT_BOX, is_bold, mark_deleted, text_boxes, words_of
from remiss.documents.reading.limits import MAX_NESTING
from remiss.domain.document import Block, BlockKind, Document
from remiss.errors import UnreadableFile

_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body", "hdr", "ftr")
)
_PARAGRAPH, _TABLE, _ROW, _CELL, _DELETED = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}del"
_VANISH, _DELETED_ROW = f"{W}vanish", f"{W}trPr/{W}del"
_REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
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
        styles_of(package, main),
        Numbering(_first(package, main, "numbering")),
    )
    blocks = _header_blocks(package, main, walker)
    walker.notes = _notes(package, main, walker)
    body = root.find(f"{W}body")
    walker.look_over(root)
    blocks += walker.blocks(root if body is None else body)
    return Document(tuple(blocks), "docx", exact_paragraphs=True)


def _first(package: Package, main: str, kind: str) -> etree._Element | None:
    names = package.related(main, kind)
    return package.part(names[0]) if names else None


def _notes(package: Package, main: str, walker: _Walker) -> dict[tuple[str, str], etree._Element]:
    """Return the footnotes and endnotes by their kind and number; the lines over them have a type and are left out."""
    found = {}
    for kind in ("footnote", "endnote"):
        part = _first(package, main, f"{kind}s")
        if part is None:
            continue
        walker.look_over(part)
        for note in part.iterchildren(f"{W}{kind}"):
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
        if part is None:
            continue
        walker.look_over(part)
        for block in walker.blocks(part):
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
        self._may_hide = styles.may_hide
        self._boxed: set[etree._Element] = set()
        self._unended: set[etree._Element] = set()

    def look_over(self, part: etree._Element) -> None:
        """Find what few paragraphs of ``part`` have, once: to ask each of them takes longer than to read them."""
        self._may_hide = self._may_hide or next(part.iter(_VANISH), None) is not None
        for box in part.iter(TEXT_BOX):
            for around in box.iterancestors(_PARAGRAPH):
                if around in self._boxed:
                    break
                self._boxed.add(around)
        for mark in part.iter(_DELETED):
            holder = next(islice(mark.iterancestors(), 2, None), None)
            if holder is not None and holder.tag == _PARAGRAPH and mark_deleted(holder):
                self._unended.add(holder)

    def blocks(self, container: etree._Element, depth: int = 0) -> list[Block]:
        """Return the blocks of ``container``; text boxes come before the paragraph they are anchored in."""
        if depth > MAX_NESTING:
            raise UnreadableFile(sentences.TOO_HEAVY)
        found: list[Block] = []
        unfinished: list[etree._Element] = []
        for element in _block_elements(container):
            if element.tag == _TABLE:
                found += self._table(element, depth)
                continue
            if element in self._boxed:
                for box in text_boxes(element):
                    found += self.blocks(box, depth + 1)
            unfinished.append(element)
            if element not in self._unended:
                found += self._paragraph(unfinished)
                unfinished = []
        if unfinished:
            found += self._paragraph(unfinished)
        return found

    def _paragraph(self, elements: list[etree._Element]) -> list[Block]:
        words = [words_of(element, self._styles, may_hide=self._may_hide) for element in elements]
        text = "".join([one.text for one in words]).strip()
        if not text:
            return []
        last = words[-1]
        settings = settings_in(last.properties)
        look = self._styles.look(settings.style)
        use = settings.numbering_use(look)
        number = self._numbering.printed(use) if use else ""
        if look.in_contents:
            return []
        level = settings.level(look)
        if level:
            block = Block(BlockKind.HEADING, f"{number} {text}".strip(), level=level, bold=True)
        else:
            kind = BlockKind.LIST_ITEM if use else BlockKind.PARAGRAPH
            block = Block(kind, text, bold=is_bold(elements[-1], last, settings.style, self._styles))
        return [block, *self._footnotes(elements)] if self.notes else [block]

    def _footnotes(self, elements: list[etree._Element]) -> Iterator[Block]:
        """Yield the notes that a paragraph refers to, right after it; each stands once however often it is named."""
        for element in elements:
            for mark in element.iter(*_REFERENCES):
                note = self.notes.pop((_REFERENCES[str(mark.tag)], mark.get(f"{W}id", "")), None)
                if note is not None and next(mark.iterancestors(_DELETED), None) is None:
                    yield from self.blocks(note)

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        for row in _rows(table):
            cells = [self.blocks(cell, depth + 1) for cell in row.iter(_CELL) if _own_row(cell) is row]
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
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is table and row.find(_DELETED_ROW) is None:
            yield row


def _own_row(cell: etree._Element) -> etree._Element:
    return next(cell.iterancestors(_ROW))


def _block_elements(container: etree._Element) -> Iterator[etree._Element]:
    stack = container[::-1]
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in (_PARAGRAPH, _TABLE):
            yield element
        elif tag in _WRAPPERS:
            stack += element[::-1]

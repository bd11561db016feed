"""The main part: an outline's nodes in order, in sections, written piece by piece while it is packed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from remiss.documents.writing.docx import blocks, charts, tables
from remiss.documents.writing.docx.identities import OWN_WORDS, QUOTATION, control, title_control
from remiss.documents.writing.docx.names import bookmark_names
from remiss.documents.writing.docx.sections import section_properties
from remiss.documents.writing.docx.stationery import Stationery
from remiss.documents.writing.docx.words import Words
from remiss.documents.writing.docx.xml import (
    DECLARATION,
    SPACES,
    paragraph,
    run,
    style_of,
    with_break_before,
    with_next,
    with_property,
    with_room_before,
)
from remiss.documents.writing.frame import anchors, has_words, headings, letterhead
from remiss.documents.writing.pages import split_by_page
from remiss.domain.marks import part_names, quote_name, source_in, words_name
from remiss.domain.outline import (
    Bullets,
    Chart,
    Contents,
    FieldRows,
    Heading,
    Node,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    SignatureBlock,
    Table,
)

_SPACE_AFTER_TABLE = 200
_STYLES_WITH_OWN_SPACE = {"Heading1", "Heading2", "Heading3", "Heading4", "Caption", "Title"}
_NO_SPACE_AFTER_TABLE = _STYLES_WITH_OWN_SPACE | {"SectionEnd", "PageBreak"}
_CHARACTERS_AT_ONCE = 100_000
_BREAK = ""


class Body:
    """One pass over an outline. A piece is a whole paragraph or control, or the beginning, a row or the end of a table;
    nothing is kept of what has been written but how many there were of what is numbered.
    """

    def __init__(self, outline: Outline, stationery: Stationery | None = None) -> None:
        self._outline, self._stationery = outline, stationery or Stationery(outline)
        self._bookmarks = bookmark_names(anchors(outline))
        self._words = Words(self._bookmarks)
        self._places = self._quotes = self._charts = self._numbered_lists = 0
        self._page = self._stationery.pages.upright
        self._sections = 0
        self._renderers: dict[type, Callable[[Any], Iterable[str]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Table: self._table,
            Chart: self._chart,
            Contents: lambda node: blocks.contents(
                headings(outline, node.depth), self._bookmarks, self._page.text_width
            ),
            PageBreak: lambda _: [_BREAK],
            FieldRows: blocks.field_rows,
            SignatureBlock: lambda node: tables.signatures(node, self._page.text_width),
        }

    def part(self) -> Iterator[str]:
        """Yield the whole main part, a hundred thousand characters at a time."""
        yield f"{DECLARATION}<w:document {SPACES}><w:body>"
        some: list[str] = []
        long = 0
        for piece in _with_space_after_tables(self._pieces()):
            some.append(piece)
            long += len(piece)
            if long >= _CHARACTERS_AT_ONCE:
                yield "".join(some)
                some, long = [], 0
        yield "".join([*some, self._section(), "</w:body></w:document>"])

    def _pieces(self) -> Iterator[str]:
        above, below = letterhead(self._outline)
        upright, sideways = self._stationery.pages.upright, self._stationery.pages.sideways
        groups = [(sideways if on_side else upright, nodes) for on_side, nodes in split_by_page(below)]
        if not groups or groups[0][0] is not upright:
            groups.insert(0, (upright, []))
        title = self._title(after_letterhead=bool(above))
        beginning = [*self._stationery.above(), *self._status(), *self._above_title(above), *title]
        for number, (page, nodes) in enumerate(groups):
            self._page = page
            pieces = self._render(nodes)
            if number == 0:
                pieces = chain(beginning, pieces)
            yield from _ended(pieces, self._section()) if number < len(groups) - 1 else pieces
        yield from self._stationery.below()

    def _section(self) -> str:
        """Return what ends the section; only the first one has a first page."""
        self._sections += 1
        return section_properties(self._page, different_first=self._stationery.different and self._sections == 1)

    def _render(self, nodes: Iterable[Node]) -> Iterator[str]:
        """A page begins with a paragraph that says so: one of its own with a break could stand alone on a page."""
        breaks = False
        for piece in self._written(nodes):
            if piece == _BREAK:
                breaks = True
                continue
            if breaks:
                yield from _on_a_new_page(piece)
                breaks = False
            else:
                yield piece

    def _written(self, nodes: Iterable[Node]) -> Iterator[str]:
        for key, group in groupby(nodes, key=_key_of):
            if key is None:
                below_heading = False
                for node, follows in _with_next(group):
                    below_heading = isinstance(node, Heading) or (below_heading and _is_note(node))
                    if isinstance(node, Quote):
                        yield from self._quote(node, kept=isinstance(follows, Paragraph))
                    elif isinstance(node, Paragraph) and (below_heading or _introduces(follows)):
                        yield from map(with_next, self._paragraph(node))
                    else:
                        yield from self._renderers[type(node)](node)
            else:
                yield from self._own_words(key, [node for node in group if isinstance(node, Paragraph)])

    def _above_title(self, nodes: tuple[Node, ...]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, Paragraph) and node.style is ParagraphStyle.LEAD:
                yield blocks.text(node, "DocumentKind", self._words)
            else:
                yield from self._render([node])

    def _status(self) -> list[str]:
        mark = self._outline.watermark
        return [paragraph("Status", run(mark.upper()))] if mark else []

    def _title(self, *, after_letterhead: bool) -> list[str]:
        title = paragraph("StatementTitle" if after_letterhead else "Title", run(self._outline.title))
        if any(isinstance(node, Quote) or _key_of(node) for node in self._outline.nodes):
            title = title_control(title)
        subtitle = self._outline.subtitle
        return [title, paragraph("Subtitle", run(subtitle))] if subtitle.strip() else [title]

    def _heading(self, node: Heading) -> Iterator[str]:
        start, end = self._edges(node.origin)
        yield paragraph(f"Heading{node.level}", start, self._place(run(node.text), node.anchor), end)

    def _place(self, content: str, anchor: str) -> str:
        start, end = self._edges(self._bookmarks[anchor])
        return start + content + end

    def _edges(self, name: str | None) -> blocks.Edges:
        if not name:
            return blocks.NOWHERE
        self._places += 1
        return blocks.edges(self._places, name)

    def _parts(self, name: str, count: int) -> list[blocks.Edges]:
        return [self._edges(part) for part in part_names(name, count)]

    def _paragraph(self, node: Paragraph) -> Iterator[str]:
        """Nothing where it has no text: empty paragraphs disturb who listens to the page. But a reply is left whole."""
        if has_words(node.runs) or node.origin:
            yield blocks.text(node, blocks.STYLES[node.style], self._words, self._edges(node.origin))

    def _own_words(self, key: str, nodes: list[Paragraph]) -> Iterator[str]:
        """Several paragraphs in a row under one key are one piece."""
        shown = [node for node in nodes if has_words(node.runs)]
        if not shown:
            return
        name = words_name(key, "\n".join("".join(one.text for one in node.runs) for node in shown))
        written = [
            blocks.text(node, blocks.STYLES[node.style], self._words, edges)
            for node, edges in zip(shown, self._parts(name, len(shown)), strict=True)
        ]
        yield control(OWN_WORDS, name, self._places, "".join(written))

    def _quote(self, node: Quote, *, kept: bool) -> Iterator[str]:
        if not (node.text.strip() or node.reference.strip()):
            return
        self._quotes += 1
        source = source_in(node.source)
        name = quote_name(self._quotes, source.reply if source else 0, node.words, node.seal)
        written = blocks.quotation(node, self._words, lambda count: self._parts(name, count), kept=kept)
        yield control(QUOTATION, name, self._places, written)

    def _bullets(self, node: Bullets) -> Iterator[str]:
        around = [self._edges(name) for name in node.origins] or [blocks.NOWHERE] * len(node.items)
        if not node.ordered:
            return blocks.bullets(node, blocks.BULLET_LIST, self._words, around)
        self._numbered_lists += 1
        return blocks.bullets(node, blocks.BULLET_LIST + self._numbered_lists, self._words, around)

    def _table(self, node: Table) -> Iterator[str]:
        return tables.table(node, self._page.text_width, self._bookmarks.__getitem__, self._stationery.letter)

    def _chart(self, node: Chart) -> Iterator[str]:
        self._charts += 1
        return charts.placed(node, self._charts, self._page.text_width, lambda one: self._place(one, node.anchor))


def _with_next(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node | None]]:
    before: Node | None = None
    for node in nodes:
        if before is not None:
            yield before, node
        before = node
    if before is not None:
        yield before, None


def _introduces(follows: Node | None) -> bool:
    """A table, list or quotation has its words above it; a note is about what it stands under."""
    return isinstance(follows, Table | Bullets | Quote) or (follows is not None and _is_note(follows))


def _is_note(node: Node) -> bool:
    return isinstance(node, Paragraph) and node.style is ParagraphStyle.NOTE


def _key_of(node: Node) -> str | None:
    return node.key if isinstance(node, Paragraph) else None


def _on_a_new_page(piece: str) -> list[str]:
    return [blocks.page_break(), piece] if style_of(piece) is None else [with_break_before(piece)]


def _ended(pieces: Iterable[str], section: str) -> Iterator[str]:
    """Let the last paragraph carry the section; a table cannot, so a tiny paragraph follows it."""
    last = None
    for piece in pieces:
        if last is not None:
            yield last
        last = piece
    if last is not None and style_of(last) is None:
        yield last
        last = None
    yield with_property(last or paragraph("SectionEnd"), section)


def _with_space_after_tables(pieces: Iterator[str]) -> Iterator[str]:
    """Give air under each table: Word has no such setting. Two tables in a row would melt into one."""
    after_table = False
    for piece in pieces:
        if after_table:
            style = style_of(piece)
            if style is None:
                yield paragraph("SectionEnd")
            elif style not in _NO_SPACE_AFTER_TABLE:
                piece = with_room_before(piece, _SPACE_AFTER_TABLE)
        yield piece
        after_table = piece == tables.END_OF_TABLE
    if after_table:
        yield paragraph("SectionEnd")

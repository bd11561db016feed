"""The main part: an outline's nodes in order, in sections, with what hangs between them counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from remiss.documents.writing.docx import blocks, charts, tables
from remiss.documents.writing.docx.names import bookmark_names
from remiss.documents.writing.docx.sections import UPRIGHT, Page, section_properties, split_by_page
from remiss.documents.writing.docx.xml import el, paragraph, run, w
from remiss.documents.writing.frame import headings, letterhead
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


class Body:
    """One pass over an outline. Then ``quotes``, ``charts`` and ``numbered_lists`` tell what the other parts hold."""

    def __init__(self, outline: Outline) -> None:
        self.quotes: list[Quote] = []
        self.charts: list[Chart] = []
        self.numbered_lists = 0
        self._outline = outline
        self._bookmarks = bookmark_names(node.anchor for node in headings(outline))
        self._headings = 0
        self._page = UPRIGHT
        self._renderers: dict[type, Callable[[Any], list[etree._Element]]] = {
            Heading: self._heading,
            Paragraph: blocks.text,
            Quote: self._quote,
            Bullets: self._bullets,
            Table: self._table,
            Chart: self._chart,
            Contents: self._contents,
            PageBreak: lambda _: [blocks.page_break()],
            FieldRows: blocks.field_rows,
            SignatureBlock: lambda node: tables.signatures(node, self._page.text_width),
        }

    def part(self) -> etree._Element:
        """Return the whole main part."""
        above, below = letterhead(self._outline)
        elements = [*self._status(), *self._above_title(above), *self._title(after_letterhead=bool(above))]
        groups = split_by_page(below) or [(UPRIGHT, [])]
        if groups[0][0] is not UPRIGHT:
            groups.insert(0, (UPRIGHT, []))
        for number, (page, nodes) in enumerate(groups):
            self._page = page
            elements.extend(self._render(nodes))
            if number < len(groups) - 1:
                _end_section(elements, page)
        _space_after_tables(elements)
        return el("document", el("body", *elements, section_properties(groups[-1][0])))

    def _render(self, nodes: tuple[Node, ...] | list[Node]) -> list[etree._Element]:
        return [element for node in nodes for element in self._renderers[type(node)](node)]

    def _above_title(self, nodes: tuple[Node, ...]) -> list[etree._Element]:
        return [
            element
            for node in nodes
            for element in (
                blocks.document_kind(node)
                if isinstance(node, Paragraph) and node.style is ParagraphStyle.LEAD
                else self._render([node])
            )
        ]

    def _status(self) -> list[etree._Element]:
        mark = self._outline.watermark
        return [paragraph("Status", run(mark.upper()))] if mark else []

    def _title(self, *, after_letterhead: bool) -> list[etree._Element]:
        title = paragraph("StatementTitle" if after_letterhead else "Title", run(self._outline.title))
        subtitle = self._outline.subtitle
        return [title, paragraph("Subtitle", run(subtitle))] if subtitle.strip() else [title]

    def _heading(self, node: Heading) -> list[etree._Element]:
        self._headings += 1
        return [blocks.heading(node, self._headings, self._bookmarks[node.anchor])]

    def _quote(self, node: Quote) -> list[etree._Element]:
        self.quotes.append(node)
        return [blocks.quotation(node, len(self.quotes))]

    def _bullets(self, node: Bullets) -> list[etree._Element]:
        if not node.ordered:
            return blocks.bullets(node, blocks.BULLET_LIST)
        self.numbered_lists += 1
        return blocks.bullets(node, blocks.BULLET_LIST + self.numbered_lists)

    def _table(self, node: Table) -> list[etree._Element]:
        return tables.table(node, self._page.text_width, self._bookmarks.__getitem__)

    def _chart(self, node: Chart) -> list[etree._Element]:
        self.charts.append(node)
        return charts.placed(node, len(self.charts), self._page.text_width)

    def _contents(self, node: Contents) -> list[etree._Element]:
        return blocks.contents(headings(self._outline, node.depth), self._bookmarks, node.depth)


def _end_section(elements: list[etree._Element], page: Page) -> None:
    """Let the last paragraph carry the section; a table cannot, so a tiny paragraph follows it."""
    if not elements or elements[-1].tag != w("p"):
        elements.append(paragraph("SectionEnd"))
    properties = elements[-1].find(w("pPr"))
    assert properties is not None  # noqa: S101 - paragraph() always writes it
    properties.append(section_properties(page))


def _space_after_tables(elements: list[etree._Element]) -> None:
    """Give air under each table: Word has no such setting. Two tables in a row would melt into one."""
    for index in range(len(elements) - 1, -1, -1):
        if elements[index].tag != w("tbl"):
            continue
        following = elements[index + 1] if index + 1 < len(elements) else None
        if following is None or following.tag != w("p"):
            elements.insert(index + 1, paragraph("SectionEnd"))
        elif _style_of(following) not in _STYLES_WITH_OWN_SPACE | {"SectionEnd", "PageBreak"}:
            _add_space(following)


def _style_of(element: etree._Element) -> str:
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    return style.get(w("val"), "") if style is not None else ""


def _add_space(element: etree._Element) -> None:
    properties = element.find(w("pPr"))
    assert properties is not None  # noqa: S101 - paragraph() always writes it
    spacing = el("spacing", before=_SPACE_AFTER_TABLE)
    section = properties.find(w("sectPr"))
    if section is None:
        properties.append(spacing)
    else:
        section.addprevious(spacing)

"""Pages: A4 upright, and A4 on its side for the tables that ask for it. All lengths in twentieths of a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from remiss.documents.writing.docx.xml import el
from remiss.domain.outline import Heading, Node, PageBreak, Paragraph, ParagraphStyle, Table

_SHORT_SIDE, _LONG_SIDE = 11906, 16838
_MOST_INTRODUCING_PARAGRAPHS = 2


@dataclass(frozen=True)
class Page:
    """A page shape: its name (also of its head and foot parts), paper and side margin."""

    name: str
    width: int
    height: int
    side: int

    @property
    def text_width(self) -> int:
        """Width between the margins."""
        return self.width - 2 * self.side


UPRIGHT = Page("upright", _SHORT_SIDE, _LONG_SIDE, 1418)
SIDEWAYS = Page("sideways", _LONG_SIDE, _SHORT_SIDE, 1134)
PAGES = (UPRIGHT, SIDEWAYS)


def section_properties(page: Page) -> str:
    """Return the properties that end a section of pages like ``page``."""
    references = [f'<w:{kind}Reference w:type="default" r:id="{kind}_{page.name}"/>' for kind in ("header", "footer")]
    turned = {"orient": "landscape"} if page is SIDEWAYS else {}
    size = el("pgSz", w=page.width, h=page.height, **turned)
    margins = el("pgMar", top=1531, right=page.side, bottom=1361, left=page.side, header=680, footer=624, gutter=0)
    return el("sectPr", *references, el("type", val="nextPage"), size, margins)


def split_by_page(nodes: Sequence[Node]) -> list[tuple[Page, list[Node]]]:
    """Group ``nodes`` by the page they need. A sideways table takes with it the heading that introduces it and the
    note under it, and needs no page break of its own: the new section is one.
    """
    sideways = [isinstance(node, Table) and node.landscape for node in nodes]
    for index, node in enumerate(nodes):
        if isinstance(node, Table) and node.landscape:
            for before in range(_introduction(nodes, index), index):
                sideways[before] = True
        elif index and sideways[index - 1] and _is_note(node):
            sideways[index] = True
    groups: list[tuple[Page, list[Node]]] = []
    for node, on_side in zip(nodes, sideways, strict=True):
        page = SIDEWAYS if on_side else UPRIGHT
        if not groups or groups[-1][0] is not page:
            groups.append((page, []))
        groups[-1][1].append(node)
    return _without_spare_breaks(groups)


def _introduction(nodes: Sequence[Node], table: int) -> int:
    start = table
    while start > 0 and isinstance(nodes[start - 1], Paragraph) and table - start < _MOST_INTRODUCING_PARAGRAPHS:
        start -= 1
    if start == 0 or not isinstance(nodes[start - 1], Heading):
        return table
    while start > 0 and isinstance(nodes[start - 1], Heading):
        start -= 1
    return start


def _is_note(node: Node) -> bool:
    return isinstance(node, Paragraph) and node.style is ParagraphStyle.NOTE


def _without_spare_breaks(groups: list[tuple[Page, list[Node]]]) -> list[tuple[Page, list[Node]]]:
    kept: list[tuple[Page, list[Node]]] = []
    for number, (page, nodes) in enumerate(groups):
        if number and nodes and isinstance(nodes[0], PageBreak):
            nodes = nodes[1:]
        if number < len(groups) - 1 and nodes and isinstance(nodes[-1], PageBreak):
            nodes = nodes[:-1]
        if nodes:
            kept.append((page, nodes))
    return kept

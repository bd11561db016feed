"""Which nodes need a page on its side, for the formats that have pages."""

from __future__ import annotations

from collections.abc import Sequence

from remiss.domain.outline import Heading, Node, PageBreak, Paragraph, ParagraphStyle, Table

_MOST_INTRODUCING_PARAGRAPHS = 2
Group = tuple[bool, list[Node]]


def split_by_page(nodes: Sequence[Node]) -> list[Group]:
    """Group ``nodes`` by the page they need: (whether it lies on its side, nodes). A sideways table takes with it the
    heading that introduces it and the note under it, and needs no page break of its own: a new group begins a page.
    """
    sideways = [isinstance(node, Table) and node.landscape for node in nodes]
    for index, node in enumerate(nodes):
        if isinstance(node, Table) and node.landscape:
            for before in range(_introduction(nodes, index), index):
                sideways[before] = True
        elif index and sideways[index - 1] and _is_note(node):
            sideways[index] = True
    groups: list[Group] = []
    for node, on_side in zip(nodes, sideways, strict=True):
        if not groups or groups[-1][0] is not on_side:
            groups.append((on_side, []))
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


def _without_spare_breaks(groups: list[Group]) -> list[Group]:
    kept: list[Group] = []
    for number, (on_side, nodes) in enumerate(groups):
        if number and nodes and isinstance(nodes[0], PageBreak):
            nodes = nodes[1:]
        if number < len(groups) - 1 and nodes and isinstance(nodes[-1], PageBreak):
            nodes = nodes[:-1]
        if nodes:
            kept.append((on_side, nodes))
    return kept

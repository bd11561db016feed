"""Takes away links to what a layout or a choice leaves out, so that every part may link to where a thing usually is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from remiss.domain.outline import Bullets, Cell, Chart, Heading, Node, Paragraph, Quote, Run, Table


def with_links_that_lead(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return the nodes with those links alone that lead to an anchor among them."""
    found = tuple(nodes)
    anchors = {node.anchor for node in found if isinstance(node, Heading | Chart)}
    return tuple(_mended(node, anchors) for node in found)


def _mended(node: Node, anchors: set[str]) -> Node:
    if isinstance(node, Table):
        if all(cell.link is None or cell.link in anchors for row in node.rows for cell in row):
            return node
        return replace(node, rows=tuple(tuple(_cell(cell, anchors) for cell in row) for row in node.rows))
    if isinstance(node, Quote) and node.link not in anchors:
        return replace(node, link=None)
    if isinstance(node, Paragraph) and _any_dead(node.runs, anchors):
        return replace(node, runs=_runs(node.runs, anchors))
    if isinstance(node, Bullets) and any(_any_dead(item, anchors) for item in node.items):
        return replace(node, items=tuple(_runs(item, anchors) for item in node.items))
    return node


def _any_dead(runs: tuple[Run, ...], anchors: set[str]) -> bool:
    return any(run.link is not None and run.link not in anchors for run in runs)


def _cell(cell: Cell, anchors: set[str]) -> Cell:
    return cell if cell.link is None or cell.link in anchors else replace(cell, link=None)


def _runs(runs: tuple[Run, ...], anchors: set[str]) -> tuple[Run, ...]:
    return tuple(run if run.link is None or run.link in anchors else replace(run, link=None) for run in runs)

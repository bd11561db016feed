"""What every writer must agree on: that the outline holds together, what stands above its title, its running lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, takewhile

from remiss.domain.outline import (
    Bullets,
    Cell,
    Chart,
    FieldRows,
    Heading,
    Node,
    Outline,
    Paragraph,
    ParagraphStyle,
    Quote,
    Run,
    Table,
)

PAGE = "{sida}"
PAGES = "{sidor}"
NOTE_ANCHOR = "fotnot-"
_NON_CHARACTERS = "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NON_CHARACTERS}]")
PAGE_OF_PAGES = f"Sida {PAGE} av {PAGES}"


def check_outline(outline: Outline) -> None:
    """Raise ValueError where ``outline`` cannot become a sound document: the fault of the code that built it.

    Anchors are unique and without white space, links lead to an anchor, levels are 1–4, no row is longer than its
    header, widths (when given) are one per column and above zero, a chart's series have a value (or None) for each
    category and its marks a category, and ``created`` is aware.
    """
    if outline.created.tzinfo is None:
        raise ValueError("created must be an aware datetime")
    known: set[str] = set()
    for anchor in anchors(outline):
        _check_anchor(anchor, known)
        known.add(anchor)
    for node in outline.nodes:
        _check_links(node, known)
        if isinstance(node, Heading):
            _check_heading(node)
        elif isinstance(node, Table):
            _check_table(node)
        elif isinstance(node, Chart):
            _check_chart(node)


def anchors(outline: Outline) -> Iterator[str]:
    """Yield the anchors of headings and charts, in order."""
    return (node.anchor for node in outline.nodes if isinstance(node, Heading | Chart))


def has_words(runs: Iterable[Run]) -> bool:
    """Return whether ``runs`` show anything: no writer writes a paragraph that does not."""
    return any(run.text.strip() or run.note is not None for run in runs)


def notes(outline: Outline) -> tuple[str, ...]:
    """Return the footnotes in the order of their marks; a writer numbers the marks from 1 as it comes to them."""
    return tuple(run.note for node in outline.nodes for run in _runs_of(node) if run.note is not None)


def headings(outline: Outline, depth: int = 4) -> tuple[Heading, ...]:
    """Return the headings down to level ``depth``, in order."""
    return tuple(node for node in outline.nodes if isinstance(node, Heading) and node.level <= depth)


def letterhead(outline: Outline) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Split the nodes into what stands above the title, as in a tjänsteutlåtande, and the rest.

    Above stands a start of the outline that begins with a meta line (the office), goes on with meta lines, a lead
    (the kind of document) and field rows, and does have field rows. All other documents begin with their title.
    """
    above = tuple(takewhile(_is_letterhead, outline.nodes))
    begins_with_office = isinstance(above[0], Paragraph) and above[0].style is ParagraphStyle.META if above else False
    if not begins_with_office or not any(isinstance(node, FieldRows) for node in above):
        return (), outline.nodes
    return above, outline.nodes[len(above) :]


def running_lines(outline: Outline) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return head and foot, each as (left, right). A tab parts left from right; PAGE and PAGES mark page numbers.

    A document that marks them nowhere gets ``Sida 1 av 12`` at the right of its foot.
    """
    head, foot = _halves(outline.header), _halves(outline.footer)
    if PAGE not in outline.header + outline.footer:
        foot = (" · ".join(part for part in foot if part), PAGE_OF_PAGES)
    return head, foot


def padded(cells: tuple[Cell, ...], count: int) -> Iterator[Cell]:
    """Yield the cells of a row, filled up with empty ones to ``count``."""
    yield from cells
    for _ in range(count - len(cells)):
        yield Cell("")


def clean(text: str) -> str:
    """Return ``text`` without what no format may hold: control characters (but tab and line end),
    lone surrogates and non-characters. Line ends become one line feed.
    """
    # Every word of a document passes here, and nearly all hold nothing but what is printed: asking that is forty times
    # faster than looking for what is forbidden.
    if text.replace("\n", " ").replace("\u00a0", " ").isprintable():
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_letterhead(node: Node) -> bool:
    styles = (ParagraphStyle.META, ParagraphStyle.LEAD)
    return isinstance(node, FieldRows) or (isinstance(node, Paragraph) and node.style in styles)


def _halves(line: str) -> tuple[str, str]:
    left, _, right = line.partition("\t")
    return left.strip(), right.strip()


def _check_heading(heading: Heading) -> None:
    if not 1 <= heading.level <= 4:
        raise ValueError(f"heading level {heading.level} is not 1–4: {heading.text}")


def _check_anchor(anchor: str, taken: set[str]) -> None:
    if not anchor or anchor != "".join(anchor.split()):
        raise ValueError(f"anchor {anchor!r} is empty or holds white space")
    if anchor.startswith(NOTE_ANCHOR):
        raise ValueError(f"anchor {anchor!r} is kept for footnotes")
    if anchor in taken:
        raise ValueError(f"anchor {anchor!r} stands twice")


def _check_chart(chart: Chart) -> None:
    if not chart.categories or not chart.series:
        raise ValueError(f"chart without numbers: {chart.title}")
    if any(len(series.values) != len(chart.categories) for series in chart.series):
        raise ValueError(f"a series does not fit the {len(chart.categories)} categories: {chart.title}")
    if any(mark.category not in chart.categories for mark in chart.marks):
        raise ValueError(f"mark on an unknown category: {chart.title}")


def _check_links(node: Node, known: set[str]) -> None:
    unknown = [link for link in _links(node) if link is not None and link not in known]
    if unknown:
        raise ValueError(f"link to unknown anchor {unknown[0]!r}: {node}")


def _links(node: Node) -> Iterable[str | None]:
    if isinstance(node, Quote):
        return (node.link,)
    if isinstance(node, Table):
        return (cell.link for row in node.rows for cell in row)
    return (run.link for run in _runs_of(node))


def _runs_of(node: Node) -> Iterable[Run]:
    if isinstance(node, Paragraph):
        return node.runs
    if isinstance(node, Bullets):
        return chain.from_iterable(node.items)
    return ()


def _check_table(table: Table) -> None:
    columns = len(table.header)
    if columns == 0:
        raise ValueError(f"table without columns: {table.caption}")
    if table.widths and (len(table.widths) != columns or min(table.widths) <= 0):
        raise ValueError(f"widths do not fit the {columns} columns: {table.caption}")
    for row in table.rows:
        if len(row) > columns:
            raise ValueError(f"row longer than its header: {table.caption}")

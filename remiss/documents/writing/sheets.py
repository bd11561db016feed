"""The sheets of a workbook: every table of an outline, and all its quotations, with names that Excel takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from remiss.documents.writing.frame import clean, padded
from remiss.documents.writing.tones import stance_tone
from remiss.domain.outline import Heading, Outline, Quote, Table

CONTENTS_NAME = "Innehåll"
QUOTATIONS = "Citat"
QUOTATION_HEADER = ("Synpunkt", "Rubrik", "Svar i sin helhet", "Ställningstagande", "Text", "Källa")
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\s]+")
_NUMBERED = re.compile(r"^Tabell \d+\.\s*")
# Excel keeps these for itself, whatever the case.
_TAKEN = {"history", CONTENTS_NAME.casefold()}


@dataclass(frozen=True)
class Sheet:
    """A table as a workbook shows it: ``name`` on its tab, ``title`` in the contents, rows as long as the header."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    count: int
    widths: tuple[int, ...]
    row_headers: bool


def sheets_of(outline: Outline) -> Iterator[Sheet]:
    """Yield a sheet per table in the order of the document, then all quotations."""
    names = _Names()
    for node in outline.nodes:
        if isinstance(node, Table):
            title = clean(node.caption).strip() or "Tabell"
            header = tuple(clean(text) for text in node.header)
            widths = node.widths or (1,) * len(header)
            yield Sheet(names.of(title), title, header, _rows(node), len(node.rows), widths, node.row_headers)
    count = sum(isinstance(node, Quote) for node in outline.nodes)
    if count:
        widths = (8, 24, 24, 16, 60, 40)
        title = "Alla citat i dokumentet"
        yield Sheet(
            names.of(QUOTATIONS), title, QUOTATION_HEADER, _quotations(outline), count, widths, row_headers=False
        )


class _Names:
    """Names of tabs: at most 31 characters, none of what Excel forbids, never the same twice."""

    def __init__(self) -> None:
        self._taken = set(_TAKEN)

    def of(self, title: str) -> str:
        """Return a name that begins as ``title`` does."""
        stem = _NOT_IN_NAMES.sub(" ", _NUMBERED.sub("", title)).strip() or "Tabell"
        name, number = stem[:_LONGEST_NAME].strip(), 1
        while name.casefold() in self._taken:
            number += 1
            ending = f" {number}"
            name = stem[: _LONGEST_NAME - len(ending)].strip() + ending
        self._taken.add(name.casefold())
        return name


def _rows(node: Table) -> Iterator[tuple[str, ...]]:
    for row in node.rows:
        yield tuple(clean(cell.text) for cell in padded(row, len(node.header)))


def _quotations(outline: Outline) -> Iterator[tuple[str, ...]]:
    headings = {node.anchor: clean(node.text) for node in outline.nodes if isinstance(node, Heading)}
    stances = _stances(outline)
    above = ""
    for node in outline.nodes:
        if isinstance(node, Heading):
            above = clean(node.text)
        elif isinstance(node, Quote):
            reply = headings.get(node.link or "", "")
            words = (node.viewpoint, above, reply, stances.get(node.viewpoint, ""), node.text, node.reference)
            yield tuple(map(clean, words))


def _stances(outline: Outline) -> dict[str, str]:
    """Return viewpoint → stance in words, from the rows that name one viewpoint first and hold one stance."""
    numbers = {node.viewpoint for node in outline.nodes if isinstance(node, Quote) and node.viewpoint}
    found: dict[str, str] = {}
    for table in (node for node in outline.nodes if isinstance(node, Table)):
        for row in table.rows:
            stances = [cell.text for cell in row if stance_tone(cell.text)]
            if row and row[0].text in numbers and len(stances) == 1:
                found.setdefault(row[0].text, stances[0])
    return found

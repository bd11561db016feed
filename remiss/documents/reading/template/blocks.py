"""Paragraphs and tables of a running head, a foot, or the text around the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree

from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.docx_styles import style_of
from remiss.documents.reading.template.looks import merged, picked
from remiss.documents.reading.template.pieces import Pieces, entered
from remiss.documents.reading.template.source import Place, Source
from remiss.domain.house_template import CELL, PARAGRAPH, ROW, TABLE, Block, Blocks, Cell, Row

_MOST_BLOCKS, _MOST_ROWS, _MOST_CELLS, _DEEPEST = 100, 40, 20, 3
TOO_MUCH = "Det står för mycket i {place}. Ett sidhuvud eller en sidfot har några få rader."


def read_blocks(elements: Iterable[etree._Element], place: Place, source: Source, depth: int = 0) -> Blocks:
    """Return the paragraphs and tables among ``elements``."""
    found: list[Block] = []
    for element in elements:
        if len(found) == _MOST_BLOCKS or depth > _DEEPEST:
            source.tell(TOO_MUCH.format(place=place.name))
            break
        if element.tag == f"{W}p":
            found.append(paragraph(element, place, source))
        elif element.tag == f"{W}tbl":
            found.append(_table(element, place, source, depth))
    return tuple(found)


def paragraph(element: etree._Element, place: Place, source: Source) -> Block:
    """Return a paragraph with everything that its style says put on itself: the document has no such style."""
    style = style_of(element) or source.looks.default
    look = merged(source.looks.paragraph_of(style), picked(element.find(f"{W}pPr"), PARAGRAPH))
    return Block(look, Pieces(place, source, style).of(element))


def _table(element: etree._Element, place: Place, source: Source, depth: int) -> Block:
    properties = element.find(f"{W}tblPr")
    style = None if properties is None else properties.find(f"{W}tblStyle")
    below = source.looks.table_of(None if style is None else style.get(f"{W}val"))
    rows = [one for one in entered(element) if one.tag == f"{W}tr"]
    if len(rows) > _MOST_ROWS:
        source.tell(TOO_MUCH.format(place=place.name))
    return Block(
        look=merged(below, picked(properties, TABLE)),
        columns=tuple(_width(one) for one in islice(element.iterfind(f"{W}tblGrid/{W}gridCol"), _MOST_CELLS)),
        rows=tuple(_row(one, place, source, depth) for one in rows[:_MOST_ROWS]),
    )


def _row(element: etree._Element, place: Place, source: Source, depth: int) -> Row:
    cells = [one for one in entered(element) if one.tag == f"{W}tc"]
    return Row(
        picked(element.find(f"{W}trPr"), ROW),
        tuple(
            Cell(picked(one.find(f"{W}tcPr"), CELL), read_blocks(entered(one), place, source, depth + 1))
            for one in cells[:_MOST_CELLS]
        ),
    )


def _width(column: etree._Element) -> int:
    text = column.get(f"{W}w", "")
    return int(text) if re.fullmatch(r"\d{1,5}", text) else 0

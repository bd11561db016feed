"""Pieces → a pdf of our own making: lines at places, in the standard typefaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from remiss.cli.measure.layouts.compose import Piece, Shape
from remiss.cli.measure.layouts.layout import Layout
from remiss.cli.measure.layouts.pdf_file import Shown, pdf_bytes
from remiss.cli.measure.layouts.typed import wrap

_TOP, _BOTTOM, _LEFT = 760.0, 80.0, 70.0
_SIZE = 10.5
_LARGE, _TITLE = 15.0, 18.0
_MARGIN_LEFT, _BESIDE_MARGIN = 36.0, 190.0
_COLUMN_STEP = 245.0
_CELL_STEP = 240.0
_INDENT = 14.0
_TITLE_WIDTH = 46


@dataclass(frozen=True)
class _Row:
    """One printed line and how far the next stands below it; ``cells`` are (distance from the left, words)."""

    cells: tuple[tuple[float, str], ...]
    size: float = _SIZE
    bold: bool = False
    above: float = 0.0
    margin: bool = False


def write_pdf(pieces: list[Piece], layout: Layout, head: str) -> bytes:
    """Return the pieces as a pdf; ``head`` is what the running head of each page says. Letters are those of cp1252."""
    columns = _columns(list(_rows(pieces, layout)))
    pages = [columns[start : start + layout.columns] for start in range(0, len(columns), layout.columns)]
    shown: list[list[Shown]] = []
    for number, page in enumerate(pages, start=1):
        lines = list(_frame(layout, head, number, len(pages)))
        for index, column in enumerate(page):
            left = _BESIDE_MARGIN if "margin" in layout.traits else _LEFT
            lines += _placed(column, left + index * _COLUMN_STEP)
        shown.append(list(reversed(lines)) if "shuffled" in layout.traits else lines)
    return pdf_bytes(shown, word_by_word="words" in layout.traits)


def _rows(pieces: list[Piece], layout: Layout) -> Iterator[_Row]:
    leading = _SIZE * (2.0 if layout.spacing == "double" else 1.25)
    before: Piece | None = None
    for piece in pieces:
        close = before is not None and piece.shape is before.shape and piece.shape in (Shape.HEAD, Shape.SIGNATURE)
        tight = layout.spacing == "indented" and before is not None and piece.shape is before.shape is Shape.TEXT
        gap = 0.0 if close or tight else _SIZE * 0.9
        for index, row in enumerate(_printed(piece, layout)):
            above = (leading if row.size == _SIZE else row.size * 1.25) + (gap if index == 0 else 0.0)
            indent = _INDENT if tight and index == 0 else 0.0
            yield replace(row, above=above, cells=tuple((x + indent, text) for x, text in row.cells))
        before = piece


def _printed(piece: Piece, layout: Layout) -> list[_Row]:
    if piece.shape is Shape.HEAD and len(piece.cells) == 1 and "margin" in layout.traits:
        return [_Row(((0.0, piece.text),), margin=True)]
    if len(piece.cells) > 1 and "\t" in piece.text:
        return [_Row(tuple((index * _CELL_STEP, cell) for index, cell in enumerate(piece.cells) if cell))]
    if piece.shape is Shape.TITLE:
        width = min(layout.width, _TITLE_WIDTH // layout.columns)
        return [_Row(((0.0, line),), _TITLE, bold=True) for line in wrap(piece.text, width, hyphens=False)]
    if piece.shape is Shape.HEADING:
        size = _LARGE if layout.heading == "large" else _SIZE
        lines = wrap(piece.text, min(layout.width, 60), hyphens=False)
        return [_Row(((0.0, line),), size, bold=layout.heading != "plain") for line in lines]
    hyphens = layout.hyphens == "hard" and piece.shape is Shape.TEXT
    text = f"{piece.number} {piece.text}" if piece.number else piece.text
    width = 0 if piece.shape in (Shape.HEAD, Shape.SIGNATURE) else layout.width
    return [_Row(((0.0, line),)) for line in wrap(text, width, hyphens=hyphens)]


def _columns(rows: list[_Row]) -> list[list[_Row]]:
    """Cut the rows where a column is full; those of the margin take no room in the text's column."""
    columns: list[list[_Row]] = [[]]
    height = 0.0
    for row in rows:
        if not row.margin and height + row.above > _TOP - _BOTTOM:
            columns.append([])
            height = 0.0
        columns[-1].append(row)
        height += 0.0 if row.margin else row.above
    return columns


def _placed(rows: list[_Row], left: float) -> Iterator[Shown]:
    y, margin = _TOP, _TOP
    for row in rows:
        if row.margin:
            margin -= row.above
        else:
            y -= row.above
        for x, text in row.cells:
            at = (_MARGIN_LEFT, margin) if row.margin else (left + x, y)
            yield Shown(*at, text, 8.5 if row.margin else row.size, row.bold)


def _frame(layout: Layout, head: str, number: int, last: int) -> Iterator[Shown]:
    if layout.pages == "heads" and number > 1:
        yield Shown(_LEFT, 805.0, head, 9.0, bold=False)
        yield Shown(480.0, 805.0, f"Sida {number} ({last})", 9.0, bold=False)
    if "foot" in layout.traits:
        yield Shown(290.0, 40.0, str(number), 9.0, bold=False)

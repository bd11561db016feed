"""Tables: a repeated header row, first column as headings, fixed widths, rows kept whole where they can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from remiss.documents.writing.docx.widths import column_widths, size_of
from remiss.documents.writing.docx.xml import LINK_LOOK, el, linked, paragraph, run, with_next, with_whole_days
from remiss.documents.writing.frame import clean, padded
from remiss.documents.writing.numbers import numeric_columns
from remiss.documents.writing.tones import stance_tone
from remiss.domain.outline import Cell, SignatureBlock, Table

_CHARACTER_WIDTH = 100  # of the table's type, in twentieths of a point: errs on the wide side
_LINES_KEPT_TOGETHER = 30  # a taller row may break, or Word would leave most of a page empty
_LINES_OF_A_SHORT_TABLE = 14  # with all its rows on one page: a part of it says nothing
_SIGNATURES_A_ROW = 2
_ROWS_AT_ONCE = 50
_WHOLE = el("trPr", el("cantSplit"))
_AT_THE_BOTTOM = el("vAlign", val="bottom")
_AFTER_WORDS = "</w:p></w:tc>"
TABLE, END_OF_TABLE = "<w:tbl>", "</w:tbl>"

BookmarkOf = Callable[[str], str]


@dataclass(frozen=True)
class _Shape:
    """What all rows of a table share: widths, the suffix of its text styles, which columns hold numbers."""

    columns: list[int]
    size: str
    numeric: frozenset[int]

    def alignment(self, column: int) -> tuple[str, ...]:
        return (el("jc", val="right"),) if column in self.numeric else ()


def table(node: Table, width: int, bookmark_of: BookmarkOf, letter: float = 1.0) -> Iterator[str]:
    """Yield caption and table, ``width`` wide (twentieths of a point), row by row: there may be a hundred thousand.

    ``letter`` is how wide the house's letters are, measured by ours.
    """
    shape = _Shape(column_widths(node, width, letter), size_of(len(node.header), len(node.rows)), numeric_columns(node))
    if node.caption.strip():
        yield paragraph("Caption", run(node.caption))
    before, short = _before_cells(node, shape), _is_short(node, shape)
    head = _header_row(node, shape)
    yield TABLE + _properties("RemissTable", node, shape.columns) + _grid(shape.columns)
    yield with_next(head, every=True) if short else head
    if short:
        kept = [with_next(cell) for cell in before]
        yield "".join([_row(row, kept, shape, bookmark_of) for row in node.rows[:-1]])
    for start in range(len(node.rows) - 1 if short else 0, len(node.rows), _ROWS_AT_ONCE):
        rows = node.rows[start : start + _ROWS_AT_ONCE]
        yield "".join([_row(row, before, shape, bookmark_of) for row in rows])
    yield END_OF_TABLE


def signatures(node: SignatureBlock, width: int) -> Iterator[str]:
    """Yield signatures two a row: name over title over the approval line, in a table without rules."""
    if not node.signatures:
        return
    columns = [width // _SIGNATURES_A_ROW] * _SIGNATURES_A_ROW
    yield TABLE + _layout_properties(width) + _grid(columns)
    for start in range(0, len(node.signatures), _SIGNATURES_A_ROW):
        group = node.signatures[start : start + _SIGNATURES_A_ROW]
        cells = [
            _cell(size, "".join(_signature_lines(group[column])) if column < len(group) else paragraph("Signature"))
            for column, size in enumerate(columns)
        ]
        yield el("tr", _WHOLE, *cells)
    yield END_OF_TABLE


def _signature_lines(signature: tuple[str, str, str]) -> list[str]:
    name, title, approval = signature
    lines = [paragraph("SignatureName", run(name)), paragraph("Signature", run(title))]
    if approval:
        lines.append(paragraph("SignatureNote", run(approval)))
    return lines


def _properties(style: str, node: Table, columns: list[int]) -> str:
    look = el(
        "tblLook",
        val="06A0" if node.row_headers else "0620",
        firstRow=1,
        lastRow=0,
        firstColumn=int(node.row_headers),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    caption = el("tblCaption", val=" ".join(clean(node.caption).split())) if node.caption.strip() else ""
    return el(
        "tblPr",
        el("tblStyle", val=style),
        el("tblW", w=sum(columns), type="dxa"),
        el("tblLayout", type="fixed"),
        look,
        caption,
    )


def _layout_properties(width: int) -> str:
    look = el("tblLook", val="0600", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    return el("tblPr", el("tblW", w=width, type="dxa"), el("tblLayout", type="fixed"), _no_margins(), look)


def _no_margins() -> str:
    return el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=170, type="dxa"))


def _grid(columns: list[int]) -> str:
    return el("tblGrid", *(el("gridCol", w=size) for size in columns))


def _header_row(node: Table, shape: _Shape) -> str:
    cells = [
        _cell(size, paragraph(f"TableHeading{shape.size}", run(text), extra=shape.alignment(index)), _AT_THE_BOTTOM)
        for index, (size, text) in enumerate(zip(shape.columns, node.header, strict=True))
    ]
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *cells)


def _before_cells(node: Table, shape: _Shape) -> list[str]:
    """Return what stands in each cell of a row before its words: the same in every row."""
    heads = [index == 0 and node.row_headers for index in range(len(shape.columns))]
    styles = [f"{'TableRowHeading' if head else 'TableText'}{shape.size}" for head in heads]
    empty = [
        _cell(width, paragraph(style, extra=shape.alignment(index)))
        for index, (width, style) in enumerate(zip(shape.columns, styles, strict=True))
    ]
    return [cell.removesuffix(_AFTER_WORDS) for cell in empty]


def _row(cells: tuple[Cell, ...], before: list[str], shape: _Shape, bookmark_of: BookmarkOf) -> str:
    row, whole = "", True
    for start, cell in zip(before, padded(cells, len(before)) if len(cells) < len(before) else cells, strict=True):
        words = _words(cell.text) if cell.link is None else linked(bookmark_of(cell.link), run(cell.text, *LINK_LOOK))
        row += start + words + _AFTER_WORDS
        # So few letters take no more lines, however they are parted.
        whole = whole and len(cell.text) < _LINES_KEPT_TOGETHER
    whole = whole or _lines(cells, shape.columns) <= _LINES_KEPT_TOGETHER
    return f"<w:tr>{_WHOLE if whole else ''}{row}</w:tr>"


def _is_short(node: Table, shape: _Shape) -> bool:
    few = 0 < len(node.rows) <= _LINES_OF_A_SHORT_TABLE
    return few and sum(_lines(row, shape.columns) for row in node.rows) <= _LINES_OF_A_SHORT_TABLE


def _cell(width: int, content: str, align: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{align}</w:tcPr>{content}</w:tc>'


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    """Return the words of a cell; a table says the same few things again and again."""
    tone = stance_tone(text)
    return run(text, el("color", val=tone[1])) if tone else with_whole_days(run(text))


def _lines(cells: tuple[Cell, ...], columns: list[int]) -> int:
    needed = (
        sum(1 + len(line) * _CHARACTER_WIDTH // width for line in cell.text.split("\n"))
        for cell, width in zip(cells, columns, strict=False)
    )
    return max(needed, default=0)

"""Tables: a repeated header row, first column as headings, fixed widths, rows kept whole where they can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from remiss.documents.writing.docx.widths import column_widths, numeric_columns, size_of
from remiss.documents.writing.docx.xml import el, paragraph, run
from remiss.documents.writing.frame import clean, padded
from remiss.documents.writing.tones import stance_tone
from remiss.domain.outline import Cell, SignatureBlock, Table

_CHARACTER_WIDTH = 100  # of the table's type, in twentieths of a point: errs on the wide side
_LINK = "0B4F7A"  # set on the run too: LibreOffice forgets the style's colour in headings
_LINES_KEPT_TOGETHER = 30  # a taller row may break, or Word would leave most of a page empty
_SIGNATURES_A_ROW = 2

BookmarkOf = Callable[[str], str]


@dataclass(frozen=True)
class _Shape:
    """What all rows of a table share: widths, the suffix of its text styles, which columns hold numbers."""

    columns: list[int]
    size: str
    numeric: frozenset[int]

    def alignment(self, column: int) -> tuple[etree._Element, ...]:
        return (el("jc", val="right"),) if column in self.numeric else ()


def table(node: Table, width: int, bookmark_of: BookmarkOf) -> list[etree._Element]:
    """Return caption and table, ``width`` wide (twentieths of a point)."""
    shape = _Shape(column_widths(node, width), size_of(len(node.header)), numeric_columns(node))
    body = el("tbl", _properties("RemissTable", node, shape.columns), _grid(shape.columns), _header_row(node, shape))
    body.extend([_row(node, row, shape, bookmark_of) for row in node.rows])
    caption = [paragraph("Caption", run(node.caption))] if node.caption.strip() else []
    return [*caption, body]


def signatures(node: SignatureBlock, width: int) -> list[etree._Element]:
    """Return signatures two a row: name over title over the approval line, in a table without rules."""
    columns = [width // _SIGNATURES_A_ROW] * _SIGNATURES_A_ROW
    layout = el("tbl", _layout_properties(width), _grid(columns))
    for start in range(0, len(node.signatures), _SIGNATURES_A_ROW):
        row = el("tr", el("trPr", el("cantSplit")))
        group = node.signatures[start : start + _SIGNATURES_A_ROW]
        for column, size in enumerate(columns):
            lines = _signature_lines(group[column]) if column < len(group) else [paragraph("Signature")]
            row.append(el("tc", el("tcPr", el("tcW", w=size, type="dxa")), *lines))
        layout.append(row)
    return [layout] if node.signatures else []


def _signature_lines(signature: tuple[str, str, str]) -> list[etree._Element]:
    name, title, approval = signature
    lines = [paragraph("SignatureName", run(name)), paragraph("Signature", run(title))]
    if approval:
        lines.append(paragraph("SignatureNote", run(approval)))
    return lines


def _properties(style: str, node: Table, columns: list[int]) -> etree._Element:
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
    properties = el(
        "tblPr",
        el("tblStyle", val=style),
        el("tblW", w=sum(columns), type="dxa"),
        el("tblLayout", type="fixed"),
        look,
    )
    if node.caption.strip():
        properties.append(el("tblCaption", val=" ".join(clean(node.caption).split())))
    return properties


def _layout_properties(width: int) -> etree._Element:
    look = el("tblLook", val="0600", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    return el("tblPr", el("tblW", w=width, type="dxa"), el("tblLayout", type="fixed"), _no_margins(), look)


def _no_margins() -> etree._Element:
    return el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=170, type="dxa"))


def _grid(columns: list[int]) -> etree._Element:
    return el("tblGrid", *(el("gridCol", w=size) for size in columns))


def _header_row(node: Table, shape: _Shape) -> etree._Element:
    row = el("tr", el("trPr", el("cantSplit"), el("tblHeader")))
    for index, text in enumerate(node.header):
        heading = paragraph(f"TableHeading{shape.size}", run(text), extra=shape.alignment(index))
        row.append(_cell(shape.columns[index], heading, "bottom"))
    return row


def _row(node: Table, cells: tuple[Cell, ...], shape: _Shape, bookmark_of: BookmarkOf) -> etree._Element:
    row = el("tr")
    if _lines(cells, shape.columns) <= _LINES_KEPT_TOGETHER:
        row.append(el("trPr", el("cantSplit")))
    for index, cell in enumerate(padded(cells, len(shape.columns))):
        style = "TableRowHeading" if index == 0 and node.row_headers else "TableText"
        content = paragraph(f"{style}{shape.size}", _content(cell, bookmark_of), extra=shape.alignment(index))
        row.append(_cell(shape.columns[index], content, None))
    return row


def _cell(width: int, content: etree._Element, align: str | None) -> etree._Element:
    properties = el("tcPr", el("tcW", w=width, type="dxa"))
    if align:
        properties.append(el("vAlign", val=align))
    return el("tc", properties, content)


def _content(cell: Cell, bookmark_of: BookmarkOf) -> etree._Element:
    tone = stance_tone(cell.text)
    colour = (el("color", val=tone[1]),) if tone else ()
    text = cell.text
    if cell.link is None:
        return run(text, *colour)
    return el(
        "hyperlink",
        run(text, el("rStyle", val="Hyperlink"), el("color", val=_LINK)),
        anchor=bookmark_of(cell.link),
        history=1,
    )


def _lines(cells: tuple[Cell, ...], columns: list[int]) -> int:
    needed = (
        sum(1 + len(line) * _CHARACTER_WIDTH // width for line in cell.text.split("\n"))
        for cell, width in zip(cells, columns, strict=False)
    )
    return max(needed, default=0)

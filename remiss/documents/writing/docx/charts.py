"""The place of a chart in the text: caption, drawing and alt text. What it leads to is made in chart_parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from remiss.documents.writing.docx.xml import el, escaped, paragraph, run
from remiss.domain.outline import Chart, ChartKind

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EMU = 635  # to one twentieth of a point
_TIME_HEIGHT, _BAR_HEIGHT, _AROUND_BARS, _TALLEST = 4300, 480, 1500, 12000


def placed(node: Chart, number: int, width: int, mark: Callable[[str], str]) -> Iterator[str]:
    """Yield caption and drawing, ``width`` wide (twentieths of a point); the description is the alt text. ``mark``
    makes its argument the place that a link to the chart leads to.
    """
    title, description = (" ".join(words.split()) for words in (node.title, node.description))
    names = f'id="{2000 + number}" name="Diagram {number}" descr="{escaped(description)}" title="{escaped(title)}"'
    inline = (
        f'<wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width * _EMU}" cy="{_height(node) * _EMU}"/><wp:docPr {names}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" r:id="{relation(number)}"/>'
        "</a:graphicData></a:graphic></wp:inline>"
    )
    drawing = el("r", el("drawing", inline))
    if not node.title.strip():
        yield paragraph("Normal", mark(drawing))
        return
    yield paragraph("Caption", mark(run(node.title)))
    yield paragraph("Normal", drawing)


def relation(number: int) -> str:
    """Return the relation of the main part that leads to the chart."""
    return f"diagram{number}"


def _height(node: Chart) -> int:
    if node.kind is ChartKind.OVER_TIME:
        return _TIME_HEIGHT
    return min(_AROUND_BARS + _BAR_HEIGHT * len(node.categories), _TALLEST)

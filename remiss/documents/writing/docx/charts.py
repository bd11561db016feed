"""The place of a chart in the text: caption, drawing and alt text. What it leads to is made in chart_parts."""

from __future__ import annotations

from lxml import etree

from remiss.documents.writing.docx.xml import R, el, paragraph, run
from remiss.documents.writing.frame import clean
from remiss.domain.outline import Chart, ChartKind

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EMU = 635  # to one twentieth of a point
_TIME_HEIGHT, _BAR_HEIGHT, _AROUND_BARS, _TALLEST = 4300, 480, 1500, 12000


def placed(node: Chart, number: int, width: int) -> list[etree._Element]:
    """Return caption and drawing, ``width`` wide (twentieths of a point); the description is the alt text."""
    extent = {"cx": str(width * _EMU), "cy": str(_height(node) * _EMU)}
    graphic = etree.Element(f"{{{A}}}graphic", nsmap={"a": A})
    data = etree.SubElement(graphic, f"{{{A}}}graphicData", uri=C)
    etree.SubElement(data, f"{{{C}}}chart", {f"{{{R}}}id": relation(number)}, nsmap={"c": C})
    inline = etree.Element(f"{{{WP}}}inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"), {"wp": WP})
    etree.SubElement(inline, f"{{{WP}}}extent", extent)
    title, description = (" ".join(clean(words).split()) for words in (node.title, node.description))
    names = {"id": str(2000 + number), "name": f"Diagram {number}", "descr": description, "title": title}
    etree.SubElement(inline, f"{{{WP}}}docPr", names)
    etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    inline.append(graphic)
    caption = [paragraph("Caption", run(node.title))] if node.title.strip() else []
    return [*caption, paragraph("Normal", el("r", el("drawing", inline)))]


def relation(number: int) -> str:
    """Return the relation of the main part that leads to the chart."""
    return f"diagram{number}"


def _height(node: Chart) -> int:
    if node.kind is ChartKind.OVER_TIME:
        return _TIME_HEIGHT
    return min(_AROUND_BARS + _BAR_HEIGHT * len(node.categories), _TALLEST)

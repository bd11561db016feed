"""Charts that Word can edit: DrawingML with the numbers in a workbook inside the file.

python-pptx writes the plain chart and its workbook; what makes it ours (colours, labels, axes, Swedish) is put in here.
Loaded only for a document with charts: python-pptx takes a quarter of the time in which the application starts.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE
from xlsxwriter import Workbook

from remiss.documents.writing.docx.chart_style import dress
from remiss.documents.writing.docx.charts import relation
from remiss.documents.writing.frame import clean
from remiss.domain.outline import Chart, ChartKind, Outline

_DAYS_ALL_WRITTEN = 60
_TYPES = {ChartKind.STACKED_BARS: XL_CHART_TYPE.BAR_STACKED, ChartKind.OVER_TIME: XL_CHART_TYPE.LINE}


class _Workbook(CategoryWorkbookWriter):
    """The workbook of a chart: same data, same bytes, and typed words that begin with = stay words."""

    def __init__(self, data: CategoryChartData, created: datetime) -> None:
        super().__init__(data)  # type: ignore[no-untyped-call]  # as python-pptx wrote it
        self._created = created

    @contextmanager
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Iterator[Any]:
        book = Workbook(xlsx_file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"created": self._created.astimezone(UTC).replace(tzinfo=None)})
        yield book, book.add_worksheet()
        book.close()


def add_parts(main: Part, charts: list[Chart], outline: Outline) -> None:
    """Add each chart and its workbook to the file, under the relation that the text refers to."""
    for number, node in enumerate(charts, start=1):
        data = _data(node)
        book = _part(main, f"embeddings/diagram{number}.xlsx", CT.SML_SHEET, _Workbook(data, outline.created).xlsx_blob)
        plain = etree.fromstring(ChartXmlWriter(_TYPES[node.kind], data).xml.encode())
        content = etree.tostring(
            dress(plain, node, outline.language), xml_declaration=True, encoding="UTF-8", standalone=True
        )
        part = _part(main, f"charts/diagram{number}.xml", CT.DML_CHART, content)
        part.rels.add_relationship(RT.PACKAGE, book, "workbook")
        main.rels.add_relationship(RT.CHART, part, relation(number))


def _data(node: Chart) -> CategoryChartData:
    over_time = node.kind is ChartKind.OVER_TIME
    places = _telling_days(node) if over_time else range(len(node.categories))
    shown = [node.categories[place] for place in places]
    data = CategoryChartData(number_format="0")
    data.categories = [date.fromisoformat(one) if over_time else clean(one) for one in shown]
    for series in node.series:
        data.add_series(f"{series.symbol} {clean(series.name)}".strip(), [series.values[place] for place in places])
    highest = max((value or 0 for series in node.series for value in series.values), default=0)
    for mark in node.marks:
        data.add_series(clean(mark.label), [highest if one == mark.category else None for one in shown])
    return data


def _telling_days(node: Chart) -> Sequence[int]:
    """Return the places of the days that the drawing needs: of a long time only those beside a change and the marked
    ones, since the axis knows how far apart days are, and the library's time grows with their square.
    """
    last = len(node.categories) - 1
    if last < _DAYS_ALL_WRITTEN:
        return range(last + 1)
    marked = {node.categories.index(mark.category) for mark in node.marks}
    changed = {
        place
        for series in node.series
        for after in range(1, last + 1)
        if series.values[after] != series.values[after - 1]
        for place in (after - 1, after)
    }
    return sorted({0, last} | marked | changed)


def _part(main: Part, name: str, content_type: str, content: bytes) -> Part:
    return Part(PackURI(f"/word/{name}"), content_type, content, main.package)

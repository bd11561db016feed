"""Charts in the Word file are Word's own: numbers in a workbook, words as alt text, the same bytes each time."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import date, timedelta

from lxml import etree

from remiss.documents.writing.docx import write_docx
from remiss.domain.outline import Mark, Outline, Series
from tests.documents.writing.examples import ANSWERS_CHART, CREATED, STANCE_CHART

C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
A = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}


def outline(*nodes) -> Outline:
    return Outline("Titel", "", "Kontoret", "Ämne", CREATED, "", "", nodes)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def chart(*nodes, number: int = 1) -> etree._Element:
    return etree.fromstring(parts(write_docx(outline(*nodes)))[f"word/charts/diagram{number}.xml"])


def series(root: etree._Element) -> dict[str, list[str | None]]:
    """Return name → the value of each category, None where it has none."""
    found = {}
    for one in root.iter(f"{{{C['c']}}}ser"):
        points = {int(point.get("idx")): point.findtext("c:v", "", C) for point in one.iterfind("c:val//c:pt", C)}
        count = int(one.find("c:cat//c:ptCount", C).get("val"))
        found[one.findtext("c:tx//c:v", "", C)] = [points.get(place) for place in range(count)]
    return found


def test_the_numbers_are_those_of_the_chart_with_symbol_and_name():
    assert series(chart(STANCE_CHART)) == {
        "+ Stöder": ["4", "0", "0"],
        "− Invänder": ["1", "0", "0"],
        "… Ej bedömd": ["0", "0", "2"],
    }


def test_days_without_a_number_are_gaps_and_the_due_date_is_marked():
    values = series(chart(ANSWERS_CHART))
    assert values["Har svarat"] == ["0", "2", "2", "5", "7", "9", None, None]
    assert values["Svar senast 2026-02-27"] == [None, None, None, None, "13", None, None, None]


def test_of_a_long_time_the_days_beside_a_change_are_written():
    days = [(date(2026, 1, 1) + timedelta(days=number)).isoformat() for number in range(1500)]
    values = tuple(1 if number < 700 else 5 if number < 1400 else None for number in range(1500))
    long = replace(
        ANSWERS_CHART,
        categories=tuple(days),
        series=(Series("Har svarat", values, "active"),),
        marks=(Mark(days[900], "Svar senast"),),
    )
    start = time.process_time()
    root = chart(long)
    assert time.process_time() - start < 1
    assert series(root)["Har svarat"] == ["1", "1", "5", "5", "5", None, None]
    assert series(root)["Svar senast"] == [None, None, None, "5", None, None, None]


def test_the_workbook_holds_the_same_numbers_and_no_formula():
    typed = replace(STANCE_CHART, categories=("=1+1", "Kommunikation", "@x"))
    book = parts(parts(write_docx(outline(typed)))["word/embeddings/diagram1.xlsx"])
    strings = re.findall(r"<t[^>]*>([^<]*)</t>", book["xl/sharedStrings.xml"].decode())
    assert {"=1+1", "@x", "+ Stöder"} <= set(strings)
    assert b"<f>" not in book["xl/worksheets/sheet1.xml"]


def test_the_text_holds_the_drawing_with_alt_text_under_its_caption():
    document = parts(write_docx(outline(STANCE_CHART)))["word/document.xml"].decode()
    assert 'descr="Krisberedskap: stöder 4, invänder 1.' in document
    assert document.index(STANCE_CHART.title) < document.index("<w:drawing>")


def test_same_bytes_also_a_second_later():
    first = write_docx(outline(ANSWERS_CHART, STANCE_CHART))
    time.sleep(1.1)  # the workbook's library writes the second of writing when nobody stops it
    assert write_docx(outline(ANSWERS_CHART, STANCE_CHART)) == first


def test_each_chart_leads_to_its_workbook():
    content = parts(write_docx(outline(ANSWERS_CHART, STANCE_CHART)))
    for number in (1, 2):
        links = content[f"word/charts/_rels/diagram{number}.xml.rels"].decode()
        assert f"diagram{number}.xlsx" in links
        assert b'externalData r:id="workbook"' in content[f"word/charts/diagram{number}.xml"]
    assert b"spreadsheetml.sheet" in content["[Content_Types].xml"]


def test_it_speaks_swedish():
    content = parts(write_docx(outline(ANSWERS_CHART)))["word/charts/diagram1.xml"].decode()
    assert 'lang val="sv-SE"' in content
    assert "en-US" not in content


def test_elements_stand_in_the_order_of_the_schema():
    """Word repairs, or refuses, a chart whose elements are in another order."""
    order = ["idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dLbls", "errBars", "cat", "val", "smooth"]
    for node in (STANCE_CHART, ANSWERS_CHART):
        root = chart(node)
        for one in root.iter(f"{{{C['c']}}}ser"):
            names = [etree.QName(child).localname for child in one]
            assert names == sorted(names, key=order.index)
        names = [etree.QName(child).localname for child in root]
        assert names == ["date1904", "lang", "roundedCorners", "chart", "txPr", "externalData"]
        inside = [etree.QName(child).localname for child in root.find("c:chart", C)]
        assert inside[:5] == ["autoTitleDeleted", "plotArea", "legend", "plotVisOnly", "dispBlanksAs"]

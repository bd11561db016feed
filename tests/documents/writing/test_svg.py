"""Charts as SVG: a picture with a name and a description, never colour alone, nothing that a strict policy blocks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from remiss.documents.writing.svg import render_chart
from remiss.documents.writing.svg.over_time import ticks
from tests.documents.writing.examples import ANSWERS_CHART, STANCE_CHART

BOTH = [pytest.param(chart, id=chart.anchor) for chart in (ANSWERS_CHART, STANCE_CHART)]


def drawn(chart):
    return html.fragment_fromstring(str(render_chart(chart)))


@pytest.mark.parametrize("chart", BOTH)
def test_it_is_one_picture_with_name_and_description(chart):
    figure = drawn(chart)
    [svg] = figure.xpath(".//svg")
    assert svg.get("role") == "img"
    named = [figure.get_element_by_id(name).text for name in svg.get("aria-labelledby").split()]
    assert named == [chart.title, chart.description]


@pytest.mark.parametrize("chart", BOTH)
def test_colours_come_from_classes_only(chart):
    for element in drawn(chart).iter():
        assert not {"style", "fill", "stroke"} & set(element.attrib), element.tag
        assert not [name for name in element.attrib if name.startswith("on")]


def test_parts_are_as_wide_as_their_numbers_and_say_symbol_and_number():
    figure = drawn(STANCE_CHART)
    parts = {rect.get("class").split("-", 2)[2]: rect.get("width") for rect in figure.xpath(".//rect")}
    assert parts == {"stoder": "80%", "invander": "20%", "ej_bedomd": "40%"}
    assert {text.text for text in figure.xpath(".//text[contains(@class, 'chart-in')]")} == {"+ 4", "− 1", "… 2"}


def test_the_legend_names_every_series_in_order():
    words = [item.text_content().split(" ", 1)[1] for item in drawn(STANCE_CHART).xpath(".//li")]
    assert words == ["Stöder", "Invänder", "Ej bedömd"]
    assert [item.text_content().strip() for item in drawn(ANSWERS_CHART).xpath(".//li")] == [
        "Har svarat: 9",
        "Tillfrågade: 13",
    ]


def test_the_line_ends_where_the_days_have_no_number_yet():
    edges = [float(line.get("x2")[:-1]) for line in drawn(ANSWERS_CHART).xpath(".//line[@class='chart-line']")]
    known = sum(value is not None for value in ANSWERS_CHART.series[0].values)
    assert max(edges) == pytest.approx(7 + 92 * known / len(ANSWERS_CHART.categories), abs=0.01)


def test_words_from_outside_are_escaped():
    picture = render_chart(replace(STANCE_CHART, title="<b>&", categories=("<i>", "&", '"')))
    assert "<b>" not in picture
    assert "<i>" not in picture
    assert "&lt;i&gt;" in picture


@pytest.mark.parametrize(
    ("highest", "expected"), [(1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (14, [0, 5, 10]), (300, [0, 100, 200, 300])]
)
def test_the_scale_has_few_round_numbers(highest, expected):
    assert ticks(highest) == expected

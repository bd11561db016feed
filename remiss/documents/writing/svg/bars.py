"""Horizontal stacked bars: the name over its bar, since long names fit no column; each part has symbol and number."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from remiss.documents.writing.svg.shapes import rect, text
from remiss.domain.outline import Chart

BAND, NAME_LINE, BAR_TOP, BAR_HEIGHT, BASELINE = 58, 17, 25, 24, 17
LEAST_ON_PHONES, LEAST = 10.0, 3.5
"""A part narrower than this share of the width has no room for its number, on a phone or at all; the table has it."""


def height(chart: Chart) -> int:
    """Return the height of the drawing."""
    return BAND * len(chart.categories)


def draw(chart: Chart) -> Markup:
    """Return the bars, all on one scale: the longest fills the width."""
    longest = max((_total(chart, place) for place in range(len(chart.categories))), default=0)
    return Markup().join(_band(chart, place, longest) for place in range(len(chart.categories)))


def _band(chart: Chart, place: int, longest: int) -> Markup:
    top = place * BAND
    name = text(0, top + NAME_LINE, chart.categories[place], "chart-name")
    number = text(100, top + NAME_LINE, str(_total(chart, place)), "chart-number", "end")
    return name + number + Markup().join(_parts(chart, place, longest))


def _parts(chart: Chart, place: int, longest: int) -> Iterator[Markup]:
    start, top = 0.0, place * BAND + BAR_TOP
    for series in chart.series:
        value = series.values[place]
        if not value:
            continue
        width = 100 * value / longest
        yield rect(start, top, width, BAR_HEIGHT, f"chart-part tone-{series.tone}")
        if width >= LEAST:
            css = f"chart-in tone-{series.tone}" + ("" if width >= LEAST_ON_PHONES else " chart-in-wide")
            yield text(start + width / 2, top + BASELINE, f"{series.symbol} {value}".strip(), css, "middle")
        start += width


def _total(chart: Chart, place: int) -> int:
    return sum(series.values[place] or 0 for series in chart.series)

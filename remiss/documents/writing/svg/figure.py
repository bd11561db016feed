"""A chart with what belongs to it: its title above, the drawing, and a legend in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markupsafe import Markup

from remiss.documents.writing.frame import clean
from remiss.documents.writing.svg import bars, over_time
from remiss.documents.writing.svg.shapes import element, picture
from remiss.domain.outline import Chart, ChartKind, Series


class _Drawing(NamedTuple):
    draw: Callable[[Chart], Markup]
    height: Callable[[Chart], int]


_DRAWINGS = {
    ChartKind.STACKED_BARS: _Drawing(bars.draw, bars.height),
    ChartKind.OVER_TIME: _Drawing(over_time.draw, over_time.height),
}


def render_chart(chart: Chart) -> Markup:
    """Return the figure. The numbers stand in a table beside it, which is whoever shows the chart's to add."""
    drawing = _DRAWINGS[chart.kind]
    return element(
        "figure",
        element("figcaption", clean(chart.title), css="chart-title"),
        picture(chart.anchor, clean(chart.title), clean(chart.description), drawing.height(chart), drawing.draw(chart)),
        legend(legend_rows(chart)),
        css=f"chart chart-{chart.kind.value.replace('_', '-')}",
        id=chart.anchor,
    )


def drawing_file(chart: Chart, width: int, style: str) -> str:
    """Return the drawing alone as a file of its own, ``width`` pixels wide, which carries its ``style``."""
    drawing, rules = _DRAWINGS[chart.kind], Markup("<style>{}</style>").format(Markup(style))  # noqa: S704 - our own sheet
    height = drawing.height(chart)
    return str(
        element(
            "svg", rules, drawing.draw(chart), xmlns="http://www.w3.org/2000/svg",
            width=width, height=height, viewBox=f"0 0 {width} {height}",
        )
    )  # fmt: skip


def legend_rows(chart: Chart) -> list[tuple[str, str, str]]:
    """Return what the colours and symbols of ``chart`` mean: rows of (tone, symbol, words)."""
    return [(series.tone, series.symbol, _words(chart, series)) for series in chart.series]


def legend(rows: list[tuple[str, str, str]]) -> Markup:
    """Return what the colours and symbols mean; rows of (tone, symbol, words)."""
    items = Markup().join(
        element("li", element("span", symbol, css=f"chart-key tone-{tone}", aria_hidden="true"), " ", words)
        for tone, symbol, words in rows
    )
    return element("ul", items, css="chart-legend")


def _words(chart: Chart, series: Series) -> str:
    """Return the name of a series, with how many in all, or how many in the end."""
    numbers = [value for value in series.values if value is not None]
    if chart.kind is ChartKind.OVER_TIME:
        return f"{clean(series.name)}: {numbers[-1] if numbers else 0}"
    return clean(series.name)

"""Steps over the days: the first series as an area that grows, the second as the level it is to reach, marked days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup

from remiss.documents.writing.svg.shapes import line, rect, text
from remiss.domain.outline import Chart, Mark

LEFT, RIGHT = 7.0, 99.0
MARK_LINE, PLOT_HEIGHT, BELOW, BASELINE = 20, 180, 26, 18
MOST_TICKS = 5


def height(chart: Chart) -> int:
    """Return the height of the drawing: a line of words per marked day, the plot, the days under it."""
    return _top(chart) + PLOT_HEIGHT + BELOW


def draw(chart: Chart) -> Markup:
    """Return scale, area, level and marks; the marks last, over the rest."""
    return Markup().join([*_scale(chart), *_steps(chart), *_level(chart), *_days(chart), *_marks(chart)])


def _top(chart: Chart) -> int:
    return MARK_LINE * len(chart.marks) + 14


def _highest(chart: Chart) -> int:
    return max((value or 0 for series in chart.series for value in series.values), default=0) or 1


def _down(chart: Chart, value: int) -> float:
    return _top(chart) + PLOT_HEIGHT * (1 - value / _highest(chart))


def _across(chart: Chart, place: int) -> float:
    """Return where a day begins; the place after the last day is the right edge."""
    return LEFT + (RIGHT - LEFT) * place / len(chart.categories)


def _scale(chart: Chart) -> Iterator[Markup]:
    for value in ticks(_highest(chart)):
        down = _down(chart, value)
        yield line(LEFT, down, RIGHT, down, "chart-grid")
        yield text(LEFT - 1, down + 4, str(value), "chart-number", "end")


def ticks(highest: int) -> list[int]:
    """Return round numbers from 0 up to ``highest``, five or fewer above 0."""
    step = next(size for size in _round_numbers() if highest / size <= MOST_TICKS)
    return list(range(0, highest + 1, step))


def _round_numbers() -> Iterator[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _steps(chart: Chart) -> Iterator[Markup]:
    """Yield one rectangle and its upper edge for each stretch of days with the same number, and the risers between."""
    bottom, before = float(_top(chart) + PLOT_HEIGHT), 0
    for value, places in groupby(range(len(chart.categories)), key=chart.series[0].values.__getitem__):
        if value is None:
            break
        days = list(places)
        start, end, down = _across(chart, days[0]), _across(chart, days[-1] + 1), _down(chart, value)
        if value:
            yield rect(start, down, end - start, bottom - down, "chart-area")
        yield line(start, _down(chart, before), start, down, "chart-line")
        yield line(start, down, end, down, "chart-line")
        before = value


def _level(chart: Chart) -> Iterator[Markup]:
    for series in chart.series[1:]:
        down = _down(chart, series.values[-1] or 0)
        yield line(LEFT, down, RIGHT, down, "chart-level")


def _days(chart: Chart) -> Iterator[Markup]:
    down = _top(chart) + PLOT_HEIGHT + BASELINE
    yield text(LEFT, down, chart.categories[0], "chart-number")
    if len(chart.categories) > 1:
        yield text(RIGHT, down, chart.categories[-1], "chart-number", "end")


def _marks(chart: Chart) -> Iterator[Markup]:
    bottom = _top(chart) + PLOT_HEIGHT
    for row, mark in enumerate(chart.marks):
        x, top = _middle(chart, mark), row * MARK_LINE
        yield line(x, top + 4, x, bottom, f"chart-mark chart-mark-{row + 1}")
        side = ("end", -0.8) if x > (LEFT + RIGHT) / 2 else ("start", 0.8)
        yield text(x + side[1], top + 15, mark.label, "chart-name", side[0])


def _middle(chart: Chart, mark: Mark) -> float:
    place = chart.categories.index(mark.category)
    return (_across(chart, place) + _across(chart, place + 1)) / 2

"""The bodies of a remiss as a timeline: a bar for the time of each, marks for its meeting and for the reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from markupsafe import Markup

from remiss.documents.writing.svg import element, legend, picture, rect, text
from remiss.documents.writing.svg.shapes import line
from remiss.text import counted, long_date

HEAD, ROW, NAME_LINE, BAR_TOP, BAR, SIGN_LINE = 64, 36, 14, 19, 11, 29
LEFT, RIGHT, AFTER = 1.0, 99.0, 0.4
MARGIN = timedelta(days=5)
FEW_MONTHS = 8
PLANNED, POSSIBLE, CAME_IN = "◆", "◇", "✓"


@dataclass(frozen=True)
class Lane:
    """The time of one body, public facts only. ``planned``: the body has said that it answers at ``meeting``;
    otherwise it is the next one that it could.
    """

    body: str
    words: str
    tone: str
    start: date
    due_on: date
    meeting: date | None
    planned: bool
    came_in: date | None

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that the lane shows."""
        return tuple(day for day in (self.start, self.due_on, self.meeting, self.came_in) if day)

    @property
    def late(self) -> bool:
        """True when the meeting comes after the last day."""
        return self.meeting is not None and self.meeting > self.due_on


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day stands, in percent across."""
        return LEFT + (RIGHT - LEFT) * (day - self.first).days / max((self.last - self.first).days, 1)


def timeline(lanes: Sequence[Lane], due_on: date, today: date) -> Markup:
    """Return the figure. The table of the page says the same, body by body."""
    days = [day for lane in lanes for day in lane.days]
    scale = _Scale(min(days) - MARGIN, max(*days, due_on) + MARGIN)
    height = HEAD + ROW * len(lanes)
    drawn = Markup().join(
        [
            *_months(scale, height),
            *(part for number, lane in enumerate(lanes) for part in _lane(HEAD + number * ROW, lane, scale)),
            *_marks(scale, due_on, today, height),
        ]
    )
    title = "Instansernas tid"
    return element(
        "figure",
        element("figcaption", title, css="chart-title"),
        picture("diagram-tid", title, _in_words(lanes, due_on), height, drawn),
        legend(
            [
                ("active", "", "Tid att svara"),
                ("none", PLANNED, "Sammanträde som instansen har angett"),
                ("none", POSSIBLE, "Nästa möjliga sammanträde"),
                ("none", CAME_IN, "Svaret har kommit in"),
            ]
        ),
        css="chart",
        id="diagram-tid",
    )


def _months(scale: _Scale, height: int) -> Iterator[Markup]:
    """Yield a line at the beginning of each month, and its name where there is room."""
    firsts = [date(number // 12, number % 12 + 1, 1) for number in range(_number(scale.first), _number(scale.last) + 1)]
    shown = [day for day in firsts if day >= scale.first]
    every = 1 + len(shown) // FEW_MONTHS
    for place, day in enumerate(shown):
        yield line(scale.at(day), HEAD - 18, scale.at(day), height, "chart-grid")
        if place % every == 0:
            yield text(scale.at(day) + 0.5, HEAD - 6, format_date(day, "MMM", locale="sv_SE"), "chart-number")


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _lane(top: int, lane: Lane, scale: _Scale) -> Iterator[Markup]:
    """Yield the name, the bar and the marks; what a mark means is also told where a pointer rests."""
    start, end = scale.at(lane.start), scale.at(lane.came_in or lane.due_on)
    yield text(LEFT, top + NAME_LINE, lane.body, "chart-name")
    bar = rect(start, top + BAR_TOP, max(end - start, 0.5), BAR, f"chart-part tone-{lane.tone}")
    yield element("g", element("title", f"{lane.body}: {lane.words}"), bar)
    if lane.meeting:
        said = f"{lane.body}: sammanträde {long_date(lane.meeting)}"
        sign = text(
            scale.at(lane.meeting), top + SIGN_LINE, PLANNED if lane.planned else POSSIBLE, _sign(lane), "middle"
        )
        yield element("g", element("title", said), sign)
    if lane.came_in:
        said = f"{lane.body}: inkom {long_date(lane.came_in)}"
        sign = text(end + AFTER, top + SIGN_LINE, CAME_IN, "chart-name")
        yield element("g", element("title", said), sign)


def _sign(lane: Lane) -> str:
    return "chart-name chart-late" if lane.late else "chart-name"


def _marks(scale: _Scale, due_on: date, today: date, height: int) -> Iterator[Markup]:
    for row, (day, words) in enumerate(((due_on, f"Sista svarsdag {due_on.isoformat()}"), (today, "I dag")), start=1):
        if not scale.first <= day <= scale.last:
            continue
        x, down = scale.at(day), row * 17
        anchor, away = ("end", -0.6) if x > (LEFT + RIGHT) / 2 else ("start", 0.6)
        yield line(x, down - 12, x, height, f"chart-mark chart-mark-{row}")
        yield text(x + away, down, words, "chart-name", anchor)


def _in_words(lanes: Sequence[Lane], due_on: date) -> str:
    late = sum(lane.late for lane in lanes if not lane.came_in)
    done = sum(lane.came_in is not None for lane in lanes)
    return (
        f"{counted(len(lanes), 'instans', 'instanser')}, sista svarsdag {long_date(due_on)}. "
        f"{done} har svarat, {late} har sitt sammanträde efter sin sista svarsdag. Tabellen visar alla."
    )

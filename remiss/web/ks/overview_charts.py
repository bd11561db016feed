"""The pictures of the overview: every body as a square by its public status, and the answers over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from remiss.clock import local_date
from remiss.documents.compilation.charts import answers_by_day_table, answers_over_time
from remiss.documents.writing.svg import element, legend, picture, rect, text
from remiss.domain.outline import Chart, Table
from remiss.models.organisations import OrganisationKind
from remiss.queries.public_status import PublicStatus
from remiss.queries.remiss_facts import RemissView
from remiss.text import listed
from remiss.web.ks.page import GROUP_NAMES

BAND, NAME_LINE, SQUARE_TOP, SQUARE, BASELINE = 58, 17, 25, 24, 17
MOST_IN_A_ROW = 20
GAP = 0.5


@dataclass(frozen=True)
class Square:
    """How a body is shown: colour, symbol and what they mean."""

    tone: str
    symbol: str
    words: str


CAME_IN = Square("done", "✓", "Svar har inkommit")
CAME_IN_LATE = Square("done", "✓!", "Svar har inkommit efter svarstiden")
PRELIMINARY = Square("done", "◐", "Förhandssvar, beslut väntas")
UNDER_WAY = Square("active", "…", "Mottagen eller under arbete")
UNOPENED = Square("waiting", "○", "Inte mottagen")
OVERDUE = Square("late", "!", "Svarstiden har gått ut utan svar")
DECLINED = Square("quiet", "–", "Avstår")
OUTSIDE = Square("quiet", "□", "Utanför systemet (sekretess)")
WITHDRAWN = Square("quiet", "×", "Remissen återkallad")
SQUARES = (CAME_IN, CAME_IN_LATE, PRELIMINARY, UNDER_WAY, UNOPENED, OVERDUE, DECLINED, OUTSIDE, WITHDRAWN)
"""In the order of meaning, which is also the order in the strip."""


@dataclass(frozen=True)
class OverviewCharts:
    """What the overview shows; ``answers`` is None when its days make no chart."""

    strip: Markup
    answers: Chart | None
    table: Table | None


def overview_charts(remiss: RemissView, statuses: Sequence[PublicStatus], today: date) -> OverviewCharts:
    """Return the pictures of a sent remiss; nothing in them but the public status."""
    asked = [status for status in statuses if status.invited]
    days = [local_date(status.submitted_at) for status in asked if status.submitted_at is not None]
    answers = None
    if remiss.sent_at is not None and remiss.due_on is not None:
        answers = answers_over_time(days, len(asked), local_date(remiss.sent_at), remiss.due_on, today, today)
    return OverviewCharts(status_strip(asked, today), answers, answers_by_day_table(answers) if answers else None)


def square_of(status: PublicStatus, today: date) -> Square:
    """Return how one body is shown; the time that counts is its own."""
    if status.preliminary:
        return PRELIMINARY
    if status.answered:
        return CAME_IN_LATE if status.late else CAME_IN
    for holds, square in ((status.outside, OUTSIDE), (status.declined, DECLINED), (status.withdrawn, WITHDRAWN)):
        if holds:
            return square
    if status.silent or (status.due_on is not None and status.due_on < today):
        return OVERDUE
    return UNOPENED if status.unopened else UNDER_WAY


def status_strip(asked: Sequence[PublicStatus], today: date) -> Markup:
    """Return a row of squares per kind of body. The table of the page says the same, body by body."""
    kinds = [(name, _squares(asked, kind, today)) for kind, name in GROUP_NAMES.items()]
    rows = [(name, squares) for name, squares in kinds if squares]
    across = max([MOST_IN_A_ROW, *(len(squares) for _, squares in rows)])
    drawn = Markup().join(_row(number, name, squares, across) for number, (name, squares) in enumerate(rows))
    title = "Instanserna efter läge"
    words = ". ".join(f"{name}: {_in_words([square for _, square in squares])}" for name, squares in rows)
    used = {square for _, squares in rows for _, square in squares}
    return element(
        "figure",
        element("figcaption", title, css="chart-title"),
        picture("diagram-lage", title, words or "Inga instanser", BAND * len(rows), drawn),
        legend([(square.tone, square.symbol, square.words) for square in SQUARES if square in used]),
        css="chart",
        id="diagram-lage",
    )


def _squares(asked: Sequence[PublicStatus], kind: OrganisationKind, today: date) -> list[tuple[str, Square]]:
    found = [(status.body, square_of(status, today)) for status in asked if status.kind is kind]
    return sorted(found, key=lambda row: SQUARES.index(row[1]))


def _row(number: int, name: str, squares: Sequence[tuple[str, Square]], across: int) -> Markup:
    top, width = number * BAND, 100 / across
    answered = sum(square.tone == "done" for _, square in squares)
    head = text(0, top + NAME_LINE, name, "chart-name")
    head += text(100, top + NAME_LINE, f"{answered} av {len(squares)} har svarat", "chart-number", "end")
    return head + Markup().join(
        _square(place * width, top + SQUARE_TOP, width - GAP, body, square)
        for place, (body, square) in enumerate(squares)
    )


def _square(left: float, top: int, width: float, body: str, square: Square) -> Markup:
    """The name shows where a pointer rests; everybody finds it in the table."""
    named = element("title", f"{body}: {square.words}")
    box = rect(left, top, width, SQUARE, f"chart-part tone-{square.tone}")
    sign = text(left + width / 2, top + BASELINE, square.symbol, f"chart-in tone-{square.tone}", "middle")
    return element("g", named, box, sign)


def _in_words(squares: Sequence[Square]) -> str:
    return listed([f"{squares.count(one)} {one.words.lower()}" for one in SQUARES if one in squares])

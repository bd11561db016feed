"""The charts: stance per theme, and answers over time. From the same counts as the tables that stand beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from remiss.clock import local_date
from remiss.documents.compilation.words import STANCES, in_theme, without_theme
from remiss.documents.writing.tones import tone_name
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Cell, Chart, ChartKind, Mark, Series, Table
from remiss.domain.stance import Stance, stance_label, stance_symbol
from remiss.text import counted, long_date

MOST_DAYS = 5 * 366
"""A longer time for answers is a fault in the dates: no chart is better than one of a hundred thousand days."""


def stance_chart(facts: CompilationFacts) -> Chart | None:
    """Return how the viewpoints of each theme stand, in the order of meaning; None before there is any viewpoint."""
    counts = [
        (theme.name, Counter(viewpoint.stance for _, viewpoint in in_theme(facts, theme.key))) for theme in facts.themes
    ]
    loose = Counter(viewpoint.stance for _, viewpoint in without_theme(facts))
    if loose:
        counts.append(("Utan tema", loose))
    if not any(numbers.total() for _, numbers in counts):
        return None
    return Chart(
        ChartKind.STACKED_BARS,
        "diagram-stallning",
        "Synpunkter per tema och ställningstagande",
        " ".join(_stance_words(name, numbers) for name, numbers in counts),
        tuple(name for name, _ in counts),
        tuple(_stance_series(stance, [numbers for _, numbers in counts]) for stance in STANCES),
    )


def answers_chart(facts: CompilationFacts) -> Chart | None:
    """Return how the answers of those asked came in, up to the day that the compilation is about."""
    came_in = {reply.id: reply.submitted_on for reply in facts.replies}
    invited = [body for body in facts.bodies if body.invited]
    days = [came_in[body.reply_id] for body in invited if body.answered and body.reply_id in came_in]
    return answers_over_time(days, len(invited), facts.sent_on, facts.due_on, local_date(facts.created))


def answers_over_time(
    days: Sequence[date], asked: int, sent_on: date, due_on: date, until: date, today: date | None = None
) -> Chart | None:
    """Return how many of ``asked`` had answered on each day; ``days`` holds one day per body that has.

    The line is known ``until``; later days up to the due date are empty, and what comes after the due date is shown up
    to the last answer. ``today`` is marked where it is given: on a page, not in a document that is kept. None when
    there is nothing to show.
    """
    first, last = min([sent_on, *days]), max([due_on, *days])
    until = min(until, last)
    if not asked or (last - first).days > MOST_DAYS:
        return None
    shown = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    so_far = tuple(sum(day <= one for day in days) if one <= until else None for one in shown)
    marks = [Mark(due_on.isoformat(), f"Svar senast {due_on.isoformat()}")]
    if today is not None and first <= today <= last and today != due_on:
        marks.append(Mark(today.isoformat(), "I dag"))
    return Chart(
        ChartKind.OVER_TIME,
        "diagram-svar",
        "Svar från tillfrågade instanser över tid",
        _answers_words(days, asked, due_on, until),
        tuple(one.isoformat() for one in shown),
        (
            Series("Har svarat", so_far, "active"),
            Series("Tillfrågade", (asked,) * len(shown), "quiet"),
        ),
        tuple(marks),
    )


def answers_by_day_table(chart: Chart) -> Table:
    """Return the table beside a chart over time: the days on which the number changed, and the marked days."""
    labels = {mark.category: mark.label for mark in chart.marks}
    rows = tuple(
        (Cell(day), Cell("–" if value is None else str(value)), Cell(_remark(labels.get(day, ""), day)))
        for day, value in _changes(chart, labels)
    )
    header = ("Dag", "Har svarat, sammanlagt", "Anmärkning")
    return Table(f"{chart.title}, dag för dag", header, rows, (25, 30, 45), row_headers=False)


def _changes(chart: Chart, labels: dict[str, str]) -> Iterator[tuple[str, int | None]]:
    values = chart.series[0].values
    yield chart.categories[0], values[0]
    for (before, value), day in zip(pairwise(values), chart.categories[1:], strict=True):
        if day in labels or (value is not None and value != before):
            yield day, value


def _remark(label: str, day: str) -> str:
    return label.removesuffix(day).strip()


def _stance_series(stance: Stance | None, counts: Sequence[Counter[Stance | None]]) -> Series:
    values = tuple(numbers[stance] for numbers in counts)
    return Series(stance_label(stance), values, tone_name(stance), stance_symbol(stance))


def _stance_words(name: str, counts: Counter[Stance | None]) -> str:
    parts = [f"{stance_label(stance).lower()} {counts[stance]}" for stance in STANCES if counts[stance]]
    return f"{name}: {', '.join(parts) or 'inga synpunkter'}."


def _answers_words(days: Sequence[date], asked: int, due_on: date, until: date) -> str:
    in_time = sum(day <= due_on for day in days)
    words = f"{len(days)} av {counted(asked, 'tillfrågad instans', 'tillfrågade instanser')} hade svarat den "
    words += f"{long_date(until)}. Svarstiden går ut den {long_date(due_on)}."
    late = len(days) - in_time
    return words + (f" {in_time} svarade i tid och {late} efter svarstiden." if late else "")

"""Measures that are no plain share of cases: F1 over pairs and macro-F1 over classes, with bootstrap intervals."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
RESAMPLES = 400


@dataclass(frozen=True)
class Score:
    """A value 0–1 for ``document`` with its 95 % percentile-bootstrap interval and the number of cases."""

    name: str
    document: str
    value: float
    low: float
    high: float
    cases: int

    def line(self) -> str:
        """Return one line for a person, laid out as a Figure's."""
        if not self.cases:
            return f"{self.name:<44} {self.document:<26} –      (0 fall)"
        interval = f"95 %: {100 * self.low:.1f}–{100 * self.high:.1f}"
        return f"{self.name:<44} {self.document:<26} {100 * self.value:5.1f} %  (n = {self.cases}, {interval})"

    def cell(self) -> str:
        """Return the same in a table's cell, laid out as a Figure's."""
        if not self.cases:
            return "– (0)"
        return f"{100 * self.value:5.1f} ({self.cases}, {100 * self.low:.1f}–{100 * self.high:.1f})"


def score(name: str, document: str, cases: Sequence[T], measure: Callable[[Sequence[T]], float]) -> Score:
    """Return ``measure(cases)`` with an interval from resampled cases; the same cases give the same interval."""
    if not cases:
        return Score(name, document, 0.0, 0.0, 1.0, 0)
    chance = random.Random(1)  # noqa: S311  # resampling, not secrecy; seeded so that two runs agree
    values = sorted(measure(chance.choices(cases, k=len(cases))) for _ in range(RESAMPLES))
    low, high = values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]
    return Score(name, document, measure(cases), low, high, len(cases))


def f1(hits: int, wrong: int, missed: int) -> float:
    """Return the harmonic mean of precision and recall; 0 when there is nothing to find and nothing was found."""
    whole = 2 * hits + wrong + missed
    return 2 * hits / whole if whole else 0.0


def micro_f1(cases: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Return F1 over all labels of (gold labels, suggested labels) pairs."""
    hits = sum(len(gold & found) for gold, found in cases)
    return f1(hits, sum(len(f - g) for g, f in cases), sum(len(g - f) for g, f in cases))


def macro_f1(cases: Sequence[tuple[str, str | None]]) -> float:
    """Return the mean F1 of the classes that occur in the gold labels of (gold, suggested) pairs."""
    classes = sorted({gold for gold, _ in cases})
    values = [
        f1(
            sum(1 for g, f in cases if g == f == name),
            sum(1 for g, f in cases if f == name != g),
            sum(1 for g, f in cases if g == name != f),
        )
        for name in classes
    ]
    return sum(values) / len(values) if values else 0.0

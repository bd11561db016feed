"""A share, how many cases it rests on, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

# Two-sided 95 % quantile of the normal distribution, as Wilson's interval wants it.
Z_95 = 1.959963984540054


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the Wilson 95 % interval (low, high) of ``hits`` out of ``total``, both 0–1; (0, 1) without cases.

    Source: Wilson, JASA 1927. Unlike the textbook interval it stays within 0–1 and is honest for few cases.
    """
    if total <= 0:
        return 0.0, 1.0
    share = hits / total
    square = Z_95 * Z_95
    scale = 1 + square / total
    centre = (share + square / (2 * total)) / scale
    half = Z_95 * sqrt(share * (1 - share) / total + square / (4 * total * total)) / scale
    low = 0.0 if hits == 0 else centre - half
    high = 1.0 if hits == total else centre + half
    return low, high


@dataclass(frozen=True)
class Figure:
    """One measured share: ``hits`` of ``total`` for ``document`` (a file name, or a word for all of them)."""

    name: str
    document: str
    hits: int
    total: int

    @property
    def share(self) -> float:
        """The share 0–1; 0 when nothing was counted."""
        return self.hits / self.total if self.total else 0.0

    @property
    def low(self) -> float:
        """Lower end of the Wilson 95 % interval."""
        return wilson(self.hits, self.total)[0]

    @property
    def high(self) -> float:
        """Upper end of the Wilson 95 % interval."""
        return wilson(self.hits, self.total)[1]

    def line(self) -> str:
        """Return one line for a person: name, document, share, hits of total, interval."""
        if not self.total:
            return f"{self.name:<44} {self.document:<26} –      (0 fall)"
        shares = (
            f"{100 * self.share:5.1f} %  ({self.hits}/{self.total}, 95 %: {100 * self.low:.1f}–{100 * self.high:.1f})"
        )
        return f"{self.name:<44} {self.document:<26} {shares}"

    def cell(self) -> str:
        """Return the same in a table's cell: share, total, interval."""
        if not self.total:
            return "– (0)"
        return f"{100 * self.share:5.1f} ({self.total}, {100 * self.low:.1f}–{100 * self.high:.1f})"

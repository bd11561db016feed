"""How wide each column becomes: by the outline's shares, but never so narrow that a Swedish compound is cut."""

from __future__ import annotations

import re

from remiss.domain.outline import Table

_CELL_MARGINS = 190
_LETTER = {"": 98, "Small": 83, "Tiny": 64}  # bold Calibri at 10, 8.5 and 6.5 points, in twentieths of a point
_WIDER = 1.1  # what an m or a w takes above a usual letter
_SMALL_FROM_COLUMNS = 7
_SMALL_FROM_ROWS = 100  # a list to look things up in, on a third fewer pages
_TINY_FROM_COLUMNS = 13
# A day as 2026-11-27 is one word; other hyphens are places to break at.
_BETWEEN_WORDS = re.compile(r"[\s/]|-(?!\d\d\b)")


def size_of(columns: int, rows: int = 0) -> str:
    """Return the suffix of the table styles for so many columns and rows: full size, Small or Tiny."""
    if columns >= _TINY_FROM_COLUMNS:
        return "Tiny"
    return "Small" if columns >= _SMALL_FROM_COLUMNS or rows >= _SMALL_FROM_ROWS else ""


def column_widths(node: Table, width: int, letter: float = 1.0) -> list[int]:
    """Share ``width`` (twentieths of a point) by the table's relative widths, then widen the columns whose longest
    word does not fit at the cost of those with room to spare; the last column takes what rounding leaves. ``letter``
    is how wide the house's letters are, measured by ours.
    """
    shares = node.widths or (1,) * len(node.header)
    wanted = [width * share // sum(shares) for share in shares]
    needed = [_longest_word(node, column, letter) for column in range(len(shares))]
    lacking = sum(max(0, need - want) for need, want in zip(needed, wanted, strict=True))
    spare = sum(max(0, want - need) for need, want in zip(needed, wanted, strict=True))
    columns = wanted
    if 0 < lacking <= spare:
        columns = [
            need if need >= want else want - (want - need) * lacking // spare
            for need, want in zip(needed, wanted, strict=True)
        ]
    columns[-1] += width - sum(columns)
    return columns


def _longest_word(node: Table, column: int, letter: float) -> int:
    texts = {node.header[column], *(row[column].text for row in node.rows if column < len(row))}
    longest = max(_letters(word) for text in texts for word in _BETWEEN_WORDS.split(text))
    return round(longest * _LETTER[size_of(len(node.header), len(node.rows))] * letter) + _CELL_MARGINS


def _letters(word: str) -> float:
    """Return how many usual letters are as wide as ``word``: *Summa* takes more room than *Tills*."""
    return len(word) + _WIDER * sum(map(word.count, "mwMW"))

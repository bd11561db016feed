"""Which columns of a table hold numbers: they are read by their last digit, so every format sets them to the right."""

from __future__ import annotations

import re

from remiss.domain.outline import Table

_NUMBER = re.compile(r"[-−]?\d[\d\s]*(,\d+)?\s?%?")
_NOTHING = {"", "–"}


def numeric_columns(node: Table) -> frozenset[int]:
    """Return the columns (from 0) that hold only numbers; a dash stands where there is none."""
    return frozenset(column for column in range(len(node.header)) if _is_numeric(node, column))


def _is_numeric(node: Table, column: int) -> bool:
    texts = [row[column].text.strip() for row in node.rows if column < len(row)]
    filled = [text for text in texts if text not in _NOTHING]
    return bool(filled) and all(_NUMBER.fullmatch(text) for text in filled)

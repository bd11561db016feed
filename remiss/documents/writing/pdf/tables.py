"""Tables as data for the template: widths in points, which rows stay whole, and which columns hold numbers."""

from __future__ import annotations

import re
from typing import Any

from remiss.documents.writing.docx.widths import column_widths, size_of
from remiss.documents.writing.frame import clean, padded
from remiss.documents.writing.numbers import numeric_columns
from remiss.documents.writing.pdf.limits import BREAK
from remiss.documents.writing.tones import stance_tone
from remiss.domain.outline import Cell, Table

_TWENTIETHS = 20
_LETTER = {"": 98, "Small": 83, "Tiny": 62}  # the wide side of a letter of each size, in twentieths of a point
_MARGINS = 160
_MOST_LINES_OF_A_WHOLE_ROW = 26
_LINES_OF_A_SHORT_TABLE = 14
_WORD = re.compile(r"[^\s-]+-?")


def table(node: Table, width: int) -> dict[str, Any]:
    """Return ``node`` for a column of text that is ``width`` wide, in twentieths of a point."""
    widths = column_widths(node, width)
    letter = _LETTER[size_of(len(widths))]
    room = [max(4, (one - _MARGINS) // letter) for one in widths]
    rows = [list(padded(row, len(widths))) for row in node.rows]
    tall = [max(_lines(cell.text, most) for cell, most in zip(row, room, strict=True)) for row in rows]
    numeric = numeric_columns(node)
    return {
        "caption": " ".join(clean(node.caption).split()),
        "widths": [one / _TWENTIETHS for one in widths],
        "size": size_of(len(widths)),
        "head": [_broken(text, most) for text, most in zip(node.header, room, strict=True)],
        "rows": [[_cell(cell, most) for cell, most in zip(row, room, strict=True)] for row in rows],
        "whole": [lines <= _MOST_LINES_OF_A_WHOLE_ROW for lines in tall],
        "short": len(rows) <= _LINES_OF_A_SHORT_TABLE and sum(tall) <= _LINES_OF_A_SHORT_TABLE,
        "numeric": sorted(numeric),
        "row_headers": node.row_headers,
    }


def _cell(cell: Cell, room: int) -> str | list[str | None]:
    """Return the words alone where nothing hangs on them, else words, link and colour."""
    text, tone = _broken(cell.text, room), stance_tone(cell.text)
    return [text, cell.link, tone[1] if tone else None] if tone or cell.link else text


def _broken(text: str, room: int) -> str:
    """Return ``text`` with places to break in words that are longer than their column, as check sums are."""
    plain = clean(text).replace("\t", " ")
    if len(plain) <= room:
        return plain
    return _WORD.sub(lambda found: BREAK.join(found[0]) if len(found[0]) > room else found[0], plain)


def _lines(text: str, room: int) -> int:
    return sum(1 + len(line) // room for line in text.split("\n")) if len(text) > room or "\n" in text else 1

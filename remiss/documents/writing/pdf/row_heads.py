"""The first cell of a row as its heading, which Typst knows but keeps behind a switch that its Python package lacks.

A cell under the first column names that column's head, `U3x0y0` in the third table: where the table has row headings,
the cell becomes a heading of its row instead. As many bytes are put as are taken, so that all places in the file hold.
"""

from __future__ import annotations

import re

from remiss.domain.outline import Outline, Table

_CELL = re.compile(rb"(<</Type/StructElem/S/T)D(/P \d+ 0 R/A\[<</O/Table)(/Headers\[\(U(\d+)x0y0\)\])")
_ROW = b"/Scope/Row"


def with_row_heads(content: bytes, outline: Outline) -> bytes:
    """Return the pdf of ``outline`` with headings of rows in the tables that have such."""
    headed = [node.row_headers for node in outline.nodes if isinstance(node, Table)]

    def replaced(found: re.Match[bytes]) -> bytes:
        if not headed[int(found[4]) - 1]:
            return found[0]
        return found[1] + b"H" + found[2] + _ROW.ljust(len(found[3]))

    return _CELL.sub(replaced, content)

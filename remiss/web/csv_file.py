"""Tables as files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the table as Swedish spreadsheets open it: semicolons, UTF-8 with a mark, one row a line."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def csv_answer(content: bytes, filename: str) -> Response:
    """Return a CSV file to keep."""
    response = make_response(content)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

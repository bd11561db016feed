"""The status table as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from remiss.clock import local_date
from remiss.queries.public_status import PublicStatus

HEADER = (
    "Instans", "Slag", "Läge", "Sista svarsdag", "Svar inkom", "Försenat", "Gemensamt med", "Påminnelser", "Tillfrågad",
    "Planerat sammanträde",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def status_csv(statuses: Iterable[PublicStatus]) -> bytes:
    """Return the table as Swedish spreadsheets open it: semicolons, UTF-8 with a mark, one body a line."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for status in statuses:
        writer.writerow([_harmless(cell) for cell in _cells(status)])
    return target.getvalue().encode("utf-8-sig")


def _cells(status: PublicStatus) -> tuple[str, ...]:
    return (
        status.body,
        status.kind.label,
        status.words,
        status.due_on.isoformat() if status.due_on else "",
        local_date(status.submitted_at).isoformat() if status.submitted_at else "",
        _yes(status.late),
        ", ".join(status.joint_with),
        str(status.reminders),
        _yes(status.invited),
        status.planned_on.isoformat() if status.planned_on else "",
    )


def _harmless(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _yes(value: bool) -> str:
    return "Ja" if value else "Nej"

"""The status table as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from remiss.clock import local_date
from remiss.queries.public_status import PublicStatus
from remiss.web.csv_file import csv_bytes

HEADER = (
    "Instans", "Slag", "Läge", "Sista svarsdag", "Svar inkom", "Försenat", "Gemensamt med", "Påminnelser", "Tillfrågad",
    "Planerat sammanträde", "Anstånd",
)  # fmt: skip


def status_csv(statuses: Iterable[PublicStatus]) -> bytes:
    """Return the status table, one body a line."""
    return csv_bytes(HEADER, (_cells(status) for status in statuses))


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
        _yes(status.extended),
    )


def _yes(value: bool) -> str:
    return "Ja" if value else "Nej"

"""What was read of each file of a batch, and what needs a person and why: for the page and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from remiss.models.imports import FileState
from remiss.models.intakes import IntakeState
from remiss.queries.imports import FileRow
from remiss.text import listed
from remiss.web.csv_file import csv_bytes
from remiss.web.intake.reading import NOT_FOUND
from remiss.web.intake.review import LABELS

HEADER = (
    "Fil", "Läge", "Instans", "Hur instansen känns igen", "Ärenderubrik", "Instansens diarienummer", "Avsnitt",
    "Att kontrollera",
)  # fmt: skip
STATES = {
    FileState.WAITING: ("Väntar", "active"), FileState.REFUSED: ("Kan inte läsas in", "late"),
    FileState.KNOWN: ("Redan inläst", "quiet"), FileState.PAIRED: ("Protokollsutdrag till ett svar", "done"),
}  # fmt: skip
TONES = {
    IntakeState.READING: "active", IntakeState.TO_CONFIRM: "waiting", IntakeState.CONFIRMED: "done",
    IntakeState.FAILED: "late", IntakeState.CANCELLED: "quiet",
}  # fmt: skip


@dataclass(frozen=True)
class ReportLine:
    """One file as the report says it. ``chooses``: a person may say whose reply it is."""

    row: FileRow
    state: str
    tone: str
    body: str
    reasons: str
    todo: tuple[str, ...]
    chooses: bool

    @property
    def asks(self) -> bool:
        """The body is chosen here: what was read does not make it sure, or a person has chosen already."""
        match = self.row.match
        return self.chooses and not (match and match.sure and not self.row.chosen)


def report(rows: Sequence[FileRow], bodies: Mapping[int, str]) -> list[ReportLine]:
    """Return the report; two files of one body are each told of the other."""
    of_body: dict[int, list[str]] = {}
    for row in rows:
        if row.body is not None and row.intake_state is IntakeState.TO_CONFIRM and row.state is FileState.TAKEN:
            of_body.setdefault(row.body, []).append(row.name)
    return [_line(row, bodies, of_body) for row in rows]


def counts(lines: Sequence[ReportLine]) -> list[tuple[str, int]]:
    """Return how many files there are of each kind, for the summary of the page."""
    waiting = [line for line in lines if line.row.waits]
    return [
        ("klara att bekräfta", sum(not line.todo for line in waiting)),
        ("behöver en närmare titt", sum(bool(line.todo) for line in waiting)),
        ("protokollsutdrag som hör till ett svar", sum(line.row.state is FileState.PAIRED for line in lines)),
        ("bekräftade", sum(_is_confirmed(line.row) for line in lines)),
        ("redan inlästa", sum(line.row.state is FileState.KNOWN for line in lines)),
        ("kunde inte läsas", sum(line.tone == "late" for line in lines)),
    ]


def report_csv(lines: Sequence[ReportLine]) -> bytes:
    """Return the report as a file for a spreadsheet, one file a line."""
    return csv_bytes(HEADER, (_cells(line) for line in lines))


def _cells(line: ReportLine) -> tuple[str, ...]:
    parsed = line.row.parsed or {}
    return (
        line.row.name,
        line.state,
        line.body,
        line.reasons,
        parsed.get("title") or "",
        parsed.get("diary_number") or "",
        str(len(parsed.get("sections", ()))) if parsed else "",
        " ".join(line.todo),
    )


def _line(row: FileRow, bodies: Mapping[int, str], of_body: Mapping[int, Sequence[str]]) -> ReportLine:
    state, tone = _state(row)
    body = bodies.get(row.body, "") if row.body is not None else ""
    reasons = "Vald av en person" if row.chosen else _listed(row.match.reasons) if row.match else ""
    others = [name for name in of_body.get(row.body or 0, ()) if name != row.name]
    return ReportLine(row, state, tone, body, reasons, tuple(_todo(row, body, others)), row.waits)


def _state(row: FileRow) -> tuple[str, str]:
    if row.state is FileState.TAKEN and row.intake_state is not None:
        return row.intake_state.label, TONES[row.intake_state]
    return STATES[row.state]


def _listed(reasons: Sequence[str]) -> str:
    return listed([reason if number == 0 else reason[0].lower() + reason[1:] for number, reason in enumerate(reasons)])


def _is_confirmed(row: FileRow) -> bool:
    return row.state is FileState.TAKEN and row.intake_state is IntakeState.CONFIRMED


def _todo(row: FileRow, body: str, others: Sequence[str]) -> list[str]:
    """Return what a person has to look at, as sentences."""
    if row.problem:
        return [row.problem]
    if row.state is FileState.PAIRED:
        return [f"Hör till svaret i {row.known}."]
    if row.known:
        return [f"Samma innehåll som {row.known}. Filen läses inte en gång till."]
    if not row.waits or row.parsed is None:
        return []
    found = [] if row.chosen or row.match is None else list(row.match.doubts)
    found += [f"{body} har fler filer i omgången: {listed(others)}."] if others else []
    if row.doubt:  # a protokollsutdrag: each of its fields is doubtful for this one reason
        return [*found, row.doubt]
    found += [f"{LABELS.get(doubt['field'], 'Uppgift')}: {doubt['reason']}" for doubt in row.parsed["unsure"]]
    found += [f"{LABELS[doubt.field]}: {doubt.reason}" for doubt in row.names]
    missing = [words for field, words in NOT_FOUND if not row.parsed[field] and field != "consultee"]
    found += [f"Saknas: {listed(missing)}."] if missing else []
    return found

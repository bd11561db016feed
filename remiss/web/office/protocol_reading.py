"""What a protokoll says about the matters of a meeting, put in the table for a person to confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from remiss.documents.interpretation.protocol import read_protocol
from remiss.documents.interpretation.protocol_matching import Sought, match_items
from remiss.documents.reading.isolated import read_document
from remiss.domain.parsed import Protocol, ProtocolItem
from remiss.errors import UnreadableFile
from remiss.extensions import upload_folder
from remiss.models.attachments import path_of
from remiss.models.decisions import Outcome
from remiss.queries.meetings import AgendaMatter
from remiss.text import counted, long_date
from remiss.web.decision_form import MINORITY_ROWS
from remiss.web.kept_files import KeptFile
from remiss.web.office.meeting_forms import MeetingDecisionsForm

NOT_CHOSEN = "Välj protokollet som ska läsas."
BY_HAND = "Annars fyller du i tabellen för hand."
NO_PROTOCOL = (
    "Filen ser inte ut som ett protokoll: överst ska det stå ”Protokoll”, och varje ärende ska börja med § och nummer."
)
QUOTED = 240


@dataclass(frozen=True)
class ReadRow:
    """What was read about one matter. ``left`` says that the row was left as it was: a person had
    filled it in already.

    ``words`` holds by field what it was read from, ``doubts`` what is unsure, and ``more`` the minorities without room.
    """

    found: bool = False
    left: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    more: Sequence[str] = ()


def read_file(kept: KeptFile | None) -> Protocol:
    """Return what a kept file says, read in the isolated child. Raises UnreadableFile with what to do."""
    if kept is None:
        raise UnreadableFile(NOT_CHOSEN)
    if kept.problem:
        raise kept.problem
    try:
        document = read_document(path_of(upload_folder(), kept.sha256).read_bytes(), kept.name)
    except UnreadableFile as problem:
        raise UnreadableFile(f"{kept.name}: {problem.sentence} {BY_HAND}") from problem
    protocol = read_protocol(document)
    if protocol is None:
        raise UnreadableFile(f"{kept.name}: {NO_PROTOCOL} {BY_HAND}")
    return protocol


def fill(form: MeetingDecisionsForm, protocol: Protocol, matters: Sequence[AgendaMatter]) -> dict[int, ReadRow]:
    """Put what was read in the rows that nobody has typed in, and return by matter what to say about it."""
    sought = [
        Sought(matter.reply_id, tuple(filter(None, (matter.own_number, matter.remiss_number))), matter.title)
        for matter in matters
    ]
    items = match_items(protocol.items, sought)
    rows = {entry.form.reply_id.data: entry.form for entry in form.matters}
    return {one.key: _fill(rows[one.key], items.get(one.key)) for one in sought if one.key in rows}


def warnings(protocol: Protocol, held_on: date, read: Mapping[int, ReadRow]) -> list[str]:
    """Return what to know about the whole reading, before the table."""
    found = sum(row.found for row in read.values())
    said = [f"{found} av {counted(len(read), 'ärende', 'ärenden')} hittades i protokollet. Kontrollera och registrera."]
    if protocol.held_on and protocol.held_on != held_on:
        day = long_date(protocol.held_on)
        said.append(f"Protokollet verkar vara från den {day}, inte från sammanträdet. Kontrollera att det är rätt.")
    return said


def _fill(row: Any, item: ProtocolItem | None) -> ReadRow:
    left = _typed(row)
    if item is None:
        if not left:
            row.outcome.data = ""
        return ReadRow(left=left)
    if not left:
        _propose(row, item)
    words = {name: _short(words) for name, words in item.words.items()}
    rooms = dict(zip(MINORITY_ROWS, item.minorities, strict=False))
    words |= {f"minority_{number}": _short(minority.words) for number, minority in rooms.items()}
    more = [_short(minority.words) for minority in item.minorities[len(MINORITY_ROWS) :]]
    return ReadRow(found=True, left=left, words=words, doubts=item.doubts, more=more)


def _typed(row: Any) -> bool:
    typed = (row.paragraph, row.text, row.immediate_adjustment, *(row[f"minority_{n}_parties"] for n in MINORITY_ROWS))
    return any(part.data for part in typed) or row.outcome.data not in {"", Outcome.AS_PROPOSED.value}


def _propose(row: Any, item: ProtocolItem) -> None:
    row.paragraph.data = item.paragraph
    row.outcome.data = item.outcome or ""
    row.immediate_adjustment.data = item.immediate_adjustment
    if item.outcome and item.outcome not in {Outcome.AS_PROPOSED, Outcome.TABLED}:
        row.text.data = "\n\n".join(item.decision)
    for number, minority in zip(MINORITY_ROWS, item.minorities, strict=False):
        for part in ("kind", "parties", "text"):
            row[f"minority_{number}_{part}"].data = getattr(minority, part)


def _short(words: str) -> str:
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"

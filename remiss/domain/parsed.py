"""What a reader believes a reply file says, field by field (CONTRACTS, ``remiss parse``)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from remiss.domain.statement import SectionKey


@dataclass(frozen=True)
class Officer:
    """A handläggare named in the header block."""

    name: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Signatory:
    """A person who signed the file."""

    name: str
    title: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class ReplyDates:
    """Dates written in the file: of the statement, of the meeting it goes to, and by when the reply was due."""

    statement: date | None = None
    meeting: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class ParsedSection:
    """One section: ``heading`` exact without number or markup; ``paragraphs`` with joined lines."""

    key: SectionKey
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Unsure:
    """A field whose value is derived or doubtful, and why (Swedish)."""

    field: str
    reason: str


@dataclass(frozen=True)
class Span:
    """A stretch of one block of the document that a field was read from, counted in signs."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class ParsedReply:
    """A whole reply as read. None or an empty tuple means: not in the text. Never a guess."""

    title: str | None = None
    subtitle: str | None = None
    consultee: str | None = None
    office: str | None = None
    diary_number: str | None = None
    remiss_diary_number: str | None = None
    officers: tuple[Officer, ...] = ()
    dates: ReplyDates = field(default_factory=ReplyDates)
    immediate_adjustment: bool | None = None
    proposal: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    attachments: tuple[str, ...] = ()
    sections: tuple[ParsedSection, ...] = ()
    unsure: tuple[Unsure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``remiss parse`` prints: JSON types only, dates as ISO text."""
        return _plain(asdict(self))  # type: ignore[no-any-return]  # asdict of a dataclass is always a dict


@dataclass(frozen=True)
class ParsedMinutes:
    """An extract of minutes as read; ``outcome`` is a stored value. None or an empty tuple means: not in the text."""

    title: str | None = None
    diary_number: str | None = None
    paragraph: str | None = None
    decided_on: date | None = None
    outcome: str | None = None
    immediate_adjustment: bool | None = None
    decision: tuple[str, ...] = ()
    unsure: tuple[Unsure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the same in JSON types only, dates as ISO text."""
        return _plain(asdict(self))  # type: ignore[no-any-return]  # asdict of a dataclass is always a dict


@dataclass(frozen=True)
class ParsedMinority:
    """A reservation or the like in a protokoll. ``kind`` is a stored value; ``parties`` is empty when nobody is named;
    ``words`` tell that there is one.
    """

    kind: str
    parties: str
    text: str
    words: str


@dataclass(frozen=True)
class ProtocolItem:
    """One § of a protokoll as read. ``top`` is how it begins, title and numbers, and ``text`` the whole of it.

    ``words`` holds what each field was read from and ``doubts`` what is unsure about it, by the field's name.
    """

    paragraph: str
    top: str
    text: str
    outcome: str | None
    decision: tuple[str, ...]
    immediate_adjustment: bool
    minorities: tuple[ParsedMinority, ...]
    words: dict[str, str]
    doubts: dict[str, str]


@dataclass(frozen=True)
class Protocol:
    """A whole protokoll: the day of the meeting, when it says so, and its §§ in order."""

    held_on: date | None
    items: tuple[ProtocolItem, ...]


def statement_sections(parsed: dict[str, Any]) -> list[tuple[SectionKey, str, list[str]]]:
    """Return (key, heading, paragraphs) of what ``ParsedReply.to_json`` wrote, the proposal's points in their place."""
    points, sections = list(parsed["proposal"]), []
    for row in parsed["sections"]:
        key, paragraphs = SectionKey(row["key"]), list(row["paragraphs"])
        if key is SectionKey.PROPOSAL:
            paragraphs, points = [*paragraphs, *points], []
        sections.append((key, row["heading"] or key.usual_heading, paragraphs))
    if points:
        sections.insert(0, (SectionKey.PROPOSAL, SectionKey.PROPOSAL.usual_heading, points))
    return [section for section in sections if any(paragraph.strip() for paragraph in section[2])]


def section_numbers(parsed: dict[str, Any]) -> dict[int, int]:
    """Return where each section as read, by its number, stands among ``statement_sections``; empty ones do not."""
    has_proposal = any(row["key"] == SectionKey.PROPOSAL for row in parsed["sections"])
    points = any(point.strip() for point in parsed["proposal"])
    at = 1 if points and not has_proposal else 0
    numbers: dict[int, int] = {}
    for number, row in enumerate(parsed["sections"]):
        first_proposal = row["key"] == SectionKey.PROPOSAL and points
        points = points and not first_proposal
        if first_proposal or any(paragraph.strip() for paragraph in row["paragraphs"]):
            numbers[number] = at
            at += 1
    return numbers


@dataclass(frozen=True)
class ProgrammeSection:
    """One section of the remitted draft, in document order; ``number`` as printed or None."""

    number: str | None
    heading: str
    level: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """The remitted draft as a flat list of sections with levels (CONTRACTS, ``remiss programme``)."""

    title: str | None
    sections: tuple[ProgrammeSection, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``remiss programme`` prints."""
        return _plain(asdict(self))  # type: ignore[no-any-return]  # asdict of a dataclass is always a dict


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value

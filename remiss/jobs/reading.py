"""From an uploaded reply to what it says: read in a child process, interpreted, analysed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from remiss.analysis.analyse import analyse
from remiss.documents.interpretation.minutes_facts import read_minutes
from remiss.documents.interpretation.places import places_of
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading import serial
from remiss.documents.reading.isolated import read_document
from remiss.domain.document import Document
from remiss.domain.parsed import ParsedMinutes, ParsedReply
from remiss.domain.viewpoints import Analysis, ThemeDefinition
from remiss.errors import UnreadableFile
from remiss.models.remisser import Theme

STEPS = ("Läser filen", "Tolkar fält", "Söker synpunkter")
"""What a waiting person sees, in order."""


BOTH_MINUTES = "Båda filerna ser ut som protokollsutdrag. Kontrollera vilken som är tjänsteutlåtandet."
NEITHER_MINUTES = "Ingen av filerna är säkert ett protokollsutdrag. Kontrollera vilken som är vilken."
UNREAD_MINUTES = "Den ena filen kunde inte läsas och är bifogad som protokollsutdrag. Kontrollera att det stämmer."
ONLY_MINUTES = "Filen är ett protokollsutdrag. Tjänsteutlåtandet saknas."


@dataclass(frozen=True)
class ReadReply:
    """A reply as read: its fields, the suggestions about it, and the text itself with where each field stands."""

    parsed: ParsedReply
    analysis: Analysis
    document: Document = field(repr=False)

    @property
    def original(self) -> str:
        """The document as it is kept beside the fields."""
        return serial.to_json(self.document)

    @property
    def places(self) -> dict[str, list[list[int]]]:
        """Where each field stands, as it is kept: block, start and end of every stretch."""
        found = places_of(self.document, self.parsed)
        return {name: [[span.block, span.start, span.end] for span in spans] for name, spans in found.items()}


@dataclass(frozen=True)
class File:
    """The content of an uploaded file and what it is called."""

    content: bytes
    name: str


@dataclass(frozen=True)
class ReadPapers:
    """Papers as read: the reply, the minutes when they are there, and what is doubtful about which file is which.

    ``swapped`` says that the file given as the minutes is the reply.
    """

    reply: ReadReply
    minutes: ParsedMinutes | None
    doubt: str | None
    swapped: bool


Remember = Callable[[ParsedReply, Document], ParsedReply]
"""Changes a reading by what is remembered of corrections."""


class Cancelled(Exception):
    """Somebody stopped the reading."""


def read_reply(
    content: bytes, filename: str, themes: Iterable[ThemeDefinition], before: Callable[[int], None] = lambda _: None
) -> ReadReply:
    """Return what the file says, with suggestions sorted under ``themes``.

    ``before`` is told the number of each step of ``STEPS`` as it begins, from 0, and may raise Cancelled. Raises
    UnreadableFile with a sentence.
    """
    before(0)
    document = read_document(content, filename)
    before(1)
    parsed = parse_reply(document)
    before(2)
    return ReadReply(parsed, analyse(parsed, list(themes)), document)


def read_papers(
    first: File,
    second: File | None,
    themes: Iterable[ThemeDefinition],
    before: Callable[[int], None] = lambda _: None,
    remember: Remember = lambda parsed, _: parsed,
) -> ReadPapers:
    """Return what one or two files say; which of two is the minutes is told by their content where that is sure.

    ``before`` and errors as in ``read_reply``. ``remember`` corrects the fields as a person has corrected the body's
    earlier ones. A file of minutes that cannot be read is kept and not read.
    """
    before(0)
    documents = [_document(file, needed=second is None) for file in (first, second) if file is not None]
    before(1)
    minutes = [read_minutes(document) if document else None for document in documents]
    swapped = (
        second is not None and documents[1] is not None and minutes[1] is None and _is_other(documents[0], minutes[0])
    )
    order = (1, 0) if swapped else (0, *range(1, len(documents)))
    reply = documents[order[0]]
    if reply is None:
        raise UnreadableFile
    parsed = remember(parse_reply(reply), reply)
    before(2)
    read = ReadReply(parsed, analyse(parsed, list(themes)), reply)
    found = minutes[order[1]] if second is not None else None
    return ReadPapers(read, found, _doubt(minutes, second, documents), swapped)


def _document(file: File, *, needed: bool) -> Document | None:
    """Read a file; one of two that cannot be read may be a scanned paper with a signature."""
    try:
        return read_document(file.content, file.name)
    except UnreadableFile:
        if needed:
            raise
        return None


def _is_other(document: Document | None, minutes: ParsedMinutes | None) -> bool:
    return document is None or minutes is not None


def _doubt(
    minutes: Sequence[ParsedMinutes | None], second: File | None, documents: Sequence[Document | None]
) -> str | None:
    if second is None:
        return ONLY_MINUTES if minutes[0] else None
    if None in documents:
        return UNREAD_MINUTES
    sure = sum(found is not None for found in minutes)
    return {0: NEITHER_MINUTES, 1: None, 2: BOTH_MINUTES}[sure]


def definitions(themes: Iterable[Theme]) -> list[ThemeDefinition]:
    """Return a remiss's themes as the analysis wants them."""
    return [ThemeDefinition(theme.key, theme.name, theme.description) for theme in themes]

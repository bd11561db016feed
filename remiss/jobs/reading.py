"""From an uploaded reply to what it says: read in a child process, interpreted, analysed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from remiss.analysis.analyse import analyse
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.isolated import read_document
from remiss.domain.parsed import ParsedReply
from remiss.domain.viewpoints import Analysis, ThemeDefinition
from remiss.models.remisser import Theme

STEPS = ("Läser filen", "Tolkar fält", "Söker synpunkter")
"""What a waiting person sees, in order."""


@dataclass(frozen=True)
class ReadReply:
    """A reply as read: its fields, and the suggestions about it."""

    parsed: ParsedReply
    analysis: Analysis


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
    return ReadReply(parsed, analyse(parsed, list(themes)))


def definitions(themes: Iterable[Theme]) -> list[ThemeDefinition]:
    """Return a remiss's themes as the analysis wants them."""
    return [ThemeDefinition(theme.key, theme.name, theme.description) for theme in themes]

"""Are the quotations of a compiled document still the words that were signed? Told from what stands in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from remiss.domain.disclosure import BLOT
from remiss.domain.marks import BlockMark, QuoteMark, Source, print_of
from remiss.domain.statement import CanonicalText, TextBlock, digest

Identity = tuple[int, int, str]
"""A released text as a source names it: reply, version, hash."""


class Verdict(StrEnum):
    """What a check says of one quotation, or of one reply in full."""

    OK = "ok"
    CHANGED = "changed"
    UNKNOWN = "unknown"


NO_SOURCE = "Filen säger inte vilket svar orden kommer från."
OTHER_WORDS = "Orden eller källhänvisningen är inte de som stod där när filen skrevs."
NOT_IN_REPLY = "Orden står inte i svaret."
NOT_RELEASED = "Inget inkommet svar i databasen har den här versionen och summan."
OTHER_TEXT = "Texten ger inte den summa som förteckningen anger."
HIDDEN = "Svaret har maskerade uppgifter och kan inte räknas om."


@dataclass(frozen=True)
class QuotedWords:
    """A quotation as it stands in a file, its reference among the paragraphs."""

    mark: QuoteMark
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What a file says: its list of sources, its quotations, and the blocks of the replies it holds in full.

    ``written`` is how many quotations it had when it was written.
    """

    sources: Mapping[int, Source]
    quotes: tuple[QuotedWords, ...]
    blocks: tuple[tuple[BlockMark, str], ...]
    written: int


@dataclass(frozen=True)
class Finding:
    """The verdict on one quotation (``number``) or one reply in full (0), and why where it is not ok.

    ``weak`` tells that a quotation could only be compared with the print that the file itself keeps of it.
    """

    verdict: Verdict
    number: int
    reply: int
    source: Source | None
    reason: str = ""
    weak: bool = False


@dataclass(frozen=True)
class Check:
    """Everything that was found; ``against_database`` is False for an internal check."""

    quotes: tuple[Finding, ...]
    replies: tuple[Finding, ...]
    missing: tuple[int, ...]
    against_database: bool

    @property
    def differs(self) -> bool:
        """True when anything is not the words that were signed, or cannot be told."""
        return any(one.verdict is not Verdict.OK for one in self.quotes) or any(
            one.verdict is Verdict.CHANGED for one in self.replies
        )


def check(evidence: Evidence, released: Mapping[Identity, CanonicalText] | None = None) -> Check:
    """Compare every quotation with its reply: as the file holds it, or as ``released`` has it when that is given."""
    inside = _texts(evidence.blocks)
    replies = tuple(_reply(evidence.sources.get(number), number, text) for number, text in inside.items())
    whole = {one.reply: inside[one.reply] for one in replies if one.verdict is Verdict.OK}
    if released is not None:
        known = ((source.reply, released.get(identity(source))) for source in evidence.sources.values())
        whole = {number: text for number, text in known if text is not None}
    return Check(
        quotes=tuple(_quote(one, evidence.sources, whole, strict=released is not None) for one in evidence.quotes),
        replies=replies,
        missing=tuple(sorted({*range(1, evidence.written + 1)} - {one.mark.number for one in evidence.quotes})),
        against_database=released is not None,
    )


def identity(source: Source) -> Identity:
    """Return how a released text is told from every other."""
    return source.reply, source.version, source.sha256


def _texts(blocks: Sequence[tuple[BlockMark, str]]) -> dict[int, CanonicalText]:
    found: dict[int, list[TextBlock]] = {}
    for mark, words in blocks:
        found.setdefault(mark.reply, []).append(mark.with_words(words))
    return {reply: CanonicalText(tuple(rows)) for reply, rows in found.items()}


def _reply(source: Source | None, number: int, text: CanonicalText) -> Finding:
    if source is None:
        return Finding(Verdict.UNKNOWN, 0, number, None, NO_SOURCE)
    if digest(text) == source.sha256:
        return Finding(Verdict.OK, 0, number, source)
    if BLOT in text.plain_text():
        return Finding(Verdict.UNKNOWN, 0, number, source, HIDDEN)
    return Finding(Verdict.CHANGED, 0, number, source, OTHER_TEXT)


def _quote(
    quote: QuotedWords, sources: Mapping[int, Source], whole: Mapping[int, CanonicalText], *, strict: bool
) -> Finding:
    number, reply = quote.mark.number, quote.mark.reply
    source, text = sources.get(reply), whole.get(reply)
    if print_of("\n".join(quote.paragraphs)) != quote.mark.print:
        return Finding(Verdict.CHANGED, number, reply, source, OTHER_WORDS)
    if source is None:
        return Finding(Verdict.UNKNOWN, number, reply, None, NO_SOURCE)
    if text is None:
        if strict:
            return Finding(Verdict.UNKNOWN, number, reply, source, NOT_RELEASED)
        return Finding(Verdict.OK, number, reply, source, weak=True)
    stands = any(text.contains("\n".join(words)) for words in (quote.paragraphs, quote.paragraphs[:-1]))
    return Finding(Verdict.OK if stands else Verdict.CHANGED, number, reply, source, "" if stands else NOT_IN_REPLY)

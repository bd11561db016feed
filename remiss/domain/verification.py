"""Are the quotations of a compiled document still the words that were signed? Told from what stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from remiss.domain.marks import HIDDEN, BlockMark, QuoteMark, Source, quote_print
from remiss.domain.sealing import SEALED, quote_seal, written_hash
from remiss.domain.statement import CanonicalText, TextBlock, digest, normalise

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
OTHER_SEAL = "Inget inkommet svar i databasen har den här koden."
NO_SEAL = "Citatet har ingen kod som databasen kan kontrollera."


@dataclass(frozen=True)
class QuotedWords:
    """A quotation as it stands in a file, its reference among the paragraphs."""

    mark: QuoteMark
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        """All that stands there."""
        return "\n".join(self.paragraphs)


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

    @property
    def hidden(self) -> bool:
        """True when words of the reply, or whose it is, were hidden: it was compared with what was written out."""
        return self.source is not None and self.source.hidden


@dataclass(frozen=True)
class Opened:
    """Which released text a seal was made with, and its secret: what the database knows of a hidden source."""

    identity: Identity
    secret: str


@dataclass(frozen=True)
class Known:
    """What the database says of the sources of a file; ``opened`` by the number of the hidden ones."""

    released: Mapping[Identity, CanonicalText]
    opened: Mapping[int, Opened]

    def identity_of(self, source: Source) -> Identity | None:
        """Return the released text that ``source`` names, or None where there is none."""
        if source.hidden:
            opened = self.opened.get(source.reply)
            return opened.identity if opened else None
        return identity(source) if identity(source) in self.released else None


@dataclass(frozen=True)
class Check:
    """Everything that was found; ``against_database`` is False for an internal check.

    ``moved`` are quotations that stand whole in another order than they were written in.
    """

    quotes: tuple[Finding, ...]
    replies: tuple[Finding, ...]
    missing: tuple[int, ...]
    moved: tuple[int, ...]
    against_database: bool

    @property
    def differs(self) -> bool:
        """True when anything is not the words that were signed, or cannot be told."""
        wrong = (Verdict.CHANGED, Verdict.UNKNOWN) if self.against_database else (Verdict.CHANGED,)
        return any(one.verdict is not Verdict.OK for one in self.quotes) or any(
            one.verdict in wrong for one in self.replies
        )


def check(evidence: Evidence, known: Known | None = None) -> Check:
    """Compare every quotation with its reply: as the file holds it, or as the database does when that is ``known``."""
    inside = _texts(evidence.blocks)
    replies = tuple(_reply(evidence.sources.get(number), number, text, known) for number, text in inside.items())
    if known is None:
        whole = {one.reply: _flat(inside[one.reply]) for one in replies if one.verdict is Verdict.OK}
    else:
        named = ((source.reply, known.identity_of(source)) for source in evidence.sources.values() if not source.hidden)
        whole = {number: _flat(known.released[one]) for number, one in named if one}
    numbers = [one.mark.number for one in evidence.quotes]
    return Check(
        quotes=tuple(
            _inside(one, evidence.sources.get(one.mark.reply), whole) if known is None
            else _outside(one, evidence.sources.get(one.mark.reply), known, whole)
            for one in evidence.quotes
        ),
        replies=replies,
        missing=tuple(sorted({*range(1, evidence.written + 1)} - {*numbers})),
        moved=_moved(numbers),
        against_database=known is not None,
    )  # fmt: skip


def identity(source: Source) -> Identity:
    """Return how a released text is told from every other."""
    return source.reply, source.version, source.sha256


def _texts(blocks: Sequence[tuple[BlockMark, str]]) -> dict[int, CanonicalText]:
    found: dict[int, list[TextBlock]] = {}
    for mark, words in blocks:
        found.setdefault(mark.reply, []).append(mark.with_words(words))
    return {reply: CanonicalText(tuple(rows)) for reply, rows in found.items()}


def _flat(text: CanonicalText) -> str:
    """Return all that a reply says, as quotations are looked for in it: once for all of them."""
    return normalise(text.plain_text())


def _moved(numbers: Sequence[int]) -> tuple[int, ...]:
    """Return the fewest that have been moved, if the others stand in their order; a copy beside it is none."""
    ends: list[int] = []
    best: list[tuple[int, int]] = []
    for number in numbers:
        length = bisect_right(ends, number)
        ends[length : length + 1] = [number]
        best.append((number, length))
    left, kept = len(ends) - 1, set()
    for number, length in reversed(best):
        if length == left:
            kept.add(number)
            left -= 1
    return tuple(sorted({*numbers} - kept))


def _reply(source: Source | None, number: int, text: CanonicalText, known: Known | None) -> Finding:
    if source is None:
        return Finding(Verdict.UNKNOWN, 0, number, None, NO_SOURCE)
    found = written_hash(number - HIDDEN, text) if source.hidden else digest(text)
    if found != source.sha256:
        return Finding(Verdict.CHANGED, 0, number, source, OTHER_TEXT)
    if known and known.identity_of(source) is None:
        return Finding(Verdict.UNKNOWN, 0, number, source, OTHER_SEAL if source.hidden else NOT_RELEASED)
    return Finding(Verdict.OK, 0, number, source)


def _first(quote: QuotedWords, source: Source | None) -> Finding | None:
    """Return what can be said without the reply: that the words are others, or that nothing tells whose they are."""
    seal = quote.mark.print[-SEALED:] if source and source.seal else ""
    if quote_print(quote.words, seal) != quote.mark.print:
        return Finding(Verdict.CHANGED, quote.mark.number, quote.mark.reply, source, OTHER_WORDS)
    if source is None:
        return Finding(Verdict.UNKNOWN, quote.mark.number, quote.mark.reply, None, NO_SOURCE)
    return None


def _inside(quote: QuotedWords, source: Source | None, whole: Mapping[int, str]) -> Finding:
    text = whole.get(quote.mark.reply)
    return _first(quote, source) or (
        _standing(quote, source, text)
        if text
        else Finding(Verdict.OK, quote.mark.number, quote.mark.reply, source, weak=True)
    )


def _outside(quote: QuotedWords, source: Source | None, known: Known, whole: Mapping[int, str]) -> Finding:
    number, reply = quote.mark.number, quote.mark.reply
    first = _first(quote, source)
    if first or source is None:
        return first or Finding(Verdict.UNKNOWN, number, reply, None, NO_SOURCE)
    named = known.identity_of(source)
    if named is None:
        return Finding(Verdict.UNKNOWN, number, reply, source, _unopened(source))
    if not source.hidden:
        return _standing(quote, source, whole[reply])
    same = quote_seal(known.opened[reply].secret, number, quote.words) == quote.mark.print[-SEALED:]
    return Finding(Verdict.OK if same else Verdict.CHANGED, number, reply, source, "" if same else OTHER_WORDS)


def _unopened(source: Source) -> str:
    if not source.hidden:
        return NOT_RELEASED
    return OTHER_SEAL if source.seal else NO_SEAL


def _standing(quote: QuotedWords, source: Source | None, text: str) -> Finding:
    """Tell whether the words stand in the reply; the last paragraph is the reference."""
    said = (normalise("\n".join(words)) for words in (quote.paragraphs[:-1], quote.paragraphs))
    stands = any(words and words in text for words in said)
    verdict, reason = (Verdict.OK, "") if stands else (Verdict.CHANGED, NOT_IN_REPLY)
    return Finding(verdict, quote.mark.number, quote.mark.reply, source, reason)

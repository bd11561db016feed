"""Where in a file each field was found, so that a person can look: searched for afterwards, whoever read the field.

Only letters and figures are compared. White space, line ends, hyphens and page breaks differ between a file and what
was read from it, and say nothing about the place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from remiss.documents.interpretation.dates import find_dates
from remiss.domain.document import Document
from remiss.domain.parsed import ParsedReply, ParsedSection, Span

_AT_ONCE = ("justeras omedelbart", "omedelbart justerad", "omedelbar justering", "justeras i omedelbar")
_LONGEST = 400
"""So many signs of a paragraph are enough to know it again."""
_OPENING = 60
# The same letters inside so many other words: a text that nobody wrote.
_MOST_TRIES = 200


class Finder:
    """The letters and figures of a document, each with where it stands."""

    def __init__(self, document: Document) -> None:
        """Remember where every block's letters begin."""
        self._signs: list[str] = []
        self._at: list[int] = []
        self._blocks: list[int] = []
        self._starts: list[int] = []
        for number, block in enumerate(document.blocks):
            self._blocks.append(number)
            self._starts.append(len(self._signs))
            for place, sign in enumerate(block.text):
                if sign.isalnum():
                    self._signs.append(_small(sign))
                    self._at.append(place)
        self._stream = "".join(self._signs)

    def find(self, words: str, since: int = 0) -> int:
        """Return where in the stream ``words`` stand, as whole words where they do; -1 when they do not."""
        wanted = _letters(words)
        if not wanted:
            return -1
        first = at = self._stream.find(wanted, since)
        for _ in range(_MOST_TRIES):
            if at < 0 or self._whole(at, len(wanted)):
                break
            at = self._stream.find(wanted, at + 1)
        else:
            at = -1
        return at if at >= 0 else first

    def last(self, words: str) -> int:
        """Return the last place of ``words``, -1 when there is none."""
        wanted = _letters(words)
        return self._stream.rfind(wanted) if wanted else -1

    def spans(self, at: int, words: str) -> tuple[Span, ...]:
        """Return the stretches of text that hold ``words``, found at ``at``: one in each block they run through."""
        end = at + len(_letters(words))
        found: list[Span] = []
        while at < end:
            number = bisect_right(self._starts, at) - 1
            following = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._stream)
            last = min(end, following) - 1
            found.append(Span(self._blocks[number], self._at[at], self._at[last] + 1))
            at = last + 1
        return tuple(found)

    def _whole(self, at: int, length: int) -> bool:
        return self._apart(at) and self._apart(at + length)

    def _apart(self, at: int) -> bool:
        """Tell whether something else than a letter stands before the sign at ``at``."""
        if at <= 0 or at >= len(self._at):
            return True
        return self._at[at] != self._at[at - 1] + 1


def places_of(document: Document, reply: ParsedReply) -> dict[str, tuple[Span, ...]]:
    """Return by field where its value stands in ``document``; sections and points are numbered, ``section.0``.

    What does not stand there, because it is derived, is left out.
    """
    finder = Finder(document)
    found = {name: _first(finder, said) for name, said in _plain(reply)}
    found |= {f"proposal.{number}": _first(finder, [point]) for number, point in enumerate(reply.proposal)}
    found |= {f"attachments.{number}": _first(finder, [name]) for number, name in enumerate(reply.attachments)}
    found |= {f"officers.{number}": _first(finder, [one.name]) for number, one in enumerate(reply.officers)}
    found |= {f"signatories.{number}": _last(finder, one.name) for number, one in enumerate(reply.signatories)}
    found |= {f"dates.{name}": _day(document, finder, day) for name, day in vars(reply.dates).items()}
    found |= _sections(finder, reply.sections)
    return {name: spans for name, spans in found.items() if spans}


def _plain(reply: ParsedReply) -> Iterator[tuple[str, Iterable[str | None]]]:
    yield "title", [reply.title]
    yield "subtitle", [reply.subtitle]
    yield "consultee", [reply.consultee]
    yield "office", [reply.office]
    yield "diary_number", [reply.diary_number, *(reply.diary_number or "").split(", ")]
    yield "remiss_diary_number", [reply.remiss_diary_number]
    yield "immediate_adjustment", _AT_ONCE if reply.immediate_adjustment else ()


def _first(finder: Finder, ways: Iterable[str | None]) -> tuple[Span, ...]:
    """Return the earliest place of a value that may be written in several ``ways``."""
    places = [(at, way) for way in ways if way and (at := finder.find(way[:_LONGEST])) >= 0]
    return finder.spans(*_shortened(min(places))) if places else ()


def _last(finder: Finder, name: str) -> tuple[Span, ...]:
    at = finder.last(name)
    return finder.spans(at, name) if at >= 0 else ()


def _shortened(place: tuple[int, str]) -> tuple[int, str]:
    return place[0], place[1][:_LONGEST]


def _sections(finder: Finder, sections: Sequence[ParsedSection]) -> dict[str, tuple[Span, ...]]:
    """Find each heading right above its own text: the same words may stand in a list of contents before."""
    found: dict[str, tuple[Span, ...]] = {}
    since = 0
    for number, section in enumerate(sections):
        opening = section.paragraphs[0][:_OPENING] if section.paragraphs else ""
        shown = section.heading or opening
        at = finder.find(f"{section.heading} {opening}", since)
        if at < 0:
            at = finder.find(shown, since)
        if at >= 0:
            found[f"section.{number}"] = finder.spans(at, shown)
            since = at + len(_letters(shown))
    return found


def _day(document: Document, finder: Finder, day: date | None) -> tuple[Span, ...]:
    """Return the first place where a day is written, in any of the usual ways."""
    if day is None:
        return ()
    for number, block in enumerate(document.blocks):
        for found in find_dates(block.text):
            if found.day == day:
                return (Span(number, found.start, found.end),)
    return _first(finder, [day.isoformat()])


def _letters(words: str) -> str:
    return "".join(_small(sign) for sign in re.sub(r"^\[…\]", "", words) if sign.isalnum())


def _small(sign: str) -> str:
    """Return the small letter; one that would become two signs stays as it is, so that places can be counted."""
    small = sign.lower()
    return small if len(small) == 1 else sign

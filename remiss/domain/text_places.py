"""Where words stand in a statement: under which heading, and in which paragraph below it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from remiss.domain.statement import BlockShape, CanonicalText, normalise


@dataclass(frozen=True)
class TextPlace:
    """``heading`` is the number of the heading's block in the text, from 1, and 0 before any; ``paragraph`` counts from
    1 below it.
    """

    heading: int
    paragraph: int


class TextPlaces:
    """The places of one text, read once: a reply has many viewpoints."""

    def __init__(self, text: CanonicalText) -> None:
        """Count the paragraphs below each heading."""
        parts: list[str] = []
        self._starts: list[int] = []
        self._places: list[TextPlace] = []
        self._headings: list[str] = []
        at = heading = paragraph = 0
        title = ""
        for number, block in enumerate(text.blocks, start=1):
            if block.shape is BlockShape.HEADING:
                heading, paragraph, title = number, 0, block.text
            else:
                paragraph += 1
            if words := normalise(block.text):
                parts.append(words)
                self._starts.append(at)
                self._places.append(TextPlace(heading, paragraph))
                self._headings.append(title)
                at += len(words) + 1
        self.words = " ".join(parts)

    def find(self, words: str, heading: str) -> TextPlace | None:
        """Return where normalised ``words`` begin: below ``heading`` if they do there, since a text repeats itself."""
        first: TextPlace | None = None
        for start in _all(self.words, words):
            block = self._block_at(start)
            if self._headings[block] == heading:
                return self._places[block]
            first = first or self._places[block]
        return first

    def _block_at(self, start: int) -> int:
        return bisect_right(self._starts, start) - 1


def _all(text: str, words: str) -> Iterable[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))

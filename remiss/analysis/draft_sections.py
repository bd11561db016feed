"""Which section of the remitted draft a viewpoint is about, where the text says so itself.

By its number (avsnitt 3.2, kapitel 4), or by its heading's own words. Words in common alone prove too little: in a
draft every section speaks of the same subject, so without such a sign nothing is suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from remiss.analysis.subjects import names_document
from remiss.domain.programme_changes import DraftSection
from remiss.domain.statement import BlockShape, CanonicalText, normalise
from remiss.language.folding import fold
from remiss.language.sentences import split_sentences
from remiss.language.words import content_stems

_NUMBER = r"\d+(?:\.\d+)*"
_NAMED = re.compile(rf"\b(?:avsnitt(?:et|en|ens|ets)?|kapitel|kapitlen|kapitlet|kap\.)\s+({_NUMBER})")
_OTHER_PAPER = re.compile(r"\s*§|(?:\s*(?:,|och|samt)\s*[\d.]+)*\s+(?:i|av|ur)\s+(?P<where>[^.;:!?]{1,40})")
_LAW = re.compile(r"\b\w*(?:lag|lagen|balk|balken|förordningen|föreskrifter|föreskrifterna|budget|budgeten)\b")
_NUMBERED_HEADING = re.compile(rf"\s*({_NUMBER})\.?\s+\S")
_ABOUT = re.compile(r"\b(?:avsnittet|kapitlet|delen)\s+(?:om|för)\s+([^.,;:?!”]+)")
TELLING_WORDS = 2
COMMON = 3
"""A heading of fewer telling words, or one that stands in the text of so many sections (*nämnder och bolag*), is only
what everybody says: it counts where the text says *avsnittet om*.
"""


@dataclass(frozen=True)
class SuggestedSection:
    """A section by its stable id, and the words of the reply that named it."""

    key: str
    words: str


@dataclass(frozen=True)
class _Heading:
    key: str
    folded: str
    stems: tuple[str, ...]
    tells: bool


class Draft:
    """The sections of a draft, prepared once for all viewpoints about it."""

    def __init__(self, sections: Iterable[DraftSection]) -> None:
        """Take the sections of the newest version first: where a number means two things, the first one counts."""
        self._numbers: dict[str, str] = {}
        self._by_key: dict[str, _Heading] = {}
        given = list(sections)
        texts = [fold(one.text) for one in given]
        for one in given:
            if one.number:
                self._numbers.setdefault(one.number.strip(" ."), one.stable_id)
            self._by_key.setdefault(one.stable_id, _heading(one, texts))
        self._headings = sorted(self._by_key.values(), key=lambda one: -len(one.folded))

    def suggest(self, words: str, around: Iterable[str] = ()) -> SuggestedSection | None:
        """Return the section that ``words`` name; if none, the one that is named ``around`` them, nearest first."""
        return self._named(words) or next((found for one in around if (found := self._nearby(one))), None)

    def suggest_in(self, text: CanonicalText, words: str) -> SuggestedSection | None:
        """Do so for words of ``text``: around them is what their paragraph says before, and the heading over it."""
        return self.suggest(words, _around(text, normalise(words)))

    def _named(self, text: str) -> SuggestedSection | None:
        folded = fold(text)
        return self._by_number(folded) or self._by_heading(folded)

    def _nearby(self, text: str) -> SuggestedSection | None:
        return self._named(text) or self._as_numbered_heading(text)

    def _by_number(self, folded: str) -> SuggestedSection | None:
        for found in _NAMED.finditer(folded):
            key = self._numbers.get(found[1])
            if key and not _in_another_paper(folded[found.end() :]):
                return SuggestedSection(key, found[0])
        return None

    def _by_heading(self, folded: str) -> SuggestedSection | None:
        for one in self._headings:
            if one.tells and one.folded in folded and re.search(rf"\b{re.escape(one.folded)}\b", folded):
                return SuggestedSection(one.key, one.folded)
        for found in _ABOUT.finditer(folded):
            said = content_stems(found[1])
            for one in self._headings:
                alike = bool(one.stems) and said[: len(one.stems)] == one.stems
                if alike or found[1].startswith(one.folded):
                    return SuggestedSection(one.key, found[0].strip())
        return None

    def _as_numbered_heading(self, text: str) -> SuggestedSection | None:
        """A reply may number its headings by those of the draft, or by its own: only a common word tells."""
        found = _NUMBERED_HEADING.match(text)
        key = self._numbers.get(found[1]) if found else None
        if found is None or key is None or not set(self._by_key[key].stems) & set(content_stems(text)):
            return None
        return SuggestedSection(key, found[1])


def _heading(section: DraftSection, texts: Sequence[str]) -> _Heading:
    folded, stems = fold(section.heading), content_stems(section.heading)
    tells = len(stems) >= TELLING_WORDS and sum(folded in text for text in texts) < COMMON
    return _Heading(section.stable_id, folded, stems, tells)


def _around(text: CanonicalText, words: str) -> Iterator[str]:
    """Yield the sentences of the paragraph before the words, from the last, and the heading.

    Not those that follow: a text names a section first and speaks of it afterwards.
    """
    heading = ""
    for block in text.blocks:
        if block.shape is BlockShape.HEADING:
            heading = block.text
            continue
        paragraph = normalise(block.text)
        if words in paragraph:
            yield from reversed(split_sentences(paragraph.partition(words)[0]))
            yield heading
            return


def _in_another_paper(rest: str) -> bool:
    """Tell whether what follows a number says that it is of a law or of another paper than the draft."""
    found = _OTHER_PAPER.match(rest)
    if found is None:
        return False
    where = found["where"]
    return where is None or (bool(_LAW.search(where)) and not names_document(where))

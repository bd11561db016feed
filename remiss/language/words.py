"""Words of a text with their places, their stems, and whether a compound holds another word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import snowballstemmer

from remiss.language.folding import fold

_WORD = re.compile(r"[^\W_]+(?:[-:/][^\W_]+)*-?", re.UNICODE)
_STEMMER = snowballstemmer.stemmer("swedish")
# förebygga is no kind of bygga: after these the last part has lost its own meaning.
_VERB_PREFIXES = frozenset(
    (
        "före",
        "för",
        "be",
        "an",
        "av",
        "er",
        "in",
        "upp",
        "ut",
        "över",
        "under",
        "åter",
        "med",
        "mot",
        "om",
        "på",
        "till",
        "utom",
        "o",
    )
)
_LONG_PREFIXES = ("före", "över", "under", "åter")
SHORTEST_PART = 4


@dataclass(frozen=True)
class Word:
    """A word as written, and where it begins and ends in the text (characters)."""

    text: str
    start: int
    end: int


def read_words(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` in order; a hyphenated word is one word."""
    return tuple(Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of one word (Snowball's Swedish rules on the folded word)."""
    return str(_STEMMER.stemWord(fold(word).strip("-")))


def content_stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning, in order; hyphenated words are taken apart as well."""
    return tuple(stem(part) for part in _parts(text) if is_content_word(part))


@lru_cache(maxsize=50_000)
def is_content_word(word: str) -> bool:
    """Tell whether ``word`` says something by itself: no function word, no lone letter, no number."""
    folded = fold(word)
    return len(folded) > 1 and not folded.isdigit() and folded not in function_words()


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Return the Swedish words that only hold sentences together (``data/function_words.txt``)."""
    return frozenset(files("remiss.language").joinpath("data", "function_words.txt").read_text("utf-8").split())


@lru_cache(maxsize=100_000)
def compound_share(word_stem: str, part_stem: str) -> float:
    """Return how much of ``word_stem`` is ``part_stem``: 1 when equal, 0 when not a part.

    Swedish compounds end in their head (säkerhetsprogram is a kind of program), so a part at the end weighs more
    than one at the beginning, and a part inside does not count. Stems shorter than four letters only match whole.
    """
    if word_stem == part_stem:
        return 1.0
    if len(part_stem) < SHORTEST_PART or len(word_stem) <= len(part_stem):
        return 0.0
    if word_stem.endswith(part_stem):
        rest = word_stem[: -len(part_stem)]
        return 0.0 if rest in _VERB_PREFIXES or rest.endswith(_LONG_PREFIXES) else 0.8
    if word_stem.startswith(part_stem):
        return 0.7
    return 0.0


def best_share(word_stem: str, others: Iterable[str]) -> float:
    """Return the largest share that ``word_stem`` has in common with any of ``others``, in either direction."""
    return max((max(compound_share(word_stem, o), compound_share(o, word_stem)) for o in others), default=0.0)


def _parts(text: str) -> Iterable[str]:
    for word in read_words(text):
        yield from (part for part in re.split(r"[-:/]", word.text) if part)

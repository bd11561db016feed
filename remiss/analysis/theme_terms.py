"""What each theme of a set listens for: the words KS wrote, widened by synonyms, and weighed against each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from remiss.analysis.subjects import names_document
from remiss.domain.viewpoints import ThemeDefinition
from remiss.language.folding import fold
from remiss.language.words import content_stems, stem

NAME_WEIGHT = 2.0
DESCRIPTION_WEIGHT = 1.2
NAME_SYNONYM_WEIGHT = 0.8
SYNONYM_WEIGHT = 0.5
_WHOLE_WORDS = ("helhet", "struktur", "i stort", "som dokument", "övergripande", "upplägg", "uppbyggnad", "generell")


@dataclass(frozen=True, eq=False)
class ThemeTerms:
    """A theme as the rules see it: stems with weights; ``is_whole`` for the theme on the programme as such.

    Compared by identity (``read_themes`` keeps them), so that what is worked out for one can be remembered cheaply.
    """

    key: str
    terms: tuple[tuple[str, float], ...]
    is_whole: bool


@lru_cache(maxsize=64)
def read_themes(themes: tuple[ThemeDefinition, ...]) -> tuple[ThemeTerms, ...]:
    """Return the terms of every theme, in order; a stem of several themes goes mostly to the one named after it."""
    raw = [_raw_terms(theme) for theme in themes]
    squares: dict[str, float] = {}
    for terms in raw:
        for term, weight in terms.items():
            squares[term] = squares.get(term, 0.0) + weight**2
    whole = _whole_theme(themes)
    return tuple(
        ThemeTerms(theme.key, tuple(sorted((t, w**3 / squares[t]) for t, w in terms.items())), place == whole)
        for place, (theme, terms) in enumerate(zip(themes, raw, strict=True))
    )


@lru_cache(maxsize=50_000)
def telling_stems(text: str) -> tuple[str, ...]:
    """Return the content stems of ``text`` without the words that every municipal text is full of."""
    return tuple(s for s in content_stems(text) if s not in _generic_stems())


def _raw_terms(theme: ThemeDefinition) -> dict[str, float]:
    terms: dict[str, float] = {}
    _add(terms, telling_stems(theme.description), DESCRIPTION_WEIGHT)
    _add(terms, telling_stems(theme.name), NAME_WEIGHT)
    named = set(telling_stems(theme.name))
    for term in sorted(terms):
        weight = NAME_SYNONYM_WEIGHT if term in named else SYNONYM_WEIGHT
        _add(terms, _synonyms().get(term, ()), weight)
    return terms


def _add(terms: dict[str, float], stems: Iterable[str], weight: float) -> None:
    for word_stem in stems:
        terms[word_stem] = max(terms.get(word_stem, 0.0), weight)


def _whole_theme(themes: Sequence[ThemeDefinition]) -> int | None:
    best, found = 0, None
    for place, theme in enumerate(themes):
        name, description = fold(theme.name), fold(theme.description)
        score = sum(2 * (word in name) + (word in description) for word in _WHOLE_WORDS)
        score += 2 * names_document(name)
        if score > best:
            best, found = score, place
    return found


@lru_cache(maxsize=1)
def _generic_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _data("generic_words.txt").split())


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Return stem → stems of the words that stand on the same line of ``data/synonyms.txt``."""
    related: dict[str, set[str]] = {}
    for line in _data("synonyms.txt").splitlines():
        stems = [] if line.startswith("#") else [stem(word) for word in line.split()]
        for one in stems:
            related.setdefault(one, set()).update(s for s in stems if s != one)
    return {one: tuple(sorted(others)) for one, others in related.items()}


def _data(name: str) -> str:
    return files("remiss.analysis").joinpath("data", name).read_text("utf-8")

"""Which themes of a remiss a viewpoint belongs to, from the names and descriptions that KS wrote.

Works for any set of themes: terms are weighed by how few themes share them and how rare they are in the reply,
compounds match by their parts, and a small synonym list of municipal subjects widens them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from remiss.analysis.subjects import names_document
from remiss.analysis.theme_terms import ThemeTerms, read_themes, telling_stems
from remiss.domain.viewpoints import Cue, ThemeDefinition
from remiss.language.folding import fold
from remiss.language.words import best_share, content_stems, is_content_word, read_words

SUPPORT_WEIGHT = 0.4
WHOLE_BONUS = 2.2
# "Planen bör kompletteras med …" is about what should be added, not about the plan.
WHOLE_BONUS_IN_REQUEST = 0.6
_REQUEST = re.compile(
    r"\b(?:saknar|saknas|bör|borde|behöver|måste|föreslår|föreslås|kompletter\w*|framgår|nämner|skulle)\b"
)
TITLE_WEIGHT = 0.3
SAME_BEGINNING = 7
LOWEST_SCORE = 0.4
SECOND_SHARE = 0.6
MOST_THEMES = 2
OPENING_WORDS = 12


@dataclass(frozen=True)
class SuggestedThemes:
    """``keys`` are the suggested themes, best first; ``ranked`` all keys, the likeliest first; ``cues`` the words."""

    keys: tuple[str, ...]
    ranked: tuple[str, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class ThemeContext:
    """How much each stem tells in this reply: what stands in every sentence or in the title tells little."""

    weights: dict[str, float] = field(default_factory=dict)


def read_context(sentences: Sequence[str], title: str = "") -> ThemeContext:
    """Return the context of a reply from its sentences and the title of the remitted matter."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        for word_stem in set(content_stems(sentence)):
            counts[word_stem] = counts.get(word_stem, 0) + 1
    total = len(sentences) or 1
    named = [s[:SAME_BEGINNING] for s in content_stems(title) if len(s) >= SAME_BEGINNING]
    weights = {
        s: _rarity((n - 1) / total) * (TITLE_WEIGHT if s[:SAME_BEGINNING] in named else 1.0) for s, n in counts.items()
    }
    return ThemeContext(weights)


def suggest_themes(
    text: str, themes: Sequence[ThemeDefinition], context: ThemeContext | None = None, support: str = ""
) -> SuggestedThemes:
    """Return the themes of a viewpoint; ``text`` is what it says, ``support`` its explanations, which weigh less.

    A viewpoint about the programme itself leans to the theme on the whole when the set has one. With no word in
    common with any theme ``keys`` is empty: a person decides.
    """
    weights = (context or ThemeContext()).weights
    rows = []
    for place, theme in enumerate(read_themes(tuple(themes))):
        score, hits = _score(theme, text, weights)
        extra, more = _score(theme, support, weights)
        total = score + SUPPORT_WEIGHT * extra + _whole_bonus(theme, text)
        rows.append((total, -place, theme.key, tuple(dict.fromkeys(hits + more))))
    rows.sort(key=lambda row: (-row[0], -row[1]))
    best = rows[0][0] if rows else 0.0
    chosen = [row for row in rows if row[0] >= max(LOWEST_SCORE, SECOND_SHARE * best)][:MOST_THEMES]
    cues = tuple(Cue(word, key) for _, _, key, hits in chosen for word in hits)
    return SuggestedThemes(tuple(row[2] for row in chosen), tuple(row[2] for row in rows), cues)


def _score(theme: ThemeTerms, text: str, weights: dict[str, float]) -> tuple[float, tuple[str, ...]]:
    total = 0.0
    hits: list[str] = []
    seen: dict[str, int] = {}
    for word in read_words(text):
        stems = telling_stems(word.text) if is_content_word(word.text) else ()
        values = [(_worth(s, theme) * weights.get(s, 1.0), s) for s in stems]
        value, word_stem = max(values, default=(0.0, ""))
        if value > 0:
            seen[word_stem] = seen.get(word_stem, 0) + 1
            total += value / seen[word_stem]
            hits.append(word.text)
    return total, tuple(hits)


@lru_cache(maxsize=200_000)
def _worth(word_stem: str, theme: ThemeTerms) -> float:
    return max((weight * best_share(word_stem, (term,)) for term, weight in theme.terms), default=0.0)


def _whole_bonus(theme: ThemeTerms, text: str) -> float:
    if not theme.is_whole:
        return 0.0
    folded = fold(text)
    if not names_document(" ".join(folded.split()[:OPENING_WORDS])):
        return 0.0
    return WHOLE_BONUS_IN_REQUEST if _REQUEST.search(folded) else WHOLE_BONUS


def _rarity(share: float) -> float:
    """Return 1 for a stem that few other sentences hold (one of twenty), falling slowly for commoner ones."""
    return 1 / (1 + math.log1p(max(0.0, 20 * share - 1)))

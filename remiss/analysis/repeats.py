"""Finding viewpoints that stand twice in a reply, usually in the summary and among the viewpoints: count them once."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey
from remiss.language.words import best_share, content_stems

# Which section holds the original: the lower, the better.
_RANK = {
    SectionKey.VIEWPOINTS: 0,
    SectionKey.OTHER: 1,
    SectionKey.SUMMARY: 3,
    SectionKey.BACKGROUND: 4,
    SectionKey.MATTER: 5,
}
_OTHER_RANK = 2
SAME_WORDING = 88.0
SAME_CONTENT = 0.66
FEWEST_SHARED = 3


def find_repeats(viewpoints: Sequence[tuple[SectionKey, str, Stance | None]]) -> tuple[int | None, ...]:
    """Return, for each (section, text, stance), the index of the viewpoint that it restates, or None.

    The original stands in the section nearest to the office's own viewpoints; two viewpoints of one section are
    never repeats of each other, and neither are two that take opposite sides.
    """
    order = sorted(range(len(viewpoints)), key=lambda i: (_rank(viewpoints[i][0]), i))
    repeats: list[int | None] = [None] * len(viewpoints)
    for place, index in enumerate(order):
        scored = [
            (_likeness(viewpoints[index], viewpoints[other]), -other)
            for other in order[:place]
            if repeats[other] is None
        ]
        best = max(scored, default=(0.0, 0))
        if best[0] > 0:
            repeats[index] = -best[1]
    return tuple(repeats)


def _rank(section: SectionKey) -> int:
    return _RANK.get(section, _OTHER_RANK)


def _likeness(one: tuple[SectionKey, str, Stance | None], two: tuple[SectionKey, str, Stance | None]) -> float:
    """Return how alike two viewpoints are (0 when they are not the same one)."""
    if one[0] is two[0] or _opposed(one[2], two[2]):
        return 0.0
    wording = fuzz.token_sort_ratio(one[1].casefold(), two[1].casefold())
    if wording >= SAME_WORDING:
        return wording / 100
    share, common = _content_share(one[1], two[1])
    return share if share >= SAME_CONTENT and common >= FEWEST_SHARED else 0.0


def _opposed(one: Stance | None, two: Stance | None) -> bool:
    sides = {one, two}
    return Stance.OBJECTS in sides and bool(sides & {Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK})


def _content_share(one: str, two: str) -> tuple[float, int]:
    first, second = sorted(set(content_stems(one))), sorted(set(content_stems(two)))
    small, large = sorted((first, second), key=lambda stems: (len(stems), stems))
    if not small:
        return 0.0, 0
    shares = [best_share(s, large) for s in small]
    return sum(shares) / len(small), sum(1 for s in shares if s > 0)

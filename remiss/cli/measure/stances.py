"""How often the suggested stance of a labelled viewpoint is right."""

from __future__ import annotations

from collections.abc import Sequence

from remiss.analysis.stance import suggest_stance
from remiss.cli.measure.goldset import GoldSentence
from remiss.cli.measure.interval import Figure
from remiss.cli.measure.scores import Score, f1, macro_f1, score
from remiss.domain.stance import Stance

_FOR = (Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK)
_TO_BE_FOUND = (Stance.ASKS_CLARIFICATION, Stance.PROPOSES_CHANGE, Stance.OBJECTS)
_DEMANDING = frozenset(_TO_BE_FOUND)


def measure_stances(document: str, gold: Sequence[GoldSentence]) -> list[Figure | Score]:
    """Return every figure on stances for one set of labelled viewpoints.

    Exact: the label itself. Lenient: the label or one noted as defensible. No suggestion counts as wrong.
    """
    found = [suggest_stance(sentence.text).stance for sentence in gold]
    pairs: list[tuple[str, str | None]] = [(g.stance, f) for g, f in zip(gold, found, strict=True)]
    lenient = sum(1 for g, f in zip(gold, found, strict=True) if f is not None and f in (g.stance, *g.alternatives))
    return [
        Figure("Ställningstagande, exakt", document, sum(1 for g, f in pairs if g == f), len(pairs)),
        Figure("Ställningstagande, även försvarbara", document, lenient, len(pairs)),
        score("Ställningstagande, macro-F1", document, pairs, macro_f1),
        *(_class_f1(stance, document, pairs) for stance in Stance),
        Figure("Stöd och invändning förväxlade", document, _confused(pairs), len(pairs)),
        _found_demands(document, pairs),
        Figure("Utan förslag (ta ställning)", document, sum(1 for _, f in pairs if f is None), len(pairs)),
    ]


def _class_f1(stance: Stance, document: str, pairs: Sequence[tuple[str, str | None]]) -> Score:
    def of_class(cases: Sequence[tuple[str, str | None]]) -> float:
        hits = sum(1 for g, f in cases if g == f == stance)
        return f1(hits, sum(1 for _, f in cases if f == stance) - hits, sum(1 for g, _ in cases if g == stance) - hits)

    return score(f"F1 {stance.label}", document, pairs, of_class)


def _confused(pairs: Sequence[tuple[str, str | None]]) -> int:
    return sum(1 for g, f in pairs if (g in _FOR and f == Stance.OBJECTS) or (g == Stance.OBJECTS and f in _FOR))


def _found_demands(document: str, pairs: Sequence[tuple[str, str | None]]) -> Figure:
    """Requests and objections that are shown as one or the other, so that nobody overlooks them."""
    demands = [(g, f) for g, f in pairs if g in _TO_BE_FOUND]
    hits = sum(1 for _, f in demands if f in _DEMANDING)
    return Figure("Önskemål och invändningar funna", document, hits, len(demands))

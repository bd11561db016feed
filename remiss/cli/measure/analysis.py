"""How well replies are cut into viewpoints and sorted into themes, against labelled replies.

Matching rule: a suggested viewpoint matches a labelled one of the same section when the words they share are at least
half of all words of the two (Jaccard on word places by sentence); pairs are one-to-one, the best overlap first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from remiss.analysis.analyse import analyse
from remiss.analysis.themes import ThemeContext, read_context, suggest_themes
from remiss.cli.measure.goldset import GoldReply
from remiss.cli.measure.interval import Figure
from remiss.cli.measure.scores import Score, f1, micro_f1, score
from remiss.domain.stance import SentenceRole
from remiss.domain.viewpoints import Analysis, SuggestedViewpoint
from remiss.language.sentences import split_sentences

ENOUGH_OVERLAP = 0.5
ALL = "alla"
_SHOWN = (SentenceRole.VIEWPOINT_CORE, SentenceRole.VIEWPOINT_SUPPORT)


@dataclass(frozen=True)
class Compared:
    """One reply: the labels, what was suggested, and the pairs (gold index, suggested index) that match."""

    gold: GoldReply
    found: Analysis
    pairs: tuple[tuple[int, int], ...]


def measure_replies(replies: Sequence[GoldReply]) -> list[Figure | Score]:
    """Return every figure per reply and, with the name *alla*, for all of them together."""
    compared = [compare(reply) for reply in replies]
    groups = [(c.gold.name, [c]) for c in compared]
    if len(compared) > 1:
        groups.append((ALL, compared))
    return [
        line
        for name, group in groups
        for line in [*_roles(name, group), *_segments(name, group), *_themes(name, group)]
    ]


def compare(reply: GoldReply) -> Compared:
    """Return one reply analysed and its viewpoints paired with the labelled ones."""
    found = analyse(reply.parsed, reply.themes)
    rows = [
        (overlap, -g, -s)
        for g, gold in enumerate(reply.viewpoints)
        for s, suggested in enumerate(found.viewpoints)
        if gold["section"] == suggested.section
        and (overlap := _overlap(gold["text"], suggested.text)) >= ENOUGH_OVERLAP
    ]
    pairs: dict[int, int] = {}
    for _, g, s in sorted(rows, reverse=True):
        if -g not in pairs and -s not in pairs.values():
            pairs[-g] = -s
    return Compared(reply, found, tuple(sorted(pairs.items())))


def _overlap(one: str, two: str) -> float:
    first, second = _weighted(one), _weighted(two)
    shared = sum(size for sentence, size in first.items() if sentence in second)
    whole = sum({**first, **second}.values())
    return shared / whole if whole else 0.0


def _weighted(text: str) -> dict[str, int]:
    return {sentence: len(sentence.split()) for sentence in split_sentences(text)}


def _roles(name: str, group: Sequence[Compared]) -> list[Figure | Score]:
    rows = [(g["role"], s.role, g["text"]) for c in group for g, s in _aligned(c)]
    core = [found for gold, found, _ in rows if gold == SentenceRole.VIEWPOINT_CORE]
    words = sum(len(text.split()) for _, _, text in rows)
    shown = sum(len(text.split()) for _, found, text in rows if found in _SHOWN)
    return [
        Figure("Meningars roll, exakt", name, sum(1 for g, f, _ in rows if g == f), len(rows)),
        Figure("Synpunktsmeningar som visas", name, sum(1 for f in core if f in _SHOWN), len(core)),
        Figure("Kärnmeningar funna", name, sum(1 for f in core if f == SentenceRole.VIEWPOINT_CORE), len(core)),
        Figure("Ord kvar att läsa", name, shown, words),
    ]


def _aligned(compared: Compared) -> list[tuple[dict[str, Any], Any]]:
    """Pair labelled sentences with found ones in order; one that was cut otherwise meets the one that holds it."""
    rest = list(compared.found.sentences)
    rows = []
    for gold in compared.gold.sentences:
        place = next(
            (i for i, s in enumerate(rest) if s.section == gold["section"] and _meets(s.text, gold["text"])), None
        )
        if place is not None:
            rows.append((gold, rest[place]))
            rest = rest[place + (rest[place].text == gold["text"]) :]
    return rows


def _meets(found: str, gold: str) -> bool:
    return found == gold or gold in found or found in gold


def _segments(name: str, group: Sequence[Compared]) -> list[Figure | Score]:
    cases = [case for c in group for case in _segment_cases(c)]
    repeated = [(c, g) for c in group for g, v in enumerate(c.gold.viewpoints) if v["repeats"] is not None]
    hits = sum(1 for c, g in repeated if _repeat_found(c, g))
    claimed = sum(1 for c in group for v in c.found.viewpoints if v.repeats is not None)
    return [
        score("Synpunkter avgränsade, F1", name, cases, _segment_f1),
        Figure("Synpunkter funna (täckning)", name, cases.count("hit"), cases.count("hit") + cases.count("missed")),
        Figure("Upprepningar funna", name, hits, len(repeated)),
        Figure("Upprepningar som är riktiga", name, hits, claimed),
        *_stances(name, group),
    ]


def _segment_cases(compared: Compared) -> list[str]:
    hits = len(compared.pairs)
    missed = len(compared.gold.viewpoints) - hits
    return ["hit"] * hits + ["missed"] * missed + ["wrong"] * (len(compared.found.viewpoints) - hits)


def _segment_f1(cases: Sequence[str]) -> float:
    return f1(cases.count("hit"), cases.count("wrong"), cases.count("missed"))


def _repeat_found(compared: Compared, place: int) -> bool:
    """Whether the restatement is marked and points to the viewpoint that matches the labelled original."""
    pairs = dict(compared.pairs)
    original = compared.gold.viewpoints[place]["repeats"]
    if place not in pairs or original not in pairs:
        return False
    return compared.found.viewpoints[pairs[place]].repeats == pairs[original]


def _stances(name: str, group: Sequence[Compared]) -> list[Figure | Score]:
    matched = [(c.gold.viewpoints[g], c.found.viewpoints[s]) for c in group for g, s in c.pairs]
    exact = sum(1 for gold, found in matched if gold["stance"] == found.stance)
    lenient = sum(1 for gold, found in matched if found.stance in (gold["stance"], *gold.get("stance_alt", ())))
    return [
        Figure("Ställningstagande i funna, exakt", name, exact, len(matched)),
        Figure("Ställningstagande i funna, försvarbart", name, lenient, len(matched)),
    ]


def _themes(name: str, group: Sequence[Compared]) -> list[Figure | Score]:
    """Return theme figures twice: for the viewpoints found, and for the labelled ones as given (no cutting errors)."""
    matched = [_labels(c.gold.viewpoints[g], c.found.viewpoints[s]) for c in group for g, s in c.pairs]
    given = [row for c in group for row in _given(c)]
    first = sum(1 for gold, keys, _ in given if keys[:1] and keys[0] in gold)
    among = sum(1 for gold, _, ranked in given if gold & set(ranked[:3]))
    return [
        score("Teman i funna synpunkter, micro-F1", name, matched, micro_f1),
        score("Teman, micro-F1", name, [(gold, frozenset(keys)) for gold, keys, _ in given], micro_f1),
        Figure("Första temat rätt", name, first, len(given)),
        Figure("Rätt tema bland de tre första", name, among, len(given)),
    ]


def _labels(gold: dict[str, Any], found: SuggestedViewpoint) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(gold["themes"]), frozenset(found.themes)


def _given(compared: Compared) -> list[tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]]:
    reply = compared.gold
    context = read_context([s.text for s in compared.found.sentences], reply.parsed.title or "")
    return [_given_row(v, reply, context) for v in reply.viewpoints]


def _given_row(
    viewpoint: dict[str, Any], reply: GoldReply, context: ThemeContext
) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    core = split_sentences(viewpoint["core_text"])
    support = " ".join(s for s in split_sentences(viewpoint["text"]) if s not in core)
    themes = suggest_themes(viewpoint["core_text"], reply.themes, context, support)
    return frozenset(viewpoint["themes"]), themes.keys, themes.ranked

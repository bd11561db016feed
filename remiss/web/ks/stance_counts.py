"""How many viewpoints each released reply holds and how they stand, in a few words for the status table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.domain.stance import Stance, stance_label
from remiss.text import NBSP, counted


@dataclass(frozen=True)
class StanceCount:
    """The counted viewpoints of one reply: ``total``, and ``words`` on how many stand how."""

    total: str
    words: str


def stance_counts(facts: CompilationFacts) -> dict[int, StanceCount]:
    """Return reply id → its count; the same viewpoints as in the compilation, so that the figures agree."""
    return {reply.id: _count(reply) for reply in facts.replies}


def _count(reply: ReplyFacts) -> StanceCount:
    """Only what a person stands for is counted as a stance; a rule's suggestion waits to be confirmed."""
    confirmed = Counter(viewpoint.stance for viewpoint in reply.viewpoints if viewpoint.stance_confirmed)
    parts = [_stand(confirmed[stance], stance) for stance in (*Stance, None) if confirmed[stance]]
    waiting = len(reply.viewpoints) - confirmed.total()
    if waiting:
        parts.append(f"{waiting}{NBSP}att bekräfta")
    return StanceCount(counted(len(reply.viewpoints), "synpunkt", "synpunkter"), ", ".join(parts))


def _stand(count: int, stance: Stance | None) -> str:
    """Say how many stand how: the stances are verbs, except the two that follow the number."""
    words = {Stance.NEUTRAL: ("neutral", "neutrala"), None: ("ej bedömd", "ej bedömda")}
    return counted(count, *words.get(stance, (stance_label(stance).lower(),) * 2))

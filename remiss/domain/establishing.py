"""When a compilation may be fixed (*fastställas*): what must be settled first, and what may stay open with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from remiss.domain.compilation import CompilationFacts, OpenPoint, ReplyFacts, ViewpointFacts
from remiss.domain.stance import Stance
from remiss.text import counted, listed

DEMANDING = frozenset({Stance.ASKS_CLARIFICATION, Stance.PROPOSES_CHANGE, Stance.OBJECTS})
"""Stances that ask for an answer: a request or an objection."""


class Settles(StrEnum):
    """Where something that is missing is put right."""

    TIME = "tid"
    LABELS = "klassning"
    BODIES = "instanser"


@dataclass(frozen=True)
class Gap:
    """What stops it, as a sentence, and where it is put right."""

    sentence: str
    where: Settles


def gaps(facts: CompilationFacts) -> tuple[Gap, ...]:
    """Return everything that must be settled before ``facts`` can be fixed."""
    return tuple(_gaps(facts))


def waiting_for_answer(facts: CompilationFacts) -> tuple[tuple[ReplyFacts, ViewpointFacts], ...]:
    """Return the requests and objections without an answer: they are answered, or left open with a reason."""
    return tuple(
        (reply, one) for reply, one in facts.viewpoints() if one.assessment is None and one.stance in DEMANDING
    )


def left_open(facts: CompilationFacts, reason: str) -> tuple[OpenPoint, ...]:
    """Return what stays without an answer, with the reason for it."""
    return tuple(OpenPoint(one.id, f"{reply.number}.{one.number}", reason) for reply, one in waiting_for_answer(facts))


def _gaps(facts: CompilationFacts) -> Iterator[Gap]:
    if facts.withdrawn:
        yield Gap("Remissen är återkallad, så det finns inget att fastställa.", Settles.TIME)
    elif facts.open:
        yield Gap("Svarstiden är inte avslutad. Avsluta den först.", Settles.TIME)
    if facts.unconfirmed():
        number = counted(facts.unconfirmed(), "synpunkt väntar", "synpunkter väntar")
        yield Gap(f"{number} på att någon bekräftar ställningstagande och tema.", Settles.LABELS)
    unknown = [one.name for one in facts.bodies if one.missing and not one.silent]
    if unknown and not facts.open:
        yield Gap(f"Det är inte klart vad som har blivit av svaret från {listed(unknown)}.", Settles.BODIES)
    unjudged = [one.name for one in facts.bodies if one.after_close and one.after_close.reason is None]
    if unjudged:
        yield Gap(f"Avgör om svaret från {listed(unjudged)} tas med. Det kom efter svarstiden.", Settles.BODIES)

"""What a compilation is made of now: the facts that were fixed, or those of this moment while none are."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from remiss.domain.compilation import CompilationFacts, Established, OpenPoint
from remiss.domain.serial import Unreadable, decode
from remiss.errors import RemissError
from remiss.models.established import EstablishedCompilation
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts


class BrokenCompilation(RemissError):
    """What was fixed is not what is stored any more: nothing is printed of it."""

    status = 500
    sentence = (
        "Den fastställda sammanställningen stämmer inte med sin kontrollsumma. Hämta den ur en säkerhetskopia, "
        "eller öppna den igen och fastställ på nytt."
    )


def compiled_facts(remiss: Remiss) -> CompilationFacts:
    """Return the facts that every page, file and command about the compilation of ``remiss`` shows."""
    return established_facts(remiss.established) if remiss.established else compilation_facts(remiss)


def established_facts(row: EstablishedCompilation) -> CompilationFacts:
    """Return one fixed version, its hash proven. Raises BrokenCompilation."""
    if hashlib.sha256(row.facts.encode()).hexdigest() != row.sha256:
        raise BrokenCompilation
    try:
        facts = decode(CompilationFacts, row.facts)
    except Unreadable as problem:
        raise BrokenCompilation from problem
    points = tuple(OpenPoint(one["viewpoint_id"], one["code"], one["reason"]) for one in row.open_points)
    fixed = Established(row.number, row.approver, row.established_at, row.sha256, points)
    return replace(facts, established=fixed)

"""What a compilation is made of now: the facts that were fixed, or those of this moment while none are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.compilation import CompilationFacts, Established, OpenPoint, ReplyFacts
from remiss.domain.serial import Unreadable, decode
from remiss.errors import RemissError
from remiss.extensions import db
from remiss.models.established import EstablishedCompilation
from remiss.models.remisser import Remiss
from remiss.models.replies import Inclusion, Reply
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


@dataclass(frozen=True)
class Answered:
    """That the sender has answered a body's viewpoints: in which fixed version, and whether it is open again."""

    number: int
    at: datetime
    reopened: bool


def answered(reply: Reply) -> Answered | None:
    """Return in which fixed version ``reply`` has its answers, or None while there is none. No text is read."""
    row = _newest(reply)
    return Answered(row.number, row.established_at, row.reopened_at is not None) if row else None


def answers_to(reply: Reply) -> tuple[CompilationFacts, ReplyFacts] | None:
    """Return the newest fixed facts and the reply in them, or None: what is not fixed yet is the sender's alone."""
    row = _newest(reply)
    facts = established_facts(row) if row else None
    found = next((one for one in facts.replies if one.id == reply.id), None) if facts else None
    return (facts, found) if facts and found else None


def _newest(reply: Reply) -> EstablishedCompilation | None:
    """A reply that came later, or that does not count, is in no fixed version."""
    if reply.submitted_at is None or reply.inclusion is Inclusion.LEFT_OUT:
        return None
    query = sa.select(EstablishedCompilation).where(
        EstablishedCompilation.remiss_id == reply.remiss_id,
        EstablishedCompilation.established_at >= reply.submitted_at,
    )
    return db.session.scalars(query.order_by(EstablishedCompilation.number.desc()).limit(1)).first()


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

"""Fixing a compilation (*fastställa*): its facts are frozen and hashed, and stay so until somebody says why not."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime

from remiss.domain.establishing import gaps, left_open
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.serial import encode
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.established import EstablishedCompilation
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from remiss.services.answers import tell_of_answers
from remiss.services.audit import record
from remiss.services.steps import require, require_version

FIXED_ALREADY = "Sammanställningen är redan fastställd. Öppna den igen innan den fastställs på nytt."


def establish_compilation(
    actor: Actor, remiss: Remiss, approver: str, open_reason: str, version: int, now: datetime
) -> EstablishedCompilation:
    """Freeze what ``remiss`` has come to as its next fixed version, approved by ``approver``.

    Requests and objections without an answer stay open for ``open_reason``. The facts are read here, in the
    transaction: between what is checked and what is frozen nobody changes anything.
    Raises WrongState when it is fixed already, InvalidInput with the first thing that is missing.
    """
    actor = require(actor, Permission.COMPILATION_ESTABLISH, remiss.sending_side)
    require_version(remiss, version)
    if remiss.established:
        raise WrongState(FIXED_ALREADY)
    if not approver.strip():
        raise InvalidInput("Skriv vem som har godkänt sammanställningen.", "approver")
    facts = compilation_facts(remiss)
    if found := gaps(facts):
        raise InvalidInput(found[0].sentence)
    points = left_open(facts, open_reason.strip())
    if points and not open_reason.strip():
        raise InvalidInput("Skriv varför begäran och invändningar lämnas utan svar, eller svara på dem.", "open_reason")
    text = encode(facts)
    row = EstablishedCompilation(
        number=len(remiss.compilations) + 1,
        approver=approver.strip(),
        established_by_id=actor.user_id,
        established_at=now,
        facts=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        open_points=[asdict(point) for point in points],
    )
    remiss.compilations.append(row)
    remiss.version += 1
    db.session.flush()
    known = {"number": row.number, "sha256": row.sha256, "open": len(points)}
    record(actor, "faststall_sammanstallning", "remiss", remiss.id, known, now)
    tell_of_answers(remiss, facts, points, row.number, now)
    return row


def reopen_compilation(actor: Actor, remiss: Remiss, reason: str, version: int, now: datetime) -> None:
    """Open the fixed compilation again; what was fixed is kept. Raises WrongState when none is, InvalidInput without
    a reason.
    """
    actor = require(actor, Permission.COMPILATION_ESTABLISH, remiss.sending_side)
    require_version(remiss, version)
    row = remiss.established
    if row is None:
        raise WrongState("Sammanställningen är inte fastställd.")
    if not reason.strip():
        raise InvalidInput("Skriv varför sammanställningen öppnas igen.", "reason")
    row.reopened_at, row.reopened_reason, row.reopened_by_id = now, reason.strip(), actor.user_id
    remiss.version += 1
    record(actor, "oppna_sammanstallning", "remiss", remiss.id, {"number": row.number}, now)


def require_open_compilation(remiss: Remiss) -> None:
    """Raise WrongState while the compilation is fixed: what it says must not part from what it was made of."""
    if remiss.established:
        raise WrongState(
            f"Sammanställningen är fastställd (version {remiss.established.number}). Öppna den igen under "
            "Sammanställning, med ett skäl, innan klassning, bedömningar eller egna ord ändras."
        )

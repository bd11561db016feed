"""How far before and after its meetings a body's other days lie."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from remiss.domain.permissions import Permission
from remiss.domain.planning import Rhythm
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.decisions import MeetingRhythm
from remiss.services.audit import record
from remiss.services.steps import require


def set_rhythm(actor: Actor, organisation_id: int, rhythm: Rhythm, now: datetime) -> None:
    """Count the days of the body's meetings with ``rhythm`` where a meeting has none of its own."""
    actor = require(actor, Permission.MEETING_PLAN, frozenset({organisation_id}))
    row = db.session.get(MeetingRhythm, organisation_id) or MeetingRhythm(organisation_id=organisation_id)
    for name, days in asdict(rhythm).items():
        setattr(row, name, days)
    db.session.add(row)
    record(actor, "andra_arbetsgang", "meeting_rhythm", organisation_id, asdict(rhythm), now)

"""What has happened to a matter, from the audit chain."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.operations import AuditEvent
from remiss.models.people import User
from remiss.models.replies import Reply

KS_WORK = frozenset(
    {
        "bedom_synpunkt",
        "markera_synpunkt",
        "klassa_synpunkt",
        "placera_synpunkt",
        "ta_bort_synpunkt",
        "aterta_synpunkt",
        "flytta_synpunkt",
    }
)
"""What KS does with a reply that has come in: its own work, not the body's history (DOMAIN §7)."""


@dataclass(frozen=True)
class HistoryEvent:
    """One event; ``facts`` as recorded, with ``officer`` in place of an officer's id."""

    number: int
    at: datetime
    who: str
    action: str
    facts: dict[str, Any]


def history(reply: Reply) -> list[HistoryEvent]:
    """Return the matter's events, newest first, without what KS does after submission. Two queries."""
    query = sa.select(AuditEvent).where(AuditEvent.thing_kind == "reply", AuditEvent.thing_id == reply.id)
    if reply.submitted_at is not None:
        first = sa.select(sa.func.min(Submission.submitted_at)).where(Submission.reply_id == reply.id)
        query = query.where(sa.or_(AuditEvent.action.not_in(KS_WORK), AuditEvent.at < first.scalar_subquery()))
    rows = [(row, json.loads(row.facts)) for row in db.session.scalars(query.order_by(AuditEvent.number.desc()))]
    officers = {facts["officer_id"] for _, facts in rows if "officer_id" in facts}
    found = db.session.execute(sa.select(User.id, User.name).where(User.id.in_(officers)))
    names = {row.id: row.name for row in found}
    return [HistoryEvent(row.number, row.at, row.actor_name, row.action, _named(facts, names)) for row, facts in rows]


def _named(facts: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    return {**facts, "officer": names.get(facts["officer_id"], "")} if "officer_id" in facts else facts

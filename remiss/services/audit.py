"""Adds events to the audit chain, in the transaction of what happened."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from remiss.domain.audit import GENESIS
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.operations import AuditEvent, AuditHead
from remiss.queries.audit_chain import link


def record(
    actor: Actor | None, action: str, thing_kind: str, thing_id: int, facts: dict[str, Any], now: datetime
) -> AuditEvent:
    """Append one event and return it. ``facts`` holds hashes, states and numbers, never text of a draft (DOMAIN §7)."""
    head = db.session.execute(sa.select(AuditHead).with_for_update()).scalar_one_or_none()
    if head is None:
        head = AuditHead(id=1, number=0, hash=GENESIS)
        db.session.add(head)
    event = AuditEvent(
        number=head.number + 1,
        at=now,
        actor_id=actor.user_id if actor else None,
        actor_name=actor.name if actor else "Remiss",
        action=action,
        thing_kind=thing_kind,
        thing_id=thing_id,
        facts=json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str),
        previous_hash=head.hash,
    )
    event.hash = link(event).digest()
    head.number, head.hash = event.number, event.hash
    db.session.add(event)
    return event

"""Checks the audit chain: every link in order, and the head where the chain says it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

import sqlalchemy as sa

from remiss.domain.audit import GENESIS, Link, first_break
from remiss.extensions import db
from remiss.models.operations import AuditEvent, AuditHead


def link(event: AuditEvent) -> Link:
    """Return ``event`` as the domain hashes it: its moment in UTC, as the database gives it back."""
    return Link(
        number=event.number,
        at=event.at.astimezone(UTC).isoformat(),
        actor=event.actor_name,
        action=event.action,
        thing=f"{event.thing_kind}:{event.thing_id}",
        facts=event.facts,
        previous=event.previous_hash,
    )


def broken_at() -> int | None:
    """Return the number of the first event that is changed, missing or out of order, or None when the chain holds.

    A chain that was rewritten as a whole is found only against a head hash kept elsewhere.
    """
    broken = first_break(_chain())
    if broken is not None:
        return broken
    head = db.session.get(AuditHead, 1)
    last = db.session.execute(
        sa.select(AuditEvent.number, AuditEvent.hash).order_by(AuditEvent.number.desc()).limit(1)
    ).first()
    number, digest = (last.number, last.hash) if last else (0, GENESIS)
    intact = head is None if last is None else head is not None and (head.number, head.hash) == (number, digest)
    return None if intact else number + 1


def _chain() -> Iterator[tuple[Link, str]]:
    events = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number).execution_options(yield_per=500))
    for event in events:
        yield link(event), event.hash

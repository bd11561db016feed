"""Checks the audit chain: every link in order, and the head where the chain says it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from remiss.domain.audit import GENESIS, NOTHING_YET, Examination, Head, Link, examine
from remiss.extensions import db
from remiss.models.operations import AuditEvent, AuditHead

AT_A_TIME = 100


def link(event: AuditEvent | sa.Row[Any]) -> Link:
    """Return ``event`` as the domain hashes it: its moment in UTC, as the database gives it back."""
    return Link(
        number=event.number,
        at=_moment(event.at),
        actor_id=event.actor_id,
        actor=event.actor_name,
        action=event.action,
        thing_kind=event.thing_kind,
        thing_id=event.thing_id,
        facts=event.facts,
        previous=event.previous_hash,
    )


def examination(outside: Collection[Head] = ()) -> Examination:
    """Return what a pass through the whole log finds, compared with the heads that are kept ``outside``.

    Rows are read as they stand and a few at a time: a log of millions of events takes no more memory than a short one.
    """
    recorded = current_head()

    def chain() -> Iterator[tuple[Link, str]]:
        nonlocal recorded
        for row in db.session.execute(_rows()):
            recorded = Head(row.head_number or 0, row.head_hash or GENESIS)
            yield link(row), row.hash

    found = examine(chain(), outside)
    found.compare_with_recorded(recorded)
    return found


def current_head() -> Head:
    """Return the newest link, for somebody to keep outside."""
    found = db.session.execute(sa.select(AuditHead.number, AuditHead.hash)).first()
    return Head(found.number, found.hash) if found else NOTHING_YET


def head_of(remiss_id: int, reply_ids: Collection[int], at: datetime) -> Head | None:
    """Return the newest link up to ``at`` that is about a remiss or these replies; None when there is none.

    What happens elsewhere does not move it: a document that prints it stays the same while its own facts do.
    """
    events, things = AuditEvent, AuditEvent.thing_id
    of_remiss = sa.and_(events.thing_kind == "remiss", things == remiss_id)
    of_replies = sa.and_(events.thing_kind == "reply", things.in_(reply_ids))
    query = sa.select(events.number, events.hash).where(sa.or_(of_remiss, of_replies), events.at <= at)
    found = db.session.execute(query.order_by(events.number.desc()).limit(1)).first()
    return Head(found.number, found.hash) if found else None


def _rows() -> sa.Select[Any]:
    """Return the events in order, each with the recorded head: ONE statement, so that nothing is added between."""
    # a tampered moment may be no moment at all: taken as the database holds it, it fails as a hash and not as a crash
    at = sa.type_coerce(AuditEvent.at, sa.Text).label("at")
    columns = [at if column.key == "at" else column for column in AuditEvent.__table__.columns]
    query = sa.select(*columns, AuditHead.number.label("head_number"), AuditHead.hash.label("head_hash"))
    joined = query.select_from(AuditEvent).outerjoin(AuditHead, AuditHead.id == 1)
    return joined.order_by(AuditEvent.number).execution_options(yield_per=AT_A_TIME)


def _moment(at: object) -> str:
    """Return a moment as it is hashed; what is none, as it stands."""
    try:
        moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    except ValueError:
        moment = at
    if not isinstance(moment, datetime):
        return str(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()

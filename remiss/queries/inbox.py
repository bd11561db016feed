"""What has come to a body and nobody has received yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import LAST_DAY, Consultee, Reply
from remiss.queries.names import names_on


@dataclass(frozen=True)
class Arrived:
    """One remiss that waits to be received; ``arrived_on`` is the day it was sent."""

    reply_id: int
    title: str
    number: str
    sender: str
    body: str
    arrived_on: date
    due_on: date | None


def receiving_bodies(actor: Actor) -> frozenset[int]:
    """Return the organisations whose post ``actor`` receives."""
    return frozenset(place for place, role in actor.memberships if Permission.MATTER_RECEIVE in GRANTS[role])


def inbox(organisation_ids: Collection[int], today: date) -> list[Arrived]:
    """Return what the bodies have not received, the most pressing first: two queries, one of them for names."""
    query = (
        sa.select(
            Reply.id, Remiss.title, Remiss.diary_number, Remiss.sender_id, LAST_DAY.label("due_on"), Remiss.sent_at,
            Consultee.organisation_id,
        )
        .join(Consultee, Consultee.reply_id == Reply.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(Consultee.organisation_id.in_(organisation_ids), Reply.state == ReplyState.SENT)
        .order_by(LAST_DAY, Reply.id)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    names = names_on({place for row in rows for place in (row.sender_id, row.organisation_id)}, today)
    return [
        Arrived(
            reply_id=row.id,
            title=row.title,
            number=row.diary_number,
            sender=names[row.sender_id].name,
            body=names[row.organisation_id].name,
            arrived_on=local_date(row.sent_at),
            due_on=row.due_on,
        )
        for row in rows
    ]

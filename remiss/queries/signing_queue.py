"""What waits for a person's signature, the most pressing first, and the version that the person knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.deadlines import IsWorkingDay
from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import LAST_DAY, Consultee, Reply
from remiss.models.statements import SendBack, Signature, StatementVersion
from remiss.queries.matter_decisions import KnownMeeting, coming_meetings

WAITS = ((ReplyState.HEAD_REVIEW, Permission.SIGN_AS_HEAD), (ReplyState.DIRECTOR_REVIEW, Permission.SIGN_AS_DIRECTOR))


@dataclass(frozen=True)
class Waiting:
    """A matter that waits for the person's signature."""

    reply_id: int
    title: str
    due_on: date | None


def signing_queue(actor: Actor) -> list[Waiting]:
    """Return what waits for this person's signature in one query, the most pressing first."""
    mine = [
        sa.and_(Reply.state == state, Consultee.organisation_id == place, ~has_signed(place))
        for state, need in WAITS
        for place, role in sorted(actor.memberships)
        if need in GRANTS[role]
    ]
    query = sa.select(Reply.id, Remiss.title, LAST_DAY).join(Remiss, Remiss.id == Reply.remiss_id)
    query = query.where(Reply.id.in_(sa.select(Consultee.reply_id).join(Reply).where(sa.or_(sa.false(), *mine))))
    return [Waiting(*row) for row in db.session.execute(query.order_by(LAST_DAY, Reply.id))]


def has_signed(organisation_id: int | sa.SQLColumnExpression[int]) -> sa.Exists:
    """Return the condition that the body's director has signed a joint text, which waits for the other parties."""
    return (
        sa.exists()
        .where(StatementVersion.id == Signature.version_id, StatementVersion.reply_id == Reply.id)
        .where(Signature.organisation_id == organisation_id, Signature.role == Role.DIRECTOR)
        .where(Signature.voided_at.is_(None))
    )


def known_version(reply_id: int, user_id: int) -> int | None:
    """Return the newest version of the text that the person has signed or sent back, or None."""
    numbers = sa.select(sa.func.max(StatementVersion.number)).where(StatementVersion.reply_id == reply_id)
    signed = numbers.join(Signature, Signature.version_id == StatementVersion.id).where(Signature.user_id == user_id)
    returned = numbers.join(SendBack, SendBack.version_id == StatementVersion.id).where(
        SendBack.user_id == user_id, SendBack.withdrawn_at.is_(None)
    )
    known = [number for query in (signed, returned) if (number := db.session.scalar(query)) is not None]
    return max(known, default=None)


def stop_day(
    places: Collection[int], planned_on: date | None, today: date, is_working_day: IsWorkingDay
) -> KnownMeeting | None:
    """Return the meeting that a text of the bodies is on its way to: the planned one, or else the next whose stoppdag
    has not passed.
    """
    for meeting in coming_meetings(places, min(today, planned_on or today), is_working_day):
        if meeting.held_on == planned_on if planned_on else meeting.stop_on >= today:
            return meeting
    return None

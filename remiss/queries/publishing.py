"""Which papers a body can still publish before its meetings, and what it has published. Inside the body only."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.decisions import AgendaItem, Meeting, Publication
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion


def unpublished_meetings(reply_id: int, version_id: int, bodies: Collection[int]) -> list[Meeting]:
    """Return the meeting of each body that has the reply on its agenda now and has not published this text for it."""
    planned = sa.select(Meeting).join(AgendaItem).where(AgendaItem.reply_id == reply_id)
    planned = planned.where(Meeting.organisation_id.in_(bodies)).order_by(AgendaItem.planned_at, AgendaItem.id)
    latest = {meeting.organisation_id: meeting for meeting in db.session.scalars(planned)}
    done = set(db.session.scalars(sa.select(Publication.meeting_id).where(Publication.version_id == version_id)))
    return [meeting for meeting in latest.values() if meeting.id not in done]


def publishable_on(meeting: Meeting) -> set[int]:
    """Return the ids of the replies that were put on the meeting and whose newest text is not published for it."""
    versions = sa.select(sa.func.max(StatementVersion.id)).where(
        StatementVersion.reply_id == Reply.id, StatementVersion.of_board.is_(False)
    )
    newest = versions.correlate(Reply).scalar_subquery()
    done = sa.select(Publication.version_id).where(Publication.meeting_id == meeting.id)
    query = (
        sa.select(Reply.id)
        .join(AgendaItem, AgendaItem.reply_id == Reply.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(AgendaItem.meeting_id == meeting.id, Reply.state == ReplyState.TO_BOARD, newest.not_in(done))
        .where(Remiss.registered_by_id.is_(None), Remiss.parent_id.is_(None))
    )
    return set(db.session.scalars(query))


def publications_of(reply_id: int) -> Sequence[Publication]:
    """Return what the bodies have published of a reply, the newest first."""
    query = sa.select(Publication).where(Publication.reply_id == reply_id)
    return db.session.scalars(query.order_by(Publication.id.desc())).all()

"""Answers that the sender has given to several viewpoints at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.models.viewpoints import Assessment, AssessmentAction, Viewpoint


@dataclass(frozen=True)
class GroupAnswer:
    """One answer to several viewpoints, given in one step: ``assessment_id`` is that of the first of them."""

    assessment_id: int
    action: AssessmentAction
    author: str
    answered_at: datetime
    count: int


def newest_group_answer(remiss_id: int) -> GroupAnswer | None:
    """Return the newest answer to several viewpoints of a remiss that still stands for more than one of them."""
    alike = (Assessment.action, User.name, Assessment.author_id, Assessment.created_at)
    query = (
        sa.select(sa.func.min(Assessment.id), Assessment.action, User.name, Assessment.created_at, sa.func.count())
        .join(Viewpoint, Viewpoint.id == Assessment.viewpoint_id)
        .join(Reply, Reply.id == Viewpoint.reply_id)
        .join(User, User.id == Assessment.author_id)
        .where(Reply.remiss_id == remiss_id, Assessment.superseded_at.is_(None))
        .group_by(*alike)
        .having(sa.func.count() > 1)
        .order_by(Assessment.created_at.desc())
    )
    row = db.session.execute(query.limit(1)).first()
    return GroupAnswer(*row) if row else None

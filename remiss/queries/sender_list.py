"""The sender's desk: every remiss with how far it has come and what is waiting in it. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.workflow.states import CAME_IN, RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import LAST_DAY, Consultee, Reply
from remiss.queries.mine_sender import unclassified
from remiss.queries.wall import sent_from

DECLINED, SILENT = ReplyState.DECLINED, ReplyState.NOT_RECEIVED
WAITED_FOR = reply_row(ReplyAction.MARK_NOT_RECEIVED).sources


@dataclass(frozen=True)
class RemissRow:
    """One remiss in the list. ``answered`` counts asked bodies whose answer has come in, ``late`` those that are late
    or never came; ``unclassified`` is viewpoints that nobody has confirmed.
    """

    id: int
    title: str
    diary_number: str
    state: RemissState
    due_on: date | None
    asked: int
    answered: int
    declined: int
    late: int
    unclassified: int


def remisser_of(organisation_ids: frozenset[int], today: date) -> list[RemissRow]:
    """Return the remisser of these senders: under way by due date, drafts, then what has ended, the newest first.

    Two queries.
    """
    passed = sa.and_(Remiss.state == RemissState.SENT, Reply.state.in_(WAITED_FOR), today > LAST_DAY)
    late = sa.or_(Reply.state == SILENT, passed)
    query = (
        sa.select(
            Remiss,
            sa.func.count(Consultee.id),
            _count(Reply.state.in_(CAME_IN)),
            _count(Reply.state == DECLINED),
            _count(late),
        )
        .outerjoin(Consultee, sa.and_(Consultee.remiss_id == Remiss.id, Consultee.invited))
        .outerjoin(Reply, Reply.id == Consultee.reply_id)
        .where(sent_from(organisation_ids))
        .group_by(Remiss.id)
    )
    waiting = unclassified(organisation_ids)
    rows = [
        _row(remiss, [int(number) for number in counted], waiting.get(remiss.id, 0))
        for remiss, *counted in db.session.execute(query)
    ]
    order = (RemissState.SENT, RemissState.DRAFT, RemissState.CLOSED, RemissState.WITHDRAWN)
    return sorted(rows, key=lambda row: (order.index(row.state), _nearness(row), -row.id))


def _count(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((which, 1), else_=0)), 0)


def _row(remiss: Remiss, numbers: list[int], unconfirmed: int) -> RemissRow:
    asked, answered, declined, late = numbers
    return RemissRow(
        id=remiss.id, title=remiss.title, diary_number=remiss.diary_number, state=remiss.state, due_on=remiss.due_on,
        asked=asked, answered=answered, declined=declined, late=late, unclassified=unconfirmed,
    )  # fmt: skip


def _nearness(row: RemissRow) -> int:
    """Sort what is under way by its due date, what is closed by the newest."""
    day = (row.due_on or date.max).toordinal()
    return -day if row.state in (RemissState.CLOSED, RemissState.WITHDRAWN) else day

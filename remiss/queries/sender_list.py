"""The sender's desk: every remiss with how far it has come and what is waiting in it. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.workflow.states import CAME_IN, RemissState, ReplyState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.mine_sender import unclassified
from remiss.queries.wall import sent_from

DECLINED, SILENT, OUTSIDE = (ReplyState.DECLINED,), (ReplyState.NOT_RECEIVED,), (ReplyState.OUTSIDE,)


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
    query = (
        sa.select(
            Remiss, sa.func.count(Consultee.id), *(_count(states) for states in (CAME_IN, DECLINED, SILENT, OUTSIDE))
        )
        .outerjoin(Consultee, sa.and_(Consultee.remiss_id == Remiss.id, Consultee.invited))
        .outerjoin(Reply, Reply.id == Consultee.reply_id)
        .where(sent_from(organisation_ids))
        .group_by(Remiss.id)
    )
    waiting = unclassified(organisation_ids)
    rows = [
        _row(remiss, [int(number) for number in counted], waiting.get(remiss.id, 0), today)
        for remiss, *counted in db.session.execute(query)
    ]
    order = (RemissState.SENT, RemissState.DRAFT, RemissState.CLOSED, RemissState.WITHDRAWN)
    return sorted(rows, key=lambda row: (order.index(row.state), _nearness(row), -row.id))


def _count(states: tuple[ReplyState, ...]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((Reply.state.in_(states), 1), else_=0)), 0)


def _row(remiss: Remiss, numbers: list[int], unconfirmed: int, today: date) -> RemissRow:
    asked, answered, declined, silent, outside = numbers
    waited_for = asked - answered - declined - outside
    passed = remiss.state is RemissState.SENT and remiss.due_on is not None and remiss.due_on < today
    return RemissRow(
        id=remiss.id, title=remiss.title, diary_number=remiss.diary_number, state=remiss.state, due_on=remiss.due_on,
        asked=asked, answered=answered, declined=declined, late=waited_for if passed else silent,
        unclassified=unconfirmed,
    )  # fmt: skip


def _nearness(row: RemissRow) -> int:
    """Sort what is under way by its due date, what is closed by the newest."""
    day = (row.due_on or date.max).toordinal()
    return -day if row.state in (RemissState.CLOSED, RemissState.WITHDRAWN) else day

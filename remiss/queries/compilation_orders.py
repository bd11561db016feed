"""Files of a compilation that somebody has ordered: how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.compilation_choices import Layout
from remiss.extensions import db
from remiss.models.compiling import CompilationOrder
from remiss.models.operations import BackgroundTask, TaskKind, TaskState


@dataclass(frozen=True)
class OrderedFile:
    """One order, as its orderer finds it again."""

    id: int
    layout: str
    format: str
    ordered_at: datetime
    state: TaskState
    columns_left_out: int


def ordered_files(remiss_id: int, user_id: int) -> list[OrderedFile]:
    """Return what a person has ordered of a remiss and what is not forgotten yet, the newest first."""
    order, task = CompilationOrder, BackgroundTask
    query = (
        sa.select(order.id, order.layout, order.format, order.ordered_at, task.state, order.choices)
        .join(task, sa.and_(task.subject_id == order.id, task.kind == TaskKind.COMPILE))
        .where(order.remiss_id == remiss_id, order.ordered_by_id == user_id)
        .order_by(order.id.desc())
    )
    return [
        OrderedFile(number, Layout(layout).label, kind, at, state, len(choices.get("without", ())))
        for number, layout, kind, at, state, choices in db.session.execute(query)
    ]

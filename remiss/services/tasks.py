"""Long work as rows: queued by a request, done by the scheduler process, watched by a page, cancelled by a person."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.operations import BackgroundTask, TaskKind, TaskState

STUCK_AFTER = timedelta(minutes=5)


def queue_task(kind: TaskKind, subject_id: int, steps: int, now: datetime, *, later: bool = False) -> BackgroundTask:
    """Queue work on the subject with this id; ``steps`` is how many steps a person will see.

    ``later`` lets all other work go before: one file that somebody waits for is not behind three hundred.
    """
    task = BackgroundTask(
        kind=kind, subject_id=subject_id, steps=steps, message="Väntar på sin tur", created_at=now, later=later
    )
    db.session.add(task)
    return task


def claim_task(now: datetime) -> BackgroundTask | None:
    """Take the oldest waiting task, or one whose worker died more than five minutes ago; None when there is none."""
    stuck = sa.and_(BackgroundTask.state == TaskState.WORKING, BackgroundTask.started_at < now - STUCK_AFTER)
    query = sa.select(BackgroundTask).where(sa.or_(BackgroundTask.state == TaskState.WAITING, stuck))
    query = query.order_by(BackgroundTask.later, BackgroundTask.id)
    task = db.session.scalars(query.limit(1).with_for_update(skip_locked=True)).first()
    if task is not None:
        task.state, task.started_at = TaskState.WORKING, now
    return task


def report_progress(task_id: int, steps_done: int, message: str) -> bool:
    """Say how far a task has come; returns False when a person has cancelled it."""
    task = db.session.get_one(BackgroundTask, task_id)
    if task.state is not TaskState.WORKING:
        return False
    task.steps_done, task.message = steps_done, message
    return True


def end_task(task_id: int, state: TaskState, message: str, now: datetime) -> None:
    """Close a task as done, failed or cancelled."""
    task = db.session.get_one(BackgroundTask, task_id)
    task.state, task.message, task.ended_at = state, message, now
    if state is TaskState.DONE:
        task.steps_done = task.steps


def task_on(kind: TaskKind, subject_id: int) -> BackgroundTask | None:
    """Return the newest task of ``kind`` on a subject, or None."""
    query = sa.select(BackgroundTask).where(BackgroundTask.kind == kind, BackgroundTask.subject_id == subject_id)
    return db.session.scalars(query.order_by(BackgroundTask.id.desc()).limit(1)).first()

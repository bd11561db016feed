"""A statement and its protokollsutdrag that came as two files of one batch: put together, and taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import WrongState
from remiss.extensions import db
from remiss.models.imports import FileState, ImportBatch, ImportFile
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import TaskKind
from remiss.services.audit import record
from remiss.services.intakes import start_intake
from remiss.services.sessions import actor_for
from remiss.services.steps import require
from remiss.services.tasks import queue_task

TOUCHED = "Svaret är bekräftat, avbrutet eller ändrat. Läs in sidan på nytt."


def pair_minutes(batch: ImportBatch, pairs: Sequence[tuple[int, int]], now: datetime) -> int:
    """Put minutes to their replies, given as (file of minutes, file of reply), and read those anew. Returns how many.

    A batch is gone through once: what a person has taken apart stays apart.
    """
    batch.paired_at = now
    files = {row.id: row for row in db.session.scalars(sa.select(ImportFile).where(ImportFile.batch_id == batch.id))}
    together = [(files[paper], files[reply]) for paper, reply in pairs]
    for paper, reply in together:
        if paper.intake is None or reply.intake is None or reply.intake.typed:
            continue
        reply.intake.minutes, paper.intake.state = paper.intake.attachment, IntakeState.CANCELLED
        paper.state, paper.intake = FileState.PAIRED, reply.intake
        _read_anew(reply.intake, now)
        who = actor_for(batch.created_by, now)
        record(who, "lagg_protokoll_till_svar", "intake", reply.intake.id, {"file": paper.id}, now)
    return sum(paper.state is FileState.PAIRED for paper, _ in together)


def take_apart(actor: Actor, paper: ImportFile, now: datetime) -> None:
    """Let a paired protokollsutdrag be a file of its own again, and read both anew. Raises WrongState when too late."""
    batch, intake = paper.batch, paper.intake
    actor = require(actor, Permission.INCOMING_REGISTER, batch.remiss.sending_side)
    if paper.state is not FileState.PAIRED or intake is None or intake.minutes is None:
        raise WrongState("Filen hör inte ihop med någon annan fil. Läs in sidan på nytt.")
    if intake.state is not IntakeState.TO_CONFIRM or intake.typed:
        raise WrongState(TOUCHED)
    own = intake.minutes if intake.minutes.sha256 == paper.sha256 else intake.attachment
    intake.attachment = intake.attachment if own is intake.minutes else intake.minutes
    intake.minutes = None
    _read_anew(intake, now)
    paper.state = FileState.TAKEN
    paper.intake = start_intake(actor, batch.remiss, batch.owner, own, now)
    record(actor, "ta_isar_protokoll_och_svar", "intake", intake.id, {"file": paper.id}, now)


def _read_anew(intake: Intake, now: datetime) -> None:
    intake.state = IntakeState.READING
    queue_task(TaskKind.READ_REPLY, intake.id, 3, now, later=True)

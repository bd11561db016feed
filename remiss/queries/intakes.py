"""Files being taken in: a list for one owner, what else has the same content, how far one has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import BackgroundTask, TaskKind
from remiss.models.people import User
from remiss.models.replies import Consultee, Reply

GONE = (IntakeState.CANCELLED, IntakeState.FAILED)
TONES = {
    IntakeState.READING: "active",
    IntakeState.TO_CONFIRM: "waiting",
    IntakeState.CONFIRMED: "done",
    IntakeState.FAILED: "late",
    IntakeState.CANCELLED: "quiet",
}


@dataclass(frozen=True)
class IntakeRow:
    """One line of the list."""

    intake_id: int
    filename: str
    state: IntakeState
    tone: str
    at: datetime
    by: str
    reply_id: int | None


@dataclass(frozen=True)
class Progress:
    """How far a reading has come, in words for the person who waits."""

    state: IntakeState
    done: int
    steps: int
    message: str


def intakes_of(remiss_id: int, owner_id: int) -> list[IntakeRow]:
    """Return what ``owner_id`` has uploaded in a remiss, newest first. One query.

    An owner's files are its own until they are confirmed: KS never sees a body's here (the wall).
    """
    query = (
        sa.select(Intake, Attachment.filename, User.name)
        .join(Attachment, Attachment.id == Intake.attachment_id)
        .join(User, User.id == Intake.created_by_id)
        .where(Intake.remiss_id == remiss_id, Intake.owner_id == owner_id)
        .order_by(Intake.id.desc())
    )
    return [
        IntakeRow(intake.id, filename, intake.state, TONES[intake.state], intake.created_at, by, intake.reply_id)
        for intake, filename, by in db.session.execute(query)
    ]


def same_content(remiss_id: int, owner_id: int, hashes: Collection[str], but: int | None = None) -> list[str]:
    """Return the names of files of one of ``hashes`` that the owner has taken in already, except intake ``but``."""
    query = (
        sa.select(Attachment.filename)
        .join(Intake, Intake.attachment_id == Attachment.id)
        .where(
            Intake.remiss_id == remiss_id,
            Intake.owner_id == owner_id,
            Intake.state.not_in(GONE),
            Attachment.sha256.in_(hashes),
            Intake.id != (but or 0),
        )
    )
    return list(db.session.scalars(query.order_by(Intake.id)))


def progress_of(intake_id: int) -> Progress:
    """Return how far the reading of an existing intake has come."""
    state = db.session.execute(sa.select(Intake.state).where(Intake.id == intake_id)).scalar_one()
    query = sa.select(BackgroundTask).where(
        BackgroundTask.kind == TaskKind.READ_REPLY, BackgroundTask.subject_id == intake_id
    )
    task = db.session.scalars(query.order_by(BackgroundTask.id.desc()).limit(1)).first()
    if task is None:
        return Progress(state, 0, 0, "")
    return Progress(state, task.steps_done, task.steps, task.message)


def number_of_body(remiss_id: int, organisation_id: int) -> str | None:
    """Return the diary number under which a body has received a remiss, or None."""
    number = sa.select(sa.func.coalesce(Consultee.diary_number, Reply.diary_number)).select_from(Consultee)
    query = number.join(Reply, Reply.id == Consultee.reply_id)
    return db.session.scalar(
        query.where(Consultee.remiss_id == remiss_id, Consultee.organisation_id == organisation_id)
    )


def reply_of_body(remiss_id: int, organisation_id: int) -> int | None:
    """Return the matter in which a body answers a remiss, or None when it is not asked."""
    query = sa.select(Consultee.reply_id).where(
        Consultee.remiss_id == remiss_id, Consultee.organisation_id == organisation_id
    )
    return db.session.scalar(query)

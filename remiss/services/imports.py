"""Many files in one go: the batch is kept at once, its files are taken in one by one, and none holds up another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.imports import FileState, ImportBatch, ImportFile
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import TaskKind
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.queries.intakes import GONE
from remiss.services.attachments import add_attachment
from remiss.services.audit import record
from remiss.services.intakes import start_intake
from remiss.services.sessions import actor_for
from remiss.services.steps import require
from remiss.services.tasks import queue_task

MOST_FILES = 300
UNDONE = "Omgången ångrades innan filen lästes."
TOO_MANY = f"En omgång kan ha högst {MOST_FILES} filer. Dela upp filerna i flera omgångar."


@dataclass(frozen=True)
class GivenFile:
    """A file whose content is kept under its hash, or the ``problem`` for which it is not."""

    name: str
    sha256: str = ""
    size: int = 0
    problem: str | None = None


def start_batch(actor: Actor, remiss: Remiss, files: Sequence[GivenFile], now: datetime) -> ImportBatch:
    """Register files that KS got from the bodies and queue the work. Raises WrongState before sending."""
    actor = require(actor, Permission.INCOMING_REGISTER, remiss.sending_side)
    if remiss.state is RemissState.DRAFT:
        raise WrongState("Remissen är inte skickad ännu, så den kan inte ta emot svar.")
    if len(files) > MOST_FILES:
        raise InvalidInput(TOO_MANY, "files")
    batch = ImportBatch(remiss=remiss, owner_id=remiss.sender_id, created_by_id=actor.user_id, created_at=now)
    db.session.add(batch)
    db.session.flush()
    add_files(batch, files)
    queue_task(TaskKind.IMPORT, batch.id, len(files), now)
    record(actor, "ladda_upp_omgang", "remiss", remiss.id, {"files": len(files), "batch": batch.id}, now)
    return batch


def add_files(batch: ImportBatch, files: Sequence[GivenFile]) -> None:
    """Add files to a batch: those uploaded, or what a zip among them held. Raises InvalidInput for too many."""
    unpacked = ImportFile.state != FileState.OPENED
    now_in = db.session.scalar(sa.select(sa.func.count(ImportFile.id)).where(ImportFile.batch_id == batch.id, unpacked))
    if (now_in or 0) + len(files) > MOST_FILES:
        raise InvalidInput(TOO_MANY)
    for file in files:
        state = FileState.REFUSED if file.problem else FileState.WAITING
        db.session.add(
            ImportFile(
                batch_id=batch.id, name=file.name, sha256=file.sha256, size=file.size, state=state, problem=file.problem
            )
        )


def take_file(file: ImportFile, kind: str, now: datetime) -> None:
    """Begin to read a waiting file as its uploader; the same content is not read twice. Raises Forbidden."""
    batch = file.batch
    twin = known_intake(batch, file)
    if twin is not None:
        file.state, file.intake_id = FileState.KNOWN, twin
        return
    actor = actor_for(batch.created_by, now)
    attachment = add_attachment(actor, file.sha256, file.name.rsplit("/", 1)[-1], kind, file.size, now)
    intake = start_intake(actor, batch.remiss, batch.owner, attachment, now, in_batch=True)
    file.state, file.intake_id = FileState.TAKEN, intake.id


def known_intake(batch: ImportBatch, file: ImportFile) -> int | None:
    """Return the standing intake of a file with the same content in the same remiss, or None."""
    same = sa.select(Intake.id).where(Intake.remiss_id == batch.remiss_id, Intake.owner_id == batch.owner_id)
    content = sa.or_(Intake.attachment.has(sha256=file.sha256), Intake.minutes.has(sha256=file.sha256))
    same = same.where(Intake.state.not_in(GONE), content)
    return db.session.scalar(same.order_by(Intake.id).limit(1))


def refuse_file(file: ImportFile, sentence: str) -> None:
    """Keep why a waiting file cannot be used; the others are not held up."""
    file.state, file.problem = FileState.REFUSED, sentence


def choose_body(actor: Actor, file: ImportFile, organisation_id: int) -> None:
    """Say whose reply a file is. Raises InvalidInput when that body is not in the remiss: none is ever made up."""
    remiss = file.batch.remiss
    require(actor, Permission.INCOMING_REGISTER, remiss.sending_side)
    asked = sa.select(Consultee.id).where(
        Consultee.remiss_id == remiss.id, Consultee.organisation_id == organisation_id
    )
    if db.session.scalar(asked) is None:
        raise InvalidInput("Välj en av remissens instanser.")
    file.body_id = organisation_id


def undo_batch(actor: Actor, batch: ImportBatch, now: datetime) -> None:
    """Take a whole batch back. Raises WrongState when one of its files is a confirmed reply: that stands."""
    actor = require(actor, Permission.INCOMING_REGISTER, batch.remiss.sending_side)
    if batch.undone_at is not None:
        raise WrongState("Omgången är redan ångrad.")
    mine = sa.select(ImportFile.intake_id).where(ImportFile.batch_id == batch.id, ImportFile.state == FileState.TAKEN)
    intakes = db.session.scalars(sa.select(Intake).where(Intake.id.in_(mine))).all()
    if any(intake.state is IntakeState.CONFIRMED for intake in intakes):
        raise WrongState("Ett svar ur omgången är redan bekräftat. Avbryt de andra filerna en i taget.")
    for intake in intakes:
        intake.state, intake.typed = IntakeState.CANCELLED, None
    waiting = sa.select(ImportFile).where(ImportFile.batch_id == batch.id, ImportFile.state == FileState.WAITING)
    for file in db.session.scalars(waiting):
        refuse_file(file, UNDONE)
    batch.undone_at = now
    record(actor, "angra_omgang", "remiss", batch.remiss_id, {"files": len(intakes), "batch": batch.id}, now)

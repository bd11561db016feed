"""Takes the files of a batch in, one transaction each: a restart goes on where it was, a bad file stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import structlog

from remiss.clock import now
from remiss.documents.reading import isolated
from remiss.documents.reading.unpacking import Unpacked, is_zip, unpack_all
from remiss.door import writing
from remiss.errors import InvalidInput, RemissError, UnreadableFile
from remiss.extensions import db
from remiss.models.attachments import Attachment, path_of
from remiss.models.imports import FileState, ImportBatch, ImportFile
from remiss.models.operations import TaskState
from remiss.queries.imports import batch_file_of, batch_progress, pairs_in
from remiss.services.admission import admit
from remiss.services.attachments import keep_content
from remiss.services.imports import MOST_FILES, TOO_MANY, GivenFile, add_files, refuse_file, take_file
from remiss.services.pairing import pair_minutes
from remiss.services.tasks import end_task, report_progress

log = structlog.get_logger()
LOST = "Filens innehåll finns inte kvar på servern. Ladda upp den igen."
UNEXPECTED = "Filen kunde inte tas in. Ladda upp den för sig."


@dataclass(frozen=True)
class Waiting:
    """A file that nobody has looked at yet."""

    file_id: int
    name: str
    sha256: str


def import_batch(task_id: int, batch_id: int, uploads: Path) -> None:
    """Take in every waiting file of a batch; what one cannot be used for is kept beside it."""
    done = 0
    with isolated.batch():
        while (file := _next(batch_id)) is not None:
            if not _report(task_id, done):
                return
            _one(file, uploads)
            done += 1
    with writing():
        end_task(task_id, TaskState.DONE, "Klar", now())


def pair_when_read(intake_id: int) -> None:
    """Put minutes to their replies once every file of the batch has been read; of a single file there is no batch."""
    db.session.rollback()
    file = batch_file_of(intake_id)
    if file is None or file.batch.paired_at is not None or file.batch.undone_at is not None:
        return
    if not batch_progress(file.batch_id).working:
        with writing():
            batch = db.session.get_one(ImportBatch, file.batch_id)
            pair_minutes(batch, pairs_in(batch), now())


def _next(batch_id: int) -> Waiting | None:
    db.session.rollback()
    query = sa.select(ImportFile.id, ImportFile.name, ImportFile.sha256).where(
        ImportFile.batch_id == batch_id, ImportFile.state == FileState.WAITING
    )
    row = db.session.execute(query.order_by(ImportFile.id).limit(1)).first()
    return Waiting(*row) if row else None


def _report(task_id: int, done: int) -> bool:
    with writing():
        return report_progress(task_id, done, f"Tar in fil {done + 1}")


def _one(waiting: Waiting, uploads: Path) -> None:
    try:
        content = path_of(uploads, waiting.sha256).read_bytes()
        if is_zip(waiting.name, content):
            _open(waiting, content, uploads)
        else:
            _take(waiting, admit(content).value)
    except OSError:
        _refuse(waiting, LOST, uploads)
    except RemissError as problem:
        _refuse(waiting, problem.sentence, uploads)
    except Exception as problem:  # whatever is wrong with one file, the others are taken in
        log.error("file of a batch not taken in", file=waiting.file_id, kind=type(problem).__name__)
        _refuse(waiting, UNEXPECTED, uploads)


def _take(waiting: Waiting, kind: str) -> None:
    with writing():
        file = db.session.get_one(ImportFile, waiting.file_id)
        if file.state is FileState.WAITING:
            take_file(file, kind, now())


def _open(waiting: Waiting, content: bytes, uploads: Path) -> None:
    """Put the files of a zip in its place; each is examined in its turn. Raises InvalidInput when they are too many."""
    given: list[GivenFile] = []
    for unpacked in unpack_all(content):
        if len(given) == MOST_FILES:
            raise InvalidInput(TOO_MANY)
        given.append(_given(f"{waiting.name}/{unpacked.name}", unpacked, uploads))
    with writing():
        file = db.session.get_one(ImportFile, waiting.file_id)
        if file.state is FileState.WAITING:
            file.state = FileState.OPENED
            db.session.flush()
            add_files(file.batch, given)
    _discard(waiting.sha256, uploads)


def _given(name: str, unpacked: Unpacked, uploads: Path) -> GivenFile:
    if unpacked.problem:
        return GivenFile(name, problem=unpacked.problem)
    try:
        return GivenFile(name, keep_content(uploads, unpacked.content), len(unpacked.content))
    except UnreadableFile as problem:
        return GivenFile(name, problem=problem.sentence)


def _refuse(waiting: Waiting, sentence: str, uploads: Path) -> None:
    with writing():
        file = db.session.get_one(ImportFile, waiting.file_id)
        if file.state is FileState.WAITING:
            refuse_file(file, sentence)
    _discard(waiting.sha256, uploads)


def _discard(sha256: str, uploads: Path) -> None:
    """Remove content that nothing refers to: what was refused does not stay in the store."""
    db.session.rollback()
    waits = sa.select(ImportFile.id).where(ImportFile.sha256 == sha256, ImportFile.state == FileState.WAITING)
    held = sa.select(Attachment.id).where(Attachment.sha256 == sha256)
    if db.session.scalar(waits.limit(1)) is None and db.session.scalar(held.limit(1)) is None:
        path_of(uploads, sha256).unlink(missing_ok=True)

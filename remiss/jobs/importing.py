"""Takes the files of a batch in, one transaction each: a restart goes on where it was, a bad file stops nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import structlog

from remiss.clock import now
from remiss.documents.reading import isolated
from remiss.door import writing
from remiss.errors import RemissError, UnreadableFile
from remiss.extensions import db
from remiss.models.attachments import path_of
from remiss.models.imports import FileState, ImportFile
from remiss.models.operations import TaskState
from remiss.services.admission import admit
from remiss.services.imports import refuse_file, take_file
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
        kind = admit(path_of(uploads, waiting.sha256).read_bytes())
        with writing():
            file = db.session.get_one(ImportFile, waiting.file_id)
            if file.state is FileState.WAITING:
                take_file(file, kind.value, now())
    except UnreadableFile as problem:
        _refuse(waiting, problem.sentence)
    except OSError:
        _refuse(waiting, LOST)
    except RemissError as problem:
        _refuse(waiting, problem.sentence)
    except Exception as problem:  # whatever is wrong with one file, the others are taken in
        log.error("file of a batch not taken in", file=waiting.file_id, kind=type(problem).__name__)
        _refuse(waiting, UNEXPECTED)


def _refuse(waiting: Waiting, sentence: str) -> None:
    with writing():
        file = db.session.get_one(ImportFile, waiting.file_id)
        if file.state is FileState.WAITING:
            refuse_file(file, sentence)

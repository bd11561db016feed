"""Does the long work that people queued: a task is claimed, done in steps with a commit between, and closed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import structlog

from remiss.clock import now
from remiss.documents.interpretation.habits import use
from remiss.documents.reading.isolated import batch
from remiss.domain.document import Document
from remiss.domain.parsed import ParsedReply
from remiss.domain.viewpoints import ThemeDefinition
from remiss.door import writing
from remiss.errors import UnreadableFile
from remiss.extensions import compiled_folder, db
from remiss.jobs.compiling import compile_order
from remiss.jobs.finding import find_viewpoints
from remiss.jobs.importing import import_batch, pair_when_read
from remiss.jobs.reading import STEPS, Cancelled, File, ReadPapers, Remember, definitions, read_papers
from remiss.models.attachments import path_of
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import TaskKind, TaskState
from remiss.queries.reading_habits import habits_for
from remiss.services.intakes import fail_reading, store_minutes, store_original, store_reading
from remiss.services.tasks import claim_task, end_task, report_progress

log = structlog.get_logger()
UNEXPECTED = "Filen kunde inte tolkas. Spara den på nytt som docx eller pdf och försök igen."
LOST = "Filen finns inte kvar på servern. Ladda upp den igen."


@dataclass(frozen=True)
class Reading:
    """A claimed reading: which task, which intake, which files."""

    task_id: int
    intake_id: int
    reply: tuple[Path, str]
    minutes: tuple[Path, str] | None
    themes: list[ThemeDefinition]


@dataclass(frozen=True)
class Finding:
    """A claimed search for viewpoints: which task, which reply."""

    task_id: int
    reply_id: int


@dataclass(frozen=True)
class Import:
    """A claimed import: which task, which batch of files."""

    task_id: int
    batch_id: int


@dataclass(frozen=True)
class Compiling:
    """A claimed file of a compilation: which task, which order."""

    task_id: int
    order_id: int


def work_all(uploads: Path) -> None:
    """Do every waiting task, oldest first."""
    while work(uploads):
        pass


def work(uploads: Path) -> bool:
    """Do the oldest waiting task; return False when there is none."""
    claimed = _claim(uploads)
    if isinstance(claimed, Reading):
        _read(claimed)
    elif isinstance(claimed, Import):
        import_batch(claimed.task_id, claimed.batch_id, uploads)
    elif isinstance(claimed, Finding):
        find_viewpoints(claimed.task_id, claimed.reply_id)
    elif isinstance(claimed, Compiling):
        compile_order(claimed.task_id, claimed.order_id, uploads, compiled_folder())
    return claimed is not None


def _read(reading: Reading) -> None:
    try:
        minutes = _file(*reading.minutes) if reading.minutes else None
        with batch():
            reply, remember = _file(*reading.reply), _remembering(reading)
            read = read_papers(reply, minutes, reading.themes, lambda step: _begin(reading, step), remember)
    except Cancelled:
        _close(reading, TaskState.CANCELLED, "Avbruten")
    except UnreadableFile as problem:
        _fail(reading, problem.sentence)
    except OSError:
        _fail(reading, LOST)
    except Exception as problem:  # a file may be stranger than the readers foresaw; the person who waits is told
        log.error("reading failed", intake=reading.intake_id, kind=type(problem).__name__)
        _fail(reading, UNEXPECTED)
    else:
        _keep(reading, read)


def _claim(uploads: Path) -> Reading | Import | Finding | Compiling | None:
    with writing():
        task = claim_task(now())
        if task is None:
            return None
        if task.kind is TaskKind.FIND_VIEWPOINTS:
            return Finding(task.id, task.subject_id)
        if task.kind is TaskKind.COMPILE:
            return Compiling(task.id, task.subject_id)
        if task.kind is TaskKind.IMPORT:
            return Import(task.id, task.subject_id)
        intake = db.session.get_one(Intake, task.subject_id)
        file, minutes = intake.attachment, intake.minutes
        return Reading(
            task_id=task.id,
            intake_id=intake.id,
            reply=(path_of(uploads, file.sha256), file.filename),
            minutes=(path_of(uploads, minutes.sha256), minutes.filename) if minutes else None,
            themes=definitions(intake.remiss.themes),
        )


def _file(path: Path, name: str) -> File:
    return File(path.read_bytes(), name)


def _remembering(reading: Reading) -> Remember:
    """Return what uses the corrections of the body's earlier replies, once it is told whose the file is."""

    def corrected(parsed: ParsedReply, document: Document) -> ParsedReply:
        db.session.rollback()
        habits = habits_for(db.session.get_one(Intake, reading.intake_id), parsed.consultee, parsed.office)
        return use(parsed, document, habits)

    return corrected


def _begin(reading: Reading, step: int) -> None:
    """Say which step begins. Raises Cancelled when nobody waits for the result any more."""
    with writing():
        waited_for = db.session.get_one(Intake, reading.intake_id).state is IntakeState.READING
        if not waited_for or not report_progress(reading.task_id, step, STEPS[step]):
            raise Cancelled


def _keep(reading: Reading, read: ReadPapers) -> None:
    original, places = read.reply.original, read.reply.places
    with writing():
        intake = db.session.get_one(Intake, reading.intake_id)
        store_reading(intake, read.reply.parsed.to_json(), read.reply.analysis.to_json())
        store_original(intake, original, places)
        store_minutes(intake, read.minutes.to_json() if read.minutes else None, read.doubt, swapped=read.swapped)
        kept = intake.state is IntakeState.TO_CONFIRM
        end_task(
            reading.task_id, TaskState.DONE if kept else TaskState.CANCELLED, "Klar" if kept else "Avbruten", now()
        )
    pair_when_read(reading.intake_id)


def _fail(reading: Reading, sentence: str) -> None:
    with writing():
        fail_reading(db.session.get_one(Intake, reading.intake_id), sentence)
        end_task(reading.task_id, TaskState.FAILED, sentence, now())
    pair_when_read(reading.intake_id)


def _close(reading: Reading, state: TaskState, words: str) -> None:
    with writing():
        end_task(reading.task_id, state, words, now())

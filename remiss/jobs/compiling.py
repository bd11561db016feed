"""Makes an ordered file of a compilation, step by step, so that somebody who waits sees how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog

from remiss.clock import now
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.compilation.papers import is_free, whole_replies, written_replies
from remiss.documents.proof import demand_masked
from remiss.documents.writing.complete import write_complete
from remiss.documents.writing.formats import FORMATS
from remiss.documents.writing.house import House
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Choices, Layout
from remiss.domain.outline import Outline
from remiss.domain.sealing import sealed
from remiss.door import writing
from remiss.errors import RemissError
from remiss.extensions import db
from remiss.models.attachments import path_of
from remiss.models.compiling import CompilationOrder
from remiss.models.operations import TaskState
from remiss.queries.compiled_papers import CompiledPaper, compiled_papers
from remiss.queries.established import compiled_facts
from remiss.queries.verification import seal_secrets
from remiss.services.attachments import keep_content
from remiss.services.compiling import STEPS, choices_of, forget_old_files, keep_file, tell_of_file
from remiss.services.house_templates import compiling_house
from remiss.services.tasks import end_task, report_progress

log = structlog.get_logger()
WITH_PAPERS = "zip"
UNEXPECTED = "Filen kunde inte skapas. Försök igen, och hör av dig till systemadministratören om det inte hjälper."


class Stopped(Exception):
    """Nobody waits for the file any more."""


@dataclass(frozen=True)
class Wanted:
    """What is made: the facts of a remiss, in which layout, format and look, less what was chosen away."""

    facts: CompilationFacts
    layout: Layout
    format: str
    choices: Choices
    house: House | None


def compile_order(task_id: int, order_id: int, uploads: Path, folder: Path) -> None:
    """Make the file and keep it in ``folder`` under its hash; what was handed in lies in ``uploads``."""
    try:
        _begin(task_id, 0)
        wanted = _wanted(order_id)
        _begin(task_id, 1)
        outline = outlined(wanted)
        _begin(task_id, 2)
        content = written(wanted, outline, uploads)
        demand_masked(content, outline, wanted.choices.masks)
        sha256 = keep_content(folder, content)
        _end(task_id, order_id, TaskState.DONE, "Klar", sha256)
    except Stopped:
        return
    except RemissError as problem:
        _end(task_id, order_id, TaskState.FAILED, problem.sentence)
    except Exception as problem:  # whoever waits is told; the message may hold words of a reply and is not logged
        log.error("compiling failed", order=order_id, kind=type(problem).__name__)
        _end(task_id, order_id, TaskState.FAILED, UNEXPECTED)


def outlined(wanted: Wanted) -> Outline:
    """Return the document, sealed where it hides something: the database can tell later that it is what was written."""
    outline = outline_of(wanted.facts, wanted.layout, wanted.choices)
    hides = any(source.hidden for source in outline.sources)
    return sealed(outline, seal_secrets(wanted.facts)) if hides else outline


def written(wanted: Wanted, outline: Outline, uploads: Path) -> bytes:
    """Return the file; the zip with everything holds what was handed in too, where that may go out."""
    if wanted.format != WITH_PAPERS:
        return FORMATS[wanted.format].write(outline, wanted.house)
    found = compiled_papers(wanted.facts)
    db.session.rollback()  # nothing is held open while files are read and written
    handed_in = list(_handed_in(wanted, found, uploads))
    given = {paper.reply_id for paper in found if paper.is_text}
    written_here = written_replies(wanted.facts, wanted.choices, given)
    left_out = len(found) - len(handed_in)
    return write_complete(outline, [*handed_in, *written_here], wanted.house, left_out)


def _handed_in(wanted: Wanted, found: Iterable[CompiledPaper], uploads: Path) -> Iterator[tuple[str, bytes]]:
    may_go = whole_replies(wanted.facts, wanted.choices)
    for paper in found:
        path = path_of(uploads, paper.sha256)
        content = path.read_bytes() if paper.reply_id in may_go and path.is_file() else b""
        if content and is_free(content, paper.name, wanted.choices):
            yield paper.name, content


def forget_files(folder: Path, at: datetime) -> int:
    """Remove what was ordered more than a day before ``at``, and return how many files that was."""
    with writing():
        return forget_old_files(folder, at)


def _wanted(order_id: int) -> Wanted:
    db.session.rollback()
    order = db.session.get_one(CompilationOrder, order_id)
    facts, layout = compiled_facts(order.remiss), Layout(order.layout)
    house = compiling_house(order.remiss, layout.document, facts.created)
    return Wanted(facts, layout, order.format, choices_of(order), house)


def _begin(task_id: int, step: int) -> None:
    with writing():
        if not report_progress(task_id, step, STEPS[step]):
            raise Stopped


def _end(task_id: int, order_id: int, state: TaskState, words: str, sha256: str | None = None) -> None:
    """Close the task, unless it was cancelled meanwhile; the words to mask are needed no more."""
    with writing():
        if not report_progress(task_id, len(STEPS) - 1, words):
            return
        order = db.session.get_one(CompilationOrder, order_id)
        order.masks = []
        if sha256:
            keep_file(order, sha256, now())
        end_task(task_id, state, words, now())
        tell_of_file(order, now(), made=sha256 is not None)

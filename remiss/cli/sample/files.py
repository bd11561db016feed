"""Real files into the sample: kept, read in the child process, analysed and confirmed by the sample's KS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from remiss.analysis.analyse import RULE_VERSION
from remiss.documents.reading.kinds import detect
from remiss.domain.parsed import ParsedReply, statement_sections
from remiss.domain.roles import Actor
from remiss.domain.viewpoints import Analysis
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.reading import definitions, read_reply
from remiss.models.attachments import Attachment
from remiss.models.intakes import Intake
from remiss.models.operations import TaskKind, TaskState
from remiss.models.remisser import Remiss, Theme
from remiss.models.replies import Basis
from remiss.queries.names import find_body
from remiss.services.attachments import add_attachment, keep_content
from remiss.services.decisions import DecisionInput
from remiss.services.intakes import (
    ConfirmedReply,
    ConfirmedViewpoint,
    confirm_intake,
    start_intake,
    store_reading,
)
from remiss.services.tasks import end_task, task_on


@dataclass(frozen=True)
class ReadFile:
    """An uploaded reply after reading: the intake's id, and what was read."""

    intake_id: int
    parsed: ParsedReply
    analysis: Analysis


def keep_file(actor: Actor, folder: Path, path: Path, now: datetime) -> Attachment:
    """Keep ``path`` as an attachment; call it inside a write transaction."""
    content = path.read_bytes()
    return add_attachment(actor, keep_content(folder, content), path.name, detect(content).value, len(content), now)


def take_in(actor: Actor, remiss: Remiss, folder: Path, path: Path, now: datetime) -> ReadFile:
    """Upload and read ``path`` as KS's registrar. Raises UnreadableFile with a sentence."""
    read = read_reply(path.read_bytes(), path.name, definitions(remiss.themes))
    remiss_id = remiss.id
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        intake = start_intake(actor, remiss, remiss.sender, keep_file(actor, folder, path, now), now)
        store_reading(intake, read.parsed.to_json(), read.analysis.to_json())
        task = task_on(TaskKind.READ_REPLY, intake.id)
        if task:
            end_task(task.id, TaskState.DONE, "Klar", now)
        return ReadFile(intake.id, read.parsed, read.analysis)


def body_of(parsed: ParsedReply) -> int | None:
    """Return the organisation that the file says it comes from: the nämnd, else its office's name."""
    return find_body(parsed.consultee) or find_body(parsed.office)


def confirm_as_read(
    actor: Actor, read: ReadFile, bodies: tuple[int, ...], decision: DecisionInput | None, basis: Basis, now: datetime
) -> None:
    """Confirm a file as it was read; stances and themes stay suggestions."""
    with writing():
        intake = db.session.get_one(Intake, read.intake_id)
        themes = {theme.key: theme for theme in intake.remiss.themes}
        confirmed = ConfirmedReply(
            organisation_ids=bodies,
            title=read.parsed.title or intake.remiss.title,
            diary_number=read.parsed.diary_number or "",
            basis=basis,
            decision=decision,
            sections=statement_sections(read.parsed.to_json()),
            viewpoints=[
                ConfirmedViewpoint(
                    suggestion, keep=True, stance=suggestion.stance, themes=_themes(themes, suggestion.themes)
                )
                for suggestion in read.analysis.viewpoints
            ],
            classified=False,
            rule_version=RULE_VERSION,
        )
        confirm_intake(actor, intake, confirmed, now)


def _themes(themes: dict[str, Theme], keys: tuple[str, ...]) -> tuple[Theme, ...]:
    return tuple(themes[key] for key in keys if key in themes)

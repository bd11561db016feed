"""Real files into the sample: kept, taken in with what was read in them, and confirmed as read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from remiss.analysis.analyse import RULE_VERSION
from remiss.documents.reading.kinds import detect
from remiss.domain.parsed import ParsedReply, statement_sections
from remiss.domain.roles import Actor
from remiss.domain.statement import QUESTION_MARK, SectionKey
from remiss.domain.viewpoints import Analysis
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.reading import ReadReply
from remiss.models.attachments import Attachment
from remiss.models.intakes import Intake
from remiss.models.operations import TaskKind, TaskState
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss, Theme
from remiss.models.replies import Basis
from remiss.services.attachments import add_attachment, keep_content
from remiss.services.decisions import DecisionInput
from remiss.services.intakes import (
    ConfirmedReply,
    ConfirmedViewpoint,
    confirm_intake,
    register_signed_paper,
    start_intake,
    store_original,
    store_reading,
)
from remiss.services.sole_decisions import SoleInput
from remiss.services.tasks import end_task, task_on


@dataclass(frozen=True)
class TakenIn:
    """An uploaded reply after reading: the intake's id, and what was read."""

    intake_id: int
    parsed: ParsedReply
    analysis: Analysis


@dataclass(frozen=True)
class Delivery:
    """Who answers with a file, on what ground, and what was decided or when that is expected."""

    bodies: tuple[int, ...]
    basis: Basis
    decision: DecisionInput | None = None
    expected_on: date | None = None
    alone: SoleInput | None = None
    answers: tuple[tuple[str, str], ...] = ()
    replaces_reason: str = ""


def keep_file(actor: Actor, folder: Path, path: Path, now: datetime) -> Attachment:
    """Keep ``path`` as an attachment; call it inside a write transaction."""
    content = path.read_bytes()
    return add_attachment(actor, keep_content(folder, content), path.name, detect(content).value, len(content), now)


def take_in(
    actor: Actor, remiss_id: int, owner_id: int, read: ReadReply, folder: Path, path: Path, now: datetime
) -> TakenIn:
    """Upload ``path`` on behalf of ``owner_id``, with what was ``read`` in it."""
    with writing():
        remiss, owner = db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, owner_id)
        intake = start_intake(actor, remiss, owner, keep_file(actor, folder, path, now), now)
        store_reading(intake, read.parsed.to_json(), read.analysis.to_json())
        store_original(intake, read.original, read.places)
        task = task_on(TaskKind.READ_REPLY, intake.id)
        if task:
            end_task(task.id, TaskState.DONE, "Klar", now)
        return TakenIn(intake.id, read.parsed, read.analysis)


def confirm_as_read(actor: Actor, taken: TakenIn, delivery: Delivery, now: datetime) -> None:
    """Confirm a file as it was read; stances and themes stay suggestions."""
    with writing():
        intake = db.session.get_one(Intake, taken.intake_id)
        confirm_intake(actor, intake, _as_read(intake, taken, delivery), now)


def register_as_read(actor: Actor, taken: TakenIn, body_id: int, signed_on: date, now: datetime) -> None:
    """Register a paper that was signed outside, as it was read, by those who stand on it."""
    with writing():
        intake = db.session.get_one(Intake, taken.intake_id)
        confirmed = _as_read(intake, taken, Delivery((body_id,), Basis.BOARD))
        signers = [(one.name, one.title or "") for one in taken.parsed.signatories]
        register_signed_paper(actor, intake, confirmed, signers, signed_on, now)


def _as_read(intake: Intake, taken: TakenIn, delivery: Delivery) -> ConfirmedReply:
    themes = {theme.key: theme for theme in intake.remiss.themes}
    return ConfirmedReply(
        organisation_ids=delivery.bodies,
        title=taken.parsed.title or intake.remiss.title,
        diary_number=taken.parsed.diary_number or "",
        basis=delivery.basis,
        decision=delivery.decision,
        sections=[*statement_sections(taken.parsed.to_json()), *_answers(delivery)],
        viewpoints=[
            ConfirmedViewpoint(
                suggestion, keep=True, stance=suggestion.stance, themes=_themes(themes, suggestion.themes)
            )
            for suggestion in taken.analysis.viewpoints
        ],
        classified=False,
        rule_version=RULE_VERSION,
        decision_expected_on=delivery.expected_on,
        alone=delivery.alone,
        replaces_reason=delivery.replaces_reason,
    )


def _answers(delivery: Delivery) -> list[tuple[SectionKey, str, list[str]]]:
    """Return the answers to the sender's questions as a section, when there are any."""
    key = SectionKey.QUESTIONS
    parts = [part for question, answer in delivery.answers for part in (f"{QUESTION_MARK}{question}", answer)]
    return [(key, key.usual_heading, parts)] if parts else []


def _themes(themes: dict[str, Theme], keys: tuple[str, ...]) -> tuple[Theme, ...]:
    return tuple(themes[key] for key in keys if key in themes)

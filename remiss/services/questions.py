"""What a sender asks for besides a statement, set while the remiss is a draft."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.demands import MAY_BE_REQUIRED
from remiss.domain.roles import Actor
from remiss.domain.statement import SectionKey, normalise
from remiss.domain.workflow.states import RemissAction
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.questions import Question, QuestionBody, RequiredSection
from remiss.models.remisser import Remiss
from remiss.services.steps import move_remiss, require_remiss_step


@dataclass(frozen=True)
class QuestionInput:
    """A question as typed; ``organisation_ids`` empty puts it to everybody asked."""

    text: str
    mandatory: bool
    organisation_ids: Collection[int] = ()


def set_questions(
    actor: Actor, remiss: Remiss, questions: Sequence[QuestionInput], sections: Collection[SectionKey], version: int,
    now: datetime,
) -> AuditEvent:  # fmt: skip
    """Replace the questions and required sections of a remiss that is not sent yet.

    Raises InvalidInput when two questions have the same words: an answer is found by them.
    """
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    words = [normalise(question.text).casefold() for question in questions]
    if len(set(words)) < len(words):
        raise InvalidInput("Två frågor är likadana. Ta bort den ena eller formulera om den.")
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="frågor", count=len(questions))
    for old in db.session.scalars(sa.select(Question).where(Question.remiss_id == remiss.id)):
        db.session.delete(old)
    for section in db.session.scalars(sa.select(RequiredSection).where(RequiredSection.remiss_id == remiss.id)):
        db.session.delete(section)
    db.session.flush()
    for position, given in enumerate(questions, start=1):
        row = Question(
            remiss_id=remiss.id, position=position, text=normalise(given.text), mandatory=given.mandatory
        )  # fmt: skip
        row.bodies += [QuestionBody(organisation_id=number) for number in given.organisation_ids]
        db.session.add(row)
    wanted = (key for key in MAY_BE_REQUIRED if key in sections)
    db.session.add_all(RequiredSection(remiss_id=remiss.id, section=key) for key in wanted)
    return event

"""The questions and required sections of a remiss: as its sender edits them, as a body is asked, what was answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.demands import AskedQuestion, Demands, answers_in
from remiss.domain.statement import SectionKey, normalise
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.questions import Question, QuestionBody, RequiredSection
from remiss.models.replies import Reply
from remiss.queries.public_status import PublicStatus
from remiss.queries.wall import released


@dataclass(frozen=True)
class QuestionRow:
    """A question as its sender sees it; ``bodies`` empty goes to everybody asked."""

    id: int
    text: str
    mandatory: bool
    bodies: frozenset[int]

    def goes_to(self, organisation_id: int) -> bool:
        """Tell whether a body is asked the question."""
        return not self.bodies or organisation_id in self.bodies


@dataclass(frozen=True)
class GivenAnswer:
    """A released answer, by the body or bodies that gave it; ``reply_id`` leads to the whole reply."""

    bodies: tuple[str, ...]
    reply_id: int
    text: str


@dataclass(frozen=True)
class Answered:
    """A question with its released answers, and how many bodies were asked it and how many have answered it."""

    text: str
    mandatory: bool
    to_all: bool
    asked: int
    answers: tuple[GivenAnswer, ...]

    @property
    def answered(self) -> int:
        """How many bodies have answered: a joint answer counts for each."""
        return sum(len(answer.bodies) for answer in self.answers)


def questions_of(remiss_id: int) -> list[QuestionRow]:
    """Return the questions of a remiss in order: two queries."""
    query = sa.select(Question).where(Question.remiss_id == remiss_id).order_by(Question.position)
    rows = db.session.scalars(query.options(orm.selectinload(Question.bodies)))
    return [
        QuestionRow(row.id, row.text, row.mandatory, frozenset(body.organisation_id for body in row.bodies))
        for row in rows
    ]


def asked_of(remiss_id: int, owners: Collection[int]) -> tuple[AskedQuestion, ...]:
    """Return the questions to the bodies ``owners``, in order; parties to a joint reply are asked each other's too."""
    to_them = Question.bodies.any(QuestionBody.organisation_id.in_(owners))
    query = sa.select(Question).where(Question.remiss_id == remiss_id, sa.or_(~Question.bodies.any(), to_them))
    rows = db.session.scalars(query.order_by(Question.position))
    return tuple(AskedQuestion(row.id, row.text, row.mandatory) for row in rows)


def sections_of(remiss_id: int) -> tuple[SectionKey, ...]:
    """Return the sections that the sender requires besides those of every answer, in their usual order."""
    query = sa.select(RequiredSection.section).where(RequiredSection.remiss_id == remiss_id)
    found = set(db.session.scalars(query))
    return tuple(key for key in SectionKey if key in found)


def demands_on(reply: Reply) -> Demands:
    """Return what the sender asks the bodies of ``reply`` for: two queries."""
    return Demands(asked_of(reply.remiss_id, reply.owners), sections_of(reply.remiss_id))


def answered_questions(remiss_id: int, statuses: Collection[PublicStatus]) -> list[Answered]:
    """Return every question with its released answers: texts come from ``released()`` alone.

    A late reply that the sender has left out of the compilation is left out here too, so that the counts agree.
    """
    query = released(remiss_id).options(orm.joinedload(Submission.version))
    answers = {row.reply_id: answers_in(row.version.text) for row in db.session.scalars(query)}
    return [_answered(row, statuses, answers) for row in questions_of(remiss_id)]


def _answered(
    row: QuestionRow, statuses: Collection[PublicStatus], answers: dict[int, dict[str, str]]
) -> Answered:  # fmt: skip
    asked = sum(status.invited and row.goes_to(status.organisation_id) for status in statuses)
    given: dict[int, tuple[list[str], str]] = {}
    for status in statuses:
        text = answers.get(status.reply_id or 0, {}).get(normalise(row.text), "")
        if status.reply_id and not status.left_out and text.strip():
            given.setdefault(status.reply_id, ([], text))[0].append(status.body)
    found = tuple(GivenAnswer(tuple(bodies), reply_id, text) for reply_id, (bodies, text) in given.items())
    return Answered(row.text, row.mandatory, not row.bodies, asked, found)

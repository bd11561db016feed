"""What a sender asks for besides the statement itself, and what of it a text lacks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from remiss.domain.statement import QUESTION_MARK, BlockShape, CanonicalText, SectionKey, normalise

MAY_BE_REQUIRED = (
    SectionKey.BACKGROUND,
    SectionKey.MATTER,
    SectionKey.PREPARATION,
    SectionKey.CHILDREN_EQUALITY,
    SectionKey.GOALS,
    SectionKey.ECONOMY,
)
"""The sections that a sender can require; the proposal, the summary and the viewpoints are required of all."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question to a body."""

    id: int
    text: str
    mandatory: bool


@dataclass(frozen=True)
class Demands:
    """What a sender asks a body for: questions in order, and sections besides the usual ones."""

    questions: tuple[AskedQuestion, ...] = ()
    sections: tuple[SectionKey, ...] = ()


def answers_in(text: CanonicalText) -> dict[str, str]:
    """Return the answers in ``text`` by the words of the question that each stands under."""
    found: dict[str, list[str]] = {}
    under: str | None = None
    blocks = [block for block in text.blocks if block.section is SectionKey.QUESTIONS]
    for block in blocks[1:]:
        if block.shape is BlockShape.HEADING:
            under = normalise(block.text)
            found.setdefault(under, [])
        elif under is not None:
            found[under].append(block.text)
    return {question: "\n\n".join(parts) for question, parts in found.items()}


def unanswered(questions: Sequence[AskedQuestion], text: CanonicalText | None) -> tuple[str, ...]:
    """Return the words of the mandatory questions that ``text`` does not answer."""
    answers = answers_in(text) if text else {}
    return tuple(q.text for q in questions if q.mandatory and not answers.get(normalise(q.text), "").strip())


def absent_sections(required: Collection[SectionKey], text: CanonicalText | None) -> tuple[SectionKey, ...]:
    """Return the ``required`` sections that hold no words, in the order they are usually written."""
    return tuple(key for key in SectionKey if key in required and not (text and text.section_text(key).strip()))


def gaps(demands: Demands, text: CanonicalText | None) -> list[str]:
    """Return a sentence for each thing that the sender has asked for and ``text`` lacks."""
    sections = [f"Avsändaren begär avsnittet ”{key.usual_heading}”." for key in absent_sections(demands.sections, text)]
    return [*sections, *(f"Obligatorisk fråga utan svar: ”{words}”" for words in unanswered(demands.questions, text))]


def typed_answers(answers: Sequence[tuple[str, str]]) -> str:
    """Return (question, answer) as the body of the section is typed: each question on a line that begins ``## ``."""
    given = [(question, _plain(answer)) for question, answer in answers if answer.strip()]
    return "\n\n".join(f"{QUESTION_MARK}{normalise(question)}\n\n{answer}" for question, answer in given)


def _plain(answer: str) -> str:
    """Keep an answer from being taken for the next question."""
    return "\n".join(line.lstrip("# ") if line.startswith("#") else line for line in answer.splitlines())

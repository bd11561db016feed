"""The writing form and the text: filling it, reading it, and putting two people's texts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from remiss.domain.demands import AskedQuestion, answers_in, typed_answers
from remiss.domain.editing import TypedSection, typed
from remiss.domain.statement import SectionKey, normalise
from remiss.queries.matter import Matter
from remiss.queries.matter_text import SavedText
from remiss.queries.matter_viewpoints import Material
from remiss.web.fields import whole_number
from remiss.web.office.forms import StatementForm
from remiss.web.office.prefill import first_sections, section_order, usual_heading
from remiss.web.request import is_post

MINE, SAVED = "min", "sparad"
TITLE = "title"


@dataclass(frozen=True)
class SectionRow:
    """A section of the form: its three fields."""

    key: str
    name: str
    heading: Any
    body: Any
    choice: Any


@dataclass(frozen=True)
class SavedSection:
    """What somebody else has saved in a section that the writer's form says otherwise."""

    heading: str
    body: str


def take_answers(form: StatementForm, questions: Sequence[AskedQuestion], base: SavedText | None) -> None:
    """Put what was typed under each question together as the section's text; a form without them keeps the saved ones.

    Answers that others have saved to questions that the form does not hold are kept too.
    """
    field = form[f"body_{SectionKey.QUESTIONS}"]
    saved = answers_in(base.text) if base else {}
    typed_here = {whole_number(row.form.question.data): row.form.text.data or "" for row in form.answers}
    answers = [(q.text, typed_here.get(q.id, saved.get(normalise(q.text), ""))) for q in questions]
    field.data = typed_answers(answers)


def _offer_answers(form: StatementForm, questions: Sequence[AskedQuestion], saved: SavedText | None) -> None:
    answers = answers_in(saved.text) if saved else {}
    held = {whole_number(row.form.question.data) for row in form.answers}
    for question in questions:
        if question.id not in held:
            form.answers.append_entry({"question": question.id, "text": answers.get(normalise(question.text), "")})


def fill(
    form: StatementForm, facts: Matter, papers: Material, saved: SavedText | None,
    questions: Sequence[AskedQuestion], prepared: Sequence[str],
) -> list[SectionRow]:  # fmt: skip
    """Return the sections of the form in order. A form that is not shown again gets the saved text, or the first one.

    The form is built on the newest version from here on.
    """
    order = section_order(saved.text if saved else None, asks=bool(questions))
    sections = typed(saved.text, order) if saved else first_sections(facts, papers, prepared)
    _offer_answers(form, questions, saved)
    if not is_post():
        form.title.data = saved.title if saved else facts.title
        for section in sections:
            form[f"heading_{section.key}"].data = section.heading
            form[f"body_{section.key}"].data = section.body
    form.base.data = saved.number if saved else 0
    return [
        SectionRow(key, usual_heading(key, facts), *(form[f"{part}_{key}"] for part in ("heading", "body", "choice")))
        for key in order
    ]


def typed_sections(form: StatementForm, base: SavedText | None) -> tuple[str, list[TypedSection]]:
    """Return title and sections as the writer wants them; where ``SAVED`` is chosen, those of version ``base``."""
    order = section_order(base.text if base else None)
    saved = {section.key: section for section in typed(base.text, order)} if base else {}
    sections = [
        saved[key] if form[f"choice_{key}"].data == SAVED and key in saved else _written(form, key)
        for key in dict.fromkeys([*order, *SectionKey])
    ]
    title = base.title if base and form.choice_title.data == SAVED else form.title.data
    return title, sections


def merge(form: StatementForm, newest: SavedText | None, base: SavedText | None) -> dict[str, SavedSection]:
    """Return what the newest text says where the form says otherwise, when the form was made from an older one.

    The choice is set beforehand: a section the writer has not touched follows the saved text.
    """
    if newest is None or newest.number == form.base.data:
        return {}
    order = section_order(newest.text)
    before = {section.key: section for section in typed(base.text, order)} if base else {}
    conflicts: dict[str, SavedSection] = {}
    for theirs in typed(newest.text, order):
        mine = _written(form, theirs.key)
        if _same(mine, theirs):
            continue
        untouched = _same(mine, before.get(theirs.key))
        form[f"choice_{theirs.key}"].data = SAVED if untouched else MINE
        conflicts[theirs.key.value] = SavedSection(theirs.heading, theirs.body)
    if normalise(form.title.data or "") != normalise(newest.title):
        form.choice_title.data = SAVED if base and normalise(form.title.data or "") == normalise(base.title) else MINE
        conflicts[TITLE] = SavedSection(newest.title, "")
    return conflicts


def _written(form: StatementForm, key: SectionKey) -> TypedSection:
    heading = form[f"heading_{key}"].data or key.usual_heading
    return TypedSection(key, heading, form[f"body_{key}"].data or "")


def _same(one: TypedSection, other: TypedSection | None) -> bool:
    if other is None or not normalise(one.body) or not normalise(other.body):
        return not normalise(one.body) and (other is None or not normalise(other.body))
    return _words(one) == _words(other)


def _words(section: TypedSection) -> Sequence[str]:
    return normalise(section.heading), normalise(section.body)

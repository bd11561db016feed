"""Questions to the bodies and sections their answers must have: set in a draft; once it is sent, what was answered."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now, today
from remiss.domain.demands import MAY_BE_REQUIRED
from remiss.domain.permissions import Permission
from remiss.domain.statement import SectionKey
from remiss.errors import InvalidInput
from remiss.models.remisser import Remiss
from remiss.queries.consultees import asked_bodies
from remiss.queries.public_status import public_status
from remiss.queries.questions import answered_questions, questions_of, sections_of
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.questions import QuestionInput, set_questions
from remiss.text import counted
from remiss.web.fields import options, whole_number
from remiss.web.ks.forms import MOST_THEMES, QuestionRow, QuestionsForm
from remiss.web.ks.page import demand, editable, is_draft, setup_steps
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_questions", __name__)


@route(blueprint, "/remisser/<int:remiss_id>/fragor", Permission.REMISS_VIEW, ("GET", "POST"))
def questions(remiss_id: int) -> Response:
    """Set the questions while the remiss is a draft; afterwards show the answers that have come in."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = QuestionsForm()
    form.sections.choices = options((key.value, key.usual_heading) for key in MAY_BE_REQUIRED)
    if is_post() and form.add.data:
        _add_row(form)
        return make_response(_show(remiss_id, form))

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        wanted = _typed(form, {body.organisation_id for body in asked_bodies(remiss_id, today())})
        sections = [SectionKey(value) for value in form.sections.data or ()]
        set_questions(current_actor(), remiss, wanted, sections, form.version.data, now())
        flash(f"{counted(len(wanted), 'fråga är sparad', 'frågor är sparade')}.", "success")
        return url_for("ks_questions.questions", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: QuestionsForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    bodies = asked_bodies(remiss_id, today())
    if not is_post():
        _fill(form, remiss)
    for entry in form.rows:
        entry.form.bodies.choices = options((body.organisation_id, body.name) for body in bodies)
    if not form.add.data:
        form.version.data = remiss.version
    return render_template(
        "ks/questions.html",
        remiss=remiss_view(remiss),
        form=form,
        saved=questions_of(remiss_id),
        sections=sections_of(remiss_id),
        answered=() if is_draft(remiss) else answered_questions(remiss_id, public_status(remiss_id, today())),
        editable=editable(remiss),
        full=len(form.rows) >= MOST_THEMES,
        setup=setup_steps(remiss, ""),
    )


def _fill(form: QuestionsForm, remiss: Remiss) -> None:
    for place, row in enumerate(questions_of(remiss.id), start=1):
        form.rows.append_entry(
            {"place": str(place), "text": row.text, "mandatory": row.mandatory, "bodies": sorted(row.bodies)}
        )
    if not form.rows.entries:
        _add_row(form)
    form.sections.data = [key.value for key in sections_of(remiss.id)]


def _add_row(form: QuestionsForm) -> None:
    if len(form.rows) < MOST_THEMES:
        form.rows.append_entry({"place": str(len(form.rows) + 1)})


def _typed(form: QuestionsForm, asked: set[int]) -> list[QuestionInput]:
    """Return the questions of the form in their order; an empty row or one ticked for removal is none."""
    rows = [row.form for row in form.rows if not row.form.remove.data]
    wanted: list[QuestionInput] = []
    for row in sorted(rows, key=_place):
        bodies = [number for number in row.bodies.data or () if number in asked]
        if row.bodies.data and not bodies:
            raise InvalidInput("En fråga går bara till instanser som inte är valda i remissen. Välj andra.")
        if row.text.data:
            wanted.append(QuestionInput(row.text.data, bool(row.mandatory.data), bodies))
    return wanted


def _place(row: QuestionRow) -> int:
    """Return where the row stands; one without a number comes last."""
    return whole_number(row.place.data) or MOST_THEMES + 1

"""One answer to several viewpoints, on a page that shows each of them first; and taking such an answer back."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from remiss.clock import now
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.permissions import Permission
from remiss.domain.stance import Stance
from remiss.models.viewpoints import AssessmentAction
from remiss.queries.assessments import newest_group_answer
from remiss.queries.compiled_programme import section_names, sections_sent_out
from remiss.queries.wall import own_remiss, released_viewpoints
from remiss.services.assessments import CHANGES, assess_all, undo_group_answer
from remiss.text import counted
from remiss.web.fields import Choice, options, whole_number, words
from remiss.web.ks.page import demand_to_open
from remiss.web.ks.results_facts import Chosen, facts_of
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_group_answers", __name__)
Found = tuple[ReplyFacts, ViewpointFacts]
MOST_AT_ONCE = 100
"""More viewpoints than this are not read before they are answered: the rest come when these have their answer."""
NOTED_BY_DEFAULT = {Stance.SUPPORTS, Stance.NEUTRAL}
"""Stances that ask for nothing: the answer is *noteras* unless KS says more."""


class AssessForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """KS's answer."""

    action = Choice("Bedömning", [InputRequired("Välj en bedömning.")])
    reason = words("Motivering")
    changed_section = Choice("Avsnitt som ändras")


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/gruppsvar", Permission.VIEWPOINT_ASSESS, ("GET", "POST")
)  # fmt: skip
def group_answer(remiss_id: int) -> Response:
    """Answer the ticked ones of those that the filter shows, all alike."""
    demand_to_open(remiss_id, Permission.VIEWPOINT_ASSESS)
    _, facts = facts_of(remiss_id)
    form, shown = offer_answers(AssessForm(), remiss_id), shown_for(facts, Chosen.of(request.args))

    def act() -> str:
        chosen = [one.id for _, one in shown if one.id in _ticked()]
        rows = released_viewpoints(current_actor(), remiss_id, chosen)
        action, section = AssessmentAction(form.action.data), form.changed_section.data or None
        number = assess_all(current_actor(), rows, action, form.reason.data, section, now())
        _tell(number, action, section)
        _tell_of_missed(len(_ticked() & {one.id for _, one in facts.viewpoints()}) - number)
        return url_for("ks_viewpoints.viewpoints", remiss_id=remiss_id) + Chosen.of(request.args).query()

    return submit(form, act, lambda: _show(remiss_id, form))


@route(blueprint, "/remisser/<int:remiss_id>/synpunkter/notering", Permission.VIEWPOINT_ASSESS, ("POST",))
def note_quiet(remiss_id: int) -> Response:
    """Answer *noteras* to all confirmed support and neutral remarks that wait for an answer."""
    demand_to_open(remiss_id, Permission.VIEWPOINT_ASSESS)
    _, facts = facts_of(remiss_id)
    waiting = [one.id for _, one in asking_nothing(facts)]

    def act() -> str:
        rows = released_viewpoints(current_actor(), remiss_id, waiting)
        number = assess_all(current_actor(), rows, AssessmentAction.NOTED, "", None, now())
        _tell(number, AssessmentAction.NOTED, None)
        return url_for("ks_group_answers.group_answer", remiss_id=remiss_id)

    return submit(FlaskForm(), act, lambda: _show(remiss_id, offer_answers(AssessForm(formdata=None), remiss_id)))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/gruppsvar/<int:assessment_id>/borttagning",
    Permission.VIEWPOINT_ASSESS, ("POST",),
)  # fmt: skip
def undo(remiss_id: int, assessment_id: int) -> Response:
    """Take the answers back that were given together with this one."""
    demand_to_open(remiss_id, Permission.VIEWPOINT_ASSESS)

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        number = undo_group_answer(current_actor(), remiss, assessment_id, now())
        flash(f"{counted(number, 'bedömning är ångrad', 'bedömningar är ångrade')}.", "success")
        return url_for("ks_group_answers.group_answer", remiss_id=remiss_id)

    return submit(FlaskForm(), act, lambda: _show(remiss_id, offer_answers(AssessForm(formdata=None), remiss_id)))


def offer_answers(form: AssessForm, remiss_id: int) -> AssessForm:
    """Return the form with its two lists: what can be answered, and which sections the draft has."""
    form.action.choices = options([("", "Välj"), *((action.value, action.label) for action in AssessmentAction)])
    sections = section_names(sections_sent_out(remiss_id))
    form.changed_section.choices = options([("", "Inget avsnitt ändras"), *sections.items()])
    return form


def asking_nothing(facts: CompilationFacts) -> list[Found]:
    """Return the viewpoints that wait for an answer and, as somebody has confirmed, ask for nothing."""
    return [
        (reply, one)
        for reply, one in facts.viewpoints()
        if one.assessment is None and one.stance_confirmed and one.stance in NOTED_BY_DEFAULT
    ]


def shown_for(facts: CompilationFacts, chosen: Chosen) -> list[Found]:
    """Return those that the filter lets through: without an answer, unless the filter asks for one."""
    return [
        (reply, one)
        for reply, one in facts.viewpoints()
        if chosen.lets_through(reply, one) and (chosen.answer or one.assessment is None)
    ]


def _show(remiss_id: int, form: AssessForm) -> str:
    remiss, facts = facts_of(remiss_id)
    chosen = Chosen.of(request.args)
    shown = shown_for(facts, chosen)
    return render_template(
        "ks/group_answer.html", remiss=remiss, form=form, shown=shown[:MOST_AT_ONCE], count=len(shown),
        query=chosen.query(), themes={theme.key: theme.name for theme in facts.themes},
        ticked=_ticked() if is_post() else {one.id for _, one in shown if chosen.query()},
        newest=newest_group_answer(remiss_id),
    )  # fmt: skip


def _ticked() -> set[int]:
    return {whole_number(given) for given in request.form.getlist("synpunkt")}


def _tell_of_missed(missed: int) -> None:
    """Say so where somebody else was quicker: what was ticked has left the selection, and is left as it is."""
    if missed > 0:
        told = counted(missed, "synpunkt med bock hade", "synpunkter med bock hade")
        flash(f"{told} redan ändrats av någon annan och är inte rörda. Se efter vad de fick för bedömning.", "warning")


def _tell(number: int, action: AssessmentAction, section: str | None) -> None:
    told = counted(number, "synpunkt har", "synpunkter har")
    flash(f"{told} fått bedömningen ”{action.label}”. Det kan ångras under Svara på flera.", "success")
    if action in CHANGES and section is None:
        flash("Inget ändrat avsnitt är angivet. Instanserna kan då inte se var synpunkterna har beaktats.", "warning")

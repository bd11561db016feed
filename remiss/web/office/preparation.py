"""Ärendets beredning: which units take part and what they have done, and facklig samverkan. Internal to the body."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyAction
from remiss.extensions import db
from remiss.models.people import User
from remiss.queries.preparation import consultations_of, contributions_of, noted_sentences
from remiss.queries.wall import own_matter
from remiss.services import preparation as verbs
from remiss.web.fields import Choice, Ticks, day, line, options, whole_number
from remiss.web.office.page import demand, matter_page
from remiss.web.office.prefill import WRITTEN, usual_heading
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_preparation", __name__)
HERE = "office_preparation.preparation"


class UnitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A unit that takes part, perhaps a person in it, and which sections it writes."""

    unit = line("Enhet", 120, "Skriv enhetens namn.")
    person = Choice("Person", coerce=whole_number, default=0)
    sections = Ticks("Avsnitt")
    due_on = day("Klart internt")


class ConsultationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """In which forum, and when."""

    forum = line("Forum", 120, "Skriv i vilket forum, till exempel förvaltningsgruppen.")
    held_on = day("Datum", "Ange vilken dag.")


@route(blueprint, "/arenden/<int:reply_id>/beredning", Permission.MATTER_VIEW, ("GET", "POST"))
def preparation(reply_id: int) -> Response:
    """Show who takes part and what is done; add a unit."""
    if is_post():
        demand(reply_id, Permission.MATTER_PREPARE)
    form = _unit_form(reply_id)

    def act() -> str:
        actor, reply = current_actor(), own_matter(current_actor(), reply_id)
        person = db.session.get(User, form.person.data) if form.person.data else None
        keys = [SectionKey(key) for key in form.sections.data]
        verbs.add_contribution(actor, reply, form.unit.data, person, keys, form.due_on.data, now())
        flash("Enheten är tillagd.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form, ConsultationForm(formdata=None)))


@route(blueprint, "/arenden/<int:reply_id>/samverkan", Permission.MATTER_PREPARE, ("GET", "POST"))
def consult(reply_id: int) -> Response:
    """Note facklig samverkan."""
    demand(reply_id, Permission.MATTER_PREPARE)
    form = ConsultationForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        verbs.add_consultation(current_actor(), reply, form.forum.data, form.held_on.data, now())
        flash("Samverkan är antecknad.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, _unit_form(reply_id, blank=True), form))


@route(blueprint, "/arenden/<int:reply_id>/beredning/<int:number>/klar", Permission.MATTER_PREPARE, ("POST",))
def done(reply_id: int, number: int) -> Response:
    """Note that a unit is ready, or that it is not after all."""
    demand(reply_id, Permission.MATTER_PREPARE)

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        row = verbs.contribution_of(reply, number)
        verbs.set_done(current_actor(), reply, row, now(), done=row.done_at is None)
        return url_for(HERE, reply_id=reply_id)

    return submit(FlaskForm(), act, lambda: _blank(reply_id))


@route(blueprint, "/arenden/<int:reply_id>/beredning/<int:number>/borttagning", Permission.MATTER_PREPARE, ("POST",))
def remove_unit(reply_id: int, number: int) -> Response:
    """Take a unit away."""
    demand(reply_id, Permission.MATTER_PREPARE)

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        verbs.remove_noted(current_actor(), reply, verbs.contribution_of(reply, number), now())
        flash("Enheten är borttagen.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(FlaskForm(), act, lambda: _blank(reply_id))


@route(blueprint, "/arenden/<int:reply_id>/samverkan/<int:number>/borttagning", Permission.MATTER_PREPARE, ("POST",))
def remove_consultation(reply_id: int, number: int) -> Response:
    """Take a samverkan away."""
    demand(reply_id, Permission.MATTER_PREPARE)

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        verbs.remove_noted(current_actor(), reply, verbs.consultation_of(reply, number), now())
        flash("Samverkan är borttagen.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(FlaskForm(), act, lambda: _blank(reply_id))


def _unit_form(reply_id: int, *, blank: bool = False) -> UnitForm:
    facts = matter_page(own_matter(current_actor(), reply_id), HERE).matter
    form = UnitForm(formdata=None) if blank else UnitForm()
    people = {person.user_id: person.name for person in facts.people}
    form.person.choices = options([(0, "Ingen särskild"), *people.items()])
    form.sections.choices = options((key.value, usual_heading(key, facts)) for key in WRITTEN)
    return form


def _blank(reply_id: int) -> str:
    return _show(reply_id, _unit_form(reply_id, blank=True), ConsultationForm(formdata=None))


def _show(reply_id: int, unit_form: UnitForm, consultation_form: ConsultationForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    names = {key.value: usual_heading(key, page.matter) for key in WRITTEN}
    return render_template(
        "office/preparation.html",
        page=page,
        unit_form=unit_form,
        consultation_form=consultation_form,
        units=contributions_of(reply_id),
        consultations=consultations_of(reply_id),
        sentences=noted_sentences(reply, today()),
        names=names,
        writable=ReplyAction.NOTE_PREPARATION in page.actions,
    )

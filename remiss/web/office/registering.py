"""A remiss from a sender outside the system: who sent it is chosen or, by an explicit choice, put in the register."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import local_date, now, today
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.replies import Reply
from remiss.queries.names import names_on
from remiss.queries.senders import find_senders, known_senders
from remiss.queries.wall import own_matter
from remiss.services.registrations import ArrivedRemiss, add_sender, edit_registered, register_remiss
from remiss.web.fields import options
from remiss.web.name_choice import meant, offer
from remiss.web.office.forms import ArrivedForm, RegisterForm
from remiss.web.office.inbox import own_post
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_registering", __name__)
UNKNOWN = "Avsändaren finns inte i registret. Välj vem du menar, eller att den är ny."


@route(blueprint, "/arenden/registrering", Permission.MATTER_RECEIVE, ("GET", "POST"))
def register() -> Response:
    """Register a remiss that came by mail or letter; it is received in the same step."""
    form, bodies = _form()

    def act() -> str:
        body = db.session.get_one(Organisation, _body(form, bodies))
        sender = _sender(form, body.id)
        reply = register_remiss(current_actor(), body, sender, _typed(form), now())
        flash("Remissen är registrerad och mottagen. Lägg till brevet och underlaget här.", "success")
        return url_for("office_material.material", reply_id=reply.id)

    return submit(form, act, lambda: _show(form, bodies))


@route(blueprint, "/arenden/<int:reply_id>/uppgifter", Permission.MATTER_RECEIVE, ("GET", "POST"))
def correct(reply_id: int) -> Response:
    """Correct what was written about a registered remiss."""
    demand(reply_id, Permission.MATTER_RECEIVE)
    reply = own_matter(current_actor(), reply_id)
    if reply.remiss.registered_by_id is None:
        raise NotVisible
    form = ArrivedForm(data=None if is_post() else _written(reply))

    def act() -> str:
        fresh = own_matter(current_actor(), reply_id)
        edit_registered(current_actor(), fresh, _typed(form), form.version.data, now())
        flash("Uppgifterna är rättade.", "success")
        return url_for("office_overview.overview", reply_id=reply_id)

    def show() -> str:
        page = matter_page(own_matter(current_actor(), reply_id), "office_registering.correct")
        form.version.data = page.matter.version
        return render_template("office/correct.html", page=page, form=form)

    return submit(form, act, show)


def _written(reply: Reply) -> dict[str, object]:
    remiss = reply.remiss
    return {
        "title": remiss.title, "diary_number": remiss.diary_number, "own_number": reply.diary_number,
        "arrived_on": local_date(remiss.sent_at) if remiss.sent_at else None, "due_on": remiss.due_on,
        "asked": remiss.letter,
    }  # fmt: skip


def _form() -> tuple[RegisterForm, list[int]]:
    """Return the form and whose post the visitor receives; which of them is asked only where there are several."""
    bodies, form = sorted(own_post()), RegisterForm(arrived_on=today())
    if len(bodies) == 1:
        del form.body_id
        return form, bodies
    names = names_on(bodies, today())
    form.body_id.choices = options((body, names[body].name) for body in bodies)
    return form, bodies


def _body(form: RegisterForm, bodies: list[int]) -> int:
    chosen = form.body_id.data if "body_id" in form else None
    return chosen if chosen in bodies else bodies[0]


def _sender(form: RegisterForm, body_id: int) -> Organisation:
    """Return who sent it: who goes by the name, who was chosen, or a new sender when that was said of this name."""
    found = find_senders(body_id, form.sender.data, today())
    chosen = meant(found, form.sender.data, form.sender_choice, form.asked_about, UNKNOWN)
    if chosen is None:
        return add_sender(current_actor(), body_id, form.sender.data, now())
    return db.session.get_one(Organisation, chosen)


def _typed(form: RegisterForm | ArrivedForm) -> ArrivedRemiss:
    return ArrivedRemiss(
        title=form.title.data, diary_number=form.diary_number.data, own_number=form.own_number.data,
        arrived_on=form.arrived_on.data, due_on=form.due_on.data, asked=form.asked.data,
    )  # fmt: skip


def _show(form: RegisterForm, bodies: list[int]) -> str:
    body_id = _body(form, bodies)
    asks = bool(is_post() and form.sender.data) and _ask_about(form, body_id)
    if not asks:
        form.sender_choice.choices = []
    return render_template(
        "office/register.html",
        form=form,
        asks=asks,
        senders=known_senders(body_id, today()),
    )


def _ask_about(form: RegisterForm, body_id: int) -> bool:
    """Offer who may be meant by a name that is nobody's; False when it is clear."""
    found = find_senders(body_id, form.sender.data, today())
    new = f"Lägg upp ”{form.sender.data}” som ny avsändare"
    return offer(found, form.sender.data, form.sender_choice, form.asked_about, new)

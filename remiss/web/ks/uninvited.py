"""Papers from somebody who was not asked: the body is chosen from the register or put there, then its file is read."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.queries.consultees import consultees_of
from remiss.queries.public_status import public_status
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.senders import find_senders, known_senders
from remiss.queries.wall import own_remiss
from remiss.services.uninvited import add_uninvited, remove_uninvited
from remiss.web.fields import line
from remiss.web.ks.page import demand_to_open
from remiss.web.name_choice import meant, offer
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_uninvited", __name__)
UNKNOWN = "Namnet finns inte i registret. Välj vem du menar, eller att instansen är ny."


class UninvitedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Who has sent a paper; ``choice`` is asked for when the name is nobody's, ``asked_about`` that name."""

    name = line("Vem har yttrat sig?", 200, "Skriv vem som har yttrat sig.", known="kanda-instanser")
    choice = RadioField("Vem menar du?", validate_choice=False)
    asked_about = HiddenField()


@route(blueprint, "/remisser/<int:remiss_id>/ej-tillfragade", Permission.INCOMING_REGISTER, ("GET", "POST"))
def uninvited(remiss_id: int) -> Response:
    """Ask who it is; offer names that come near before anybody new is put in the register."""
    demand_to_open(remiss_id, Permission.INCOMING_REGISTER)
    form = UninvitedForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        found = find_senders(remiss.sender_id, form.name.data, today())
        chosen = meant(found, form.name.data, form.choice, form.asked_about, UNKNOWN)
        body = db.session.get_one(Organisation, chosen) if chosen else None
        add_uninvited(current_actor(), remiss, body, form.name.data, now())
        flash(f"{form.name.data} är tillagd som ej tillfrågad. Läs in yttrandet här.", "success")
        return url_for("intake.incoming", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


@route(
    blueprint, "/remisser/<int:remiss_id>/ej-tillfragade/<int:consultee_id>/borttagning", Permission.INCOMING_REGISTER,
    ("POST",),
)  # fmt: skip
def remove(remiss_id: int, consultee_id: int) -> Response:
    """Take away one that no paper has been registered for."""
    demand_to_open(remiss_id, Permission.INCOMING_REGISTER)

    def act() -> str:
        rows = consultees_of(remiss_id, {consultee_id})
        if not rows:
            raise NotVisible
        remove_uninvited(current_actor(), rows[0], now())
        flash("Den är borttagen.", "success")
        return url_for(".uninvited", remiss_id=remiss_id)

    return submit(FlaskForm(), act, lambda: _show(remiss_id, UninvitedForm()))


def _show(remiss_id: int, form: UninvitedForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    asks = False
    if is_post() and form.name.data:
        found = find_senders(remiss.sender_id, form.name.data, today())
        new = f"Lägg upp ”{form.name.data}” som ny extern instans i ert register"
        asks = offer(found, form.name.data, form.choice, form.asked_about, new)
    form.choice.choices = form.choice.choices or []
    return render_template(
        "ks/uninvited.html",
        remiss=remiss_view(remiss),
        form=form,
        asks=asks,
        known=known_senders(remiss.sender_id, today()),
        rows=[status for status in public_status(remiss_id, today()) if not status.invited],
    )

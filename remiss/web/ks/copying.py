"""Beginning a remiss from an earlier one."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.copying import copy_remiss
from remiss.web.ks.choosing import told_of
from remiss.web.ks.forms import CopyForm
from remiss.web.ks.page import demand
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_copying", __name__)


@route(blueprint, "/remisser/<int:remiss_id>/kopia", Permission.REMISS_CREATE, ("GET", "POST"))
def copy(remiss_id: int) -> Response:
    """Ask for the new remiss's title and number, and copy what is asked into a draft."""
    remiss, form = demand(remiss_id, Permission.REMISS_CREATE), CopyForm()
    if not is_post():
        form.title.data = remiss.title

    def act() -> str:
        earlier = own_remiss(current_actor(), remiss_id)
        made, asked = copy_remiss(current_actor(), earlier, form.title.data, form.diary_number.data, now())
        flash("Utkastet är skapat. Läs igenom missivet och ange sista svarsdag.", "success")
        for sentence in told_of(asked):
            flash(sentence, "warning")
        return url_for("ks_remisser.details", remiss_id=made.id)

    return submit(form, act, lambda: render_template("ks/copy.html", remiss=remiss_view(remiss), form=form))

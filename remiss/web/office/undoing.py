"""Undoing what one has just done, opening a text whose signature no longer holds, and ticking off what was asked."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request, url_for
from flask_wtf import FlaskForm

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.errors import WrongState
from remiss.extensions import db
from remiss.models.statements import SendBack
from remiss.queries.matter import last_reasons
from remiss.queries.wall import own_matter
from remiss.services import statements, undoing
from remiss.web.fields import Form, whole_number
from remiss.web.office.overview import show_overview
from remiss.web.office.page import demand
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("office_undoing", __name__)


@route(blueprint, "/arenden/<int:reply_id>/angring", Permission.MATTER_VIEW, ("POST",))
def undo(reply_id: int) -> Response:
    """Undo what the visitor did last to the matter, while nothing has left the house."""
    own_matter(current_actor(), reply_id)
    form = Form()

    def act() -> str:
        undoing.undo(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Det är ångrat. Det du hade skrivit finns kvar.", "success")
        return url_for("office_overview.overview", reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, problem=form))


@route(blueprint, "/arenden/<int:reply_id>/atgarder", Permission.STATEMENT_WRITE, ("POST",))
def tick(reply_id: int) -> Response:
    """Note which of the things that were asked for are done."""
    demand(reply_id, Permission.STATEMENT_WRITE)
    form = FlaskForm()
    done = [whole_number(value) for value in request.form.getlist("done")]

    def act() -> str:
        reasons = last_reasons(own_matter(current_actor(), reply_id).id)
        if reasons is None:
            raise WrongState("Texten har inte skickats tillbaka, så det finns inget att bocka av.")
        row = db.session.get_one(SendBack, reasons.id)
        statements.tick_points(current_actor(), row, [n for n in done if 0 < n <= len(reasons.points)], now())
        flash("Avbockningen är sparad.", "success")
        return url_for("office_writing.writing", reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id))


@route(blueprint, "/arenden/<int:reply_id>/ny-signering", Permission.STATEMENT_WRITE, ("POST",))
def reopen(reply_id: int) -> Response:
    """Make a text that was changed after it was signed a draft again."""
    demand(reply_id, Permission.STATEMENT_WRITE)
    form = Form()

    def act() -> str:
        statements.reopen(current_actor(), own_matter(current_actor(), reply_id), now())
        flash("Texten är ett utkast igen. Läs igenom den och lämna den på nytt.", "success")
        return url_for("office_writing.writing", reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, problem=form))

"""The body's own register of external senders: their names can be put right."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.queries.senders import own_senders
from remiss.queries.wall import own_sender
from remiss.services.registrations import rename_sender
from remiss.web.office.forms import SenderForm
from remiss.web.office.inbox import own_post
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_senders", __name__)


@route(blueprint, "/avsandare", Permission.MATTER_RECEIVE)
def listing() -> str:
    """Show the external senders that the visitor's bodies have put in their own register."""
    if not own_post():
        raise NotVisible
    return render_template("office/senders.html", senders=own_senders(own_post(), today()))


@route(blueprint, "/avsandare/<int:organisation_id>", Permission.MATTER_RECEIVE, ("GET", "POST"))
def rename(organisation_id: int) -> Response:
    """Give an own external sender another name; it is still found by the former."""
    form, sender = SenderForm(), own_sender(current_actor(), organisation_id)
    name = sender.name_on(today())
    if not is_post():
        form.name.data = name

    def act() -> str:
        rename_sender(current_actor(), own_sender(current_actor(), organisation_id), form.name.data, now())
        flash("Namnet är ändrat.", "success")
        return url_for("office_senders.listing")

    return submit(form, act, lambda: render_template("office/sender.html", form=form, name=name))

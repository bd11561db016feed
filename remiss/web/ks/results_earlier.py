"""A reply that was replaced: the earlier text, and viewpoints of it that are moved to words of the new one."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.models.viewpoints import Viewpoint
from remiss.queries.earlier_replies import earlier_replies, viewpoints_left_behind
from remiss.queries.wall import released_reply, released_viewpoint
from remiss.services.replacing import move_viewpoint
from remiss.text import listed
from remiss.web.ks.page import reply_to
from remiss.web.ks.results_facts import sent_remiss
from remiss.web.ks.results_replies import MarkForm
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_earlier", __name__)


@route(blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/tidigare/<int:number>", Permission.REMISS_VIEW)
def earlier(remiss_id: int, reply_id: int, number: int) -> str:
    """Show a text that was replaced, as it was sent."""
    remiss, reply = sent_remiss(remiss_id), reply_to(remiss_id, reply_id)
    found = [one for one in earlier_replies(reply_id) if one.number == number]
    if not found:
        raise NotVisible
    names = listed([consultee.organisation.name_on(today()) for consultee in reply.consultees])
    return render_template("ks/earlier.html", remiss=remiss, reply=reply, earlier=found[0], names=names)


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/<int:viewpoint_id>/flyttning", Permission.VIEWPOINT_CLASSIFY,
    ("GET", "POST"),
)  # fmt: skip
def move(remiss_id: int, viewpoint_id: int) -> Response:
    """Ask for the words of the new text that say what a viewpoint of the replaced one said."""
    form = MarkForm()

    def act() -> str:
        made = move_viewpoint(current_actor(), _left_behind(remiss_id, viewpoint_id), form.text.data, now())
        flash("Synpunkten är flyttad, med klassning och bedömning.", "success")
        return url_for("ks_replies.reply", remiss_id=remiss_id, reply_id=made.reply_id)

    def show() -> str:
        viewpoint = _left_behind(remiss_id, viewpoint_id)
        text = released_reply(current_actor(), viewpoint.reply_id).version.text
        return render_template("ks/move.html", remiss=sent_remiss(remiss_id), viewpoint=viewpoint, form=form, text=text)

    return submit(form, act, show)


def _left_behind(remiss_id: int, viewpoint_id: int) -> Viewpoint:
    """Return a viewpoint whose words were sent and stand no more. Raises NotVisible for every other."""
    sent_remiss(remiss_id)
    reply_id = released_viewpoint(current_actor(), viewpoint_id).reply_id
    text = released_reply(current_actor(), reply_id).version.text
    for viewpoint in viewpoints_left_behind(reply_id, text, earlier_replies(reply_id)):
        if viewpoint.id == viewpoint_id and viewpoint.reply.remiss_id == remiss_id:
            return viewpoint
    raise NotVisible

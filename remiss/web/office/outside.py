"""A matter that secrecy keeps out of the system: marked, noted as handed over, or taken in again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.queries.wall import own_matter
from remiss.services import replies
from remiss.text import long_date
from remiss.web.fields import Form
from remiss.web.office.forms import HandedOverForm, OutsideForm
from remiss.web.office.overview import OVERVIEW, show_overview
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_outside", __name__)


@route(blueprint, "/arenden/<int:reply_id>/utanfor-systemet", Permission.MATTER_RECEIVE, ("GET", "POST"))
def mark(reply_id: int) -> Response:
    """Say what follows, ask for the diary number, and keep the matter out of the system."""
    demand(reply_id, Permission.MATTER_RECEIVE)
    form = OutsideForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        ground, version = form.secrecy_ground.data, form.version.data
        replies.mark_outside(current_actor(), reply, form.diary_number.data, ground, version, now())
        flash("Ärendet hanteras utanför systemet. Notera här när svaret är överlämnat.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: _ask(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/overlamnat-svar", Permission.MATTER_RECEIVE, ("POST",))
def handed_over(reply_id: int) -> Response:
    """Note on which day the reply was handed over."""
    demand(reply_id, Permission.MATTER_RECEIVE)
    form = HandedOverForm()

    def act() -> str:
        day, reply = form.handed_over_on.data, own_matter(current_actor(), reply_id)
        replies.note_handed_over(current_actor(), reply, day, form.version.data, now())
        flash(f"Det är noterat att svaret överlämnades den {long_date(day)}.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.NOTE_HANDED_OVER: form}))


@route(blueprint, "/arenden/<int:reply_id>/angrat-utanfor-systemet", Permission.MATTER_RECEIVE, ("POST",))
def undo(reply_id: int) -> Response:
    """Take the matter in again."""
    demand(reply_id, Permission.MATTER_RECEIVE)
    form = Form()

    def act() -> str:
        replies.undo_outside(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Ärendet är mottaget. Fördela det till en handläggare.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.UNDO_OUTSIDE: form}))


def _ask(reply_id: int, form: OutsideForm) -> str:
    page = matter_page(own_matter(current_actor(), reply_id), "office_outside.mark")
    form.version.data = page.matter.version
    if not is_post():
        form.diary_number.data = page.matter.own_number
    possible = ReplyAction.MARK_OUTSIDE in page.actions
    return render_template("office/outside.html", page=page, form=form, possible=possible)

"""Kontroll före signering: shown to the officer when the draft is about to go to those who sign."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.queries.matter_text import saved_text
from remiss.queries.wall import own_matter
from remiss.services import statements
from remiss.services.steps import facts_of
from remiss.web.office.forms import SignForm
from remiss.web.office.page import demand, matter_page
from remiss.web.office.signing_check import before_handing_over
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_check", __name__)
HERE = "office_check.check"
HANDED_OVER = {
    ReplyState.HEAD_REVIEW: "Texten är lämnad för granskning. Avdelningschefen får ett mejl.",
    ReplyState.DIRECTOR_REVIEW: "Texten är lämnad för signering. Förvaltningschefen får ett mejl.",
}
HANDING_OVER = (ReplyAction.SEND_FOR_REVIEW, ReplyAction.SEND_FOR_SIGNATURE)


@route(blueprint, "/arenden/<int:reply_id>/kontroll", Permission.MATTER_VIEW, ("GET", "POST"))
def check(reply_id: int) -> Response:
    """Show what to look at in the saved text; hand it over all the same."""
    form = SignForm()
    if is_post():
        demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        return hand_over(reply_id, form.base.data)

    return submit(form, act, lambda: _show(reply_id, form))


def hand_over(reply_id: int, base: int) -> str:
    """Give version ``base`` to whoever signs first, and return where to go on; to be called inside the door."""
    reply = own_matter(current_actor(), reply_id)
    statements.send_for_review(current_actor(), reply, base, now())
    flash(HANDED_OVER[reply.state], "success")
    return url_for("office_overview.overview", reply_id=reply_id)


def _show(reply_id: int, form: SignForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, saved = matter_page(reply, HERE), saved_text(reply_id)
    form.base.data = saved.number if saved else 0
    ways = [action for action in HANDING_OVER if action in page.actions]
    return render_template(
        "office/check.html",
        page=page,
        form=form,
        findings=before_handing_over(reply, saved, facts_of(reply, current_actor()), today()),
        label=reply_row(ways[0]).label if ways and saved else "",
    )

"""Asking the sender for a later last day (anstånd), and taking that back while it is not answered."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.queries.extensions import extensions_of
from remiss.queries.wall import own_matter
from remiss.services.extensions import ask_extension, take_back_extension
from remiss.web.fields import Form, day, words
from remiss.web.office.page import demand, matter_page
from remiss.web.office.timetable import extension_for
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_extension", __name__)
HERE = "office_extension.extension"


class AskForm(Form):
    """The day that is asked for, and why."""

    until = day("Ny sista svarsdag", "Ange vilken dag ni kan svara.")
    reason = words("Skäl", 1000, "Skriv varför ni behöver längre tid.")


@route(blueprint, "/arenden/<int:reply_id>/anstand", Permission.EXTENSION_ASK, ("GET", "POST"))
def extension(reply_id: int) -> Response:
    """Show what was asked and answered; ask while nothing waits for an answer."""
    if is_post():
        demand(reply_id, Permission.EXTENSION_ASK)
    form = AskForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        ask_extension(current_actor(), reply, form.until.data, form.reason.data, form.version.data, now())
        flash("Begäran om anstånd är skickad till avsändaren. Ni får ett mejl när den är besvarad.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form, Form(formdata=None)))


@route(blueprint, "/arenden/<int:reply_id>/atertagen-anstandsbegaran", Permission.EXTENSION_ASK, ("POST",))
def take_back(reply_id: int) -> Response:
    """Take back what has not been answered."""
    demand(reply_id, Permission.EXTENSION_ASK)
    form = Form()

    def act() -> str:
        take_back_extension(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Begäran om anstånd är tillbakatagen.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, AskForm(formdata=None), form))


def _show(reply_id: int, form: AskForm, back_form: Form) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    form.version.data = back_form.version.data = page.matter.version
    proposed = extension_for(page)
    if not is_post():
        form.until.data = proposed
    return render_template(
        "office/extension.html", page=page, form=form, back_form=back_form, rows=extensions_of(reply_id),
        proposed=proposed,
        may_ask=ReplyAction.ASK_EXTENSION in page.actions,
        may_take_back=ReplyAction.TAKE_BACK_EXTENSION in page.actions,
    )  # fmt: skip

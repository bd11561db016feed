"""A matter at a glance, and what the registrar and the chiefs do to it: receive, assign, decline, undo declining."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.extensions import db
from remiss.models.people import User
from remiss.queries.matter import last_reasons
from remiss.queries.wall import own_matter
from remiss.services import replies
from remiss.web.fields import Form, options
from remiss.web.office.forms import AssignForm, DeclineForm, HandedOverForm, ReceiveForm
from remiss.web.office.page import MatterPage, demand, matter_page
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("office_overview", __name__)
OVERVIEW = "office_overview.overview"
FORMS: dict[ReplyAction, type[Form]] = {
    ReplyAction.RECEIVE: ReceiveForm,
    ReplyAction.ASSIGN: AssignForm,
    ReplyAction.REVOKE_DECLINE: Form,
    ReplyAction.NOTE_HANDED_OVER: HandedOverForm,
    ReplyAction.UNDO_OUTSIDE: Form,
}
"""What the page asks for, by what is done with it."""
WAYS = frozenset({ReplyAction.HAND_IN, ReplyAction.SEND_PRELIMINARY, ReplyAction.MARK_OUTSIDE, ReplyAction.DECLINE})
"""Other ways to answer than the ordinary route."""


@route(blueprint, "/arenden/<int:reply_id>", Permission.MATTER_VIEW)
def overview(reply_id: int) -> str:
    """Show the matter and the buttons that the table of transitions allows."""
    return show_overview(reply_id)


@route(blueprint, "/arenden/<int:reply_id>/mottagning", Permission.MATTER_RECEIVE, ("GET", "POST"))
def receive(reply_id: int) -> Response:
    """Receive the remiss under the body's own diary number."""
    demand(reply_id, Permission.MATTER_RECEIVE)
    form = ReceiveForm()

    def act() -> str:
        replies.receive(
            current_actor(), own_matter(current_actor(), reply_id), form.diary_number.data, form.version.data, now()
        )
        flash("Remissen är mottagen. Fördela den till en handläggare.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.RECEIVE: form}))


@route(blueprint, "/arenden/<int:reply_id>/fordelning", Permission.MATTER_ASSIGN, ("GET", "POST"))
def assign(reply_id: int) -> Response:
    """Give the matter to an officer."""
    demand(reply_id, Permission.MATTER_ASSIGN)
    form = AssignForm()

    def act() -> str:
        officer = db.session.get(User, form.officer_id.data)
        reply = own_matter(current_actor(), reply_id)
        replies.assign(current_actor(), reply, officer, form.internal_due_on.data, form.version.data, now())
        flash("Ärendet är fördelat. Handläggaren får ett mejl.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.ASSIGN: form}))


@route(blueprint, "/arenden/<int:reply_id>/avstaende", Permission.REPLY_DECLINE, ("GET", "POST"))
def decline(reply_id: int) -> Response:
    """Ask why, say who gets the mail, and decline."""
    demand(reply_id, Permission.REPLY_DECLINE)
    form = DeclineForm()

    def act() -> str:
        replies.decline(
            current_actor(), own_matter(current_actor(), reply_id), form.reason.data, form.version.data, now()
        )
        flash("Avsändaren har fått veta att ni avstår från att svara.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    def show() -> str:
        page = matter_page(own_matter(current_actor(), reply_id), "office_overview.decline")
        form.version.data = page.matter.version
        return render_template(
            "office/decline.html", page=page, form=form, possible=ReplyAction.DECLINE in page.actions
        )

    return submit(form, act, show)


@route(blueprint, "/arenden/<int:reply_id>/angrat-avstaende", Permission.REPLY_DECLINE, ("POST",))
def revoke(reply_id: int) -> Response:
    """Undo a decline."""
    demand(reply_id, Permission.REPLY_DECLINE)
    form = Form()

    def act() -> str:
        replies.revoke_decline(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Ni svarar på remissen. Ta emot den för att börja.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.REVOKE_DECLINE: form}))


def show_overview(reply_id: int, typed: Mapping[ReplyAction, Form] | None = None) -> str:
    """Return the page; ``typed`` is the form that was refused, shown again by what it would do."""
    page = matter_page(own_matter(current_actor(), reply_id), OVERVIEW)
    forms = {action: make(formdata=None) for action, make in FORMS.items()} | dict(typed or {})
    forms[ReplyAction.ASSIGN]["officer_id"].choices = options(_choices(page))
    for form in forms.values():
        form.version.data = page.matter.version
    return render_template(
        "office/overview.html",
        page=page,
        receive_form=forms[ReplyAction.RECEIVE],
        assign_form=forms[ReplyAction.ASSIGN],
        revoke_form=forms[ReplyAction.REVOKE_DECLINE],
        handed_form=forms[ReplyAction.NOTE_HANDED_OVER],
        undo_form=forms[ReplyAction.UNDO_OUTSIDE],
        reasons=last_reasons(reply_id) if page.matter.state is ReplyState.DRAFT else None,
        ways=WAYS,
    )


def _choices(page: MatterPage) -> list[tuple[int, str]]:
    people = {person.user_id: person.name for person in page.matter.officers()}
    return [(0, "Välj handläggare"), *people.items()]

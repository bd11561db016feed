"""A matter at a glance, and what the registrar and the chiefs do to it: receive, assign, decline, undo declining."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.queries.established import answered
from remiss.queries.joint import own_consultees, proposals_to, shared_instead
from remiss.queries.matter import last_reasons
from remiss.queries.matter_text import signed_paper
from remiss.queries.notices import unread_version
from remiss.queries.underremisser import sent_underremiss
from remiss.queries.wall import own_matter
from remiss.services import replies
from remiss.web.fields import Form, options
from remiss.web.office.forms import UNDECIDED, AssignForm, DeclineForm, HandedOverForm, PlanForm, ReceiveForm
from remiss.web.office.page import MatterPage, can, demand, matter_page
from remiss.web.office.planning import chosen_day, offer_meetings
from remiss.web.office.timetable import timetables
from remiss.web.request import current_actor, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("office_overview", __name__)
OVERVIEW = "office_overview.overview"
FORMS: dict[ReplyAction, type[Form]] = {
    ReplyAction.RECEIVE: ReceiveForm,
    ReplyAction.ASSIGN: AssignForm,
    ReplyAction.PLAN_ANSWER: PlanForm,
    ReplyAction.REVOKE_DECLINE: Form,
    ReplyAction.NOTE_HANDED_OVER: HandedOverForm,
    ReplyAction.UNDO_OUTSIDE: Form,
}
"""What the page asks for, by what is done with it."""
WAYS = frozenset(
    {
        ReplyAction.HAND_IN,
        ReplyAction.REGISTER_SIGNED,
        ReplyAction.SEND_PRELIMINARY,
        ReplyAction.MARK_OUTSIDE,
        ReplyAction.DECLINE,
    }
)
"""Other ways to answer than the ordinary route."""
TOLD = "Avsändaren har fått veta att ni avstår från att svara."


@route(blueprint, "/arenden/<int:reply_id>", Permission.MATTER_VIEW)
def overview(reply_id: int) -> Response:
    """Show the matter and the buttons that the table of transitions allows. Who shares another's text is led there."""
    try:
        return make_response(show_overview(reply_id))
    except NotVisible:
        shared = shared_instead(current_actor(), reply_id)
        if shared is None:
            raise
        return see_other(url_for(OVERVIEW, reply_id=shared))


@route(blueprint, "/arenden/<int:reply_id>/mottagning", Permission.MATTER_RECEIVE, ("GET", "POST"))
def receive(reply_id: int) -> Response:
    """Say that the body answers, perhaps at which meeting, and receive the remiss under its own diary number."""
    demand(reply_id, Permission.MATTER_RECEIVE)
    form = ReceiveForm()
    offer_meetings(form.planned_on, own_matter(current_actor(), reply_id))

    def act() -> str:
        reply, number = own_matter(current_actor(), reply_id), form.diary_number.data
        replies.receive(current_actor(), reply, number, form.version.data, now(), chosen_day(form.planned_on))
        flash("Remissen är mottagen. Fördela den till en handläggare.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.RECEIVE: form}))


@route(blueprint, "/arenden/<int:reply_id>/planerat-sammantrade", Permission.MEETING_PLAN, ("GET", "POST"))
def plan(reply_id: int) -> Response:
    """Say at which meeting the body now plans to answer."""
    demand(reply_id, Permission.MEETING_PLAN)
    form = PlanForm()
    offer_meetings(form.planned_on, own_matter(current_actor(), reply_id))

    def act() -> str:
        day = chosen_day(form.planned_on)
        replies.plan_answer(current_actor(), own_matter(current_actor(), reply_id), day, form.version.data, now())
        flash("Det planerade sammanträdet är ändrat.", "success")
        return url_for(OVERVIEW, reply_id=reply_id)

    return submit(form, act, lambda: show_overview(reply_id, {ReplyAction.PLAN_ANSWER: form}))


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
        reply, typed = own_matter(current_actor(), reply_id), (form.reason.data, form.authority.data)
        replies.decline(current_actor(), reply, *typed, form.version.data, now())
        outside = reply.remiss.registered_by_id is not None
        flash("Ni avstår från att svara. Meddela avsändaren." if outside else TOLD, "success")
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


def show_overview(reply_id: int, typed: Mapping[ReplyAction, Form] | None = None, problem: Form | None = None) -> str:
    """Return the page; ``typed`` is the form that was refused, shown again by what it would do, ``problem`` one without
    fields.
    """
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, OVERVIEW)
    forms = {action: make(formdata=None) for action, make in FORMS.items()}
    forms[ReplyAction.PLAN_ANSWER] = _plan_form(page)
    forms[ReplyAction.RECEIVE]["diary_number"].data = page.matter.own_number
    forms[ReplyAction.RECEIVE]["planned_on"].data = forms[ReplyAction.PLAN_ANSWER]["planned_on"].data
    forms[ReplyAction.ASSIGN]["internal_due_on"].data = page.matter.internal_due_on
    forms |= dict(typed or {})
    forms[ReplyAction.ASSIGN]["officer_id"].choices = options(_choices(page))
    for action, form in forms.items():
        form.version.data = page.matter.version
        if "planned_on" in form:
            form["planned_on"].choices = []
            if action in page.actions:
                offer_meetings(form["planned_on"], reply)
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
        plan_form=forms[ReplyAction.PLAN_ANSWER],
        problem=problem,
        paper=signed_paper(reply),
        correctable=_is_correctable(page, reply),
        asks_others=sent_underremiss(reply),
        answered=answered(reply),
        new_version=unread_version(current_actor().user_id, reply.remiss_id),
        plans=timetables(page),
        proposals=proposals_to(own_consultees(current_actor(), reply)),
    )


def _is_correctable(page: MatterPage, reply: Reply) -> bool:
    """A remiss from outside is as the registrar typed it, and can be put right while somebody holds the matter."""
    held = page.matter.registered and bool(page.holder)
    return held and can(current_actor(), reply, Permission.MATTER_RECEIVE)


def _plan_form(page: MatterPage) -> PlanForm:
    planned = page.matter.planned_on
    return PlanForm(formdata=None, planned_on=planned.isoformat() if planned else UNDECIDED)


def _choices(page: MatterPage) -> list[tuple[int, str]]:
    people = {person.user_id: person.name for person in page.matter.officers()}
    return [*people.items()] if len(people) == 1 else [(0, "Välj handläggare"), *people.items()]

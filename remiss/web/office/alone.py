"""Replies that no meeting decides: as kontorsyttrande, or on the decision of a delegate, the chair or the VD."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.board_words import named
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.domain.workflow.table import reply_row
from remiss.models.replies import Basis
from remiss.queries.matter_text import saved_text
from remiss.queries.wall import own_matter
from remiss.services.admission import PAPERS
from remiss.services.sole_decisions import ACTIONS, SoleInput, submit_as_office, submit_decided_alone
from remiss.web.fields import Form
from remiss.web.kept_files import keep
from remiss.web.office.decision import by_itself, sent_words
from remiss.web.office.forms import SentForm, SentSoleForm, SoleForm, SubmitForm
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_alone", __name__)
NEED, POSTED = Permission.REPLY_SUBMIT, ("GET", "POST")
RECEIPT = "office_decision.receipt"


@dataclass(frozen=True)
class Help:
    """What the page of one way to decide says beside its fields."""

    by: str
    authority: str


HELP = {
    Basis.DELEGATION: Help("Namn och titel på delegaten.", "Punkten i delegationsordningen, till exempel 4.2."),
    Basis.CHAIR: Help("Ordförandens namn.", "Nämndens beslut om bemyndigande, med dag och paragraf."),
    Basis.MANAGER: Help("Namn och titel.", "Till exempel VD-instruktionen. Kan lämnas tomt."),
}


@route(blueprint, "/arenden/<int:reply_id>/kontorsyttrande", NEED, POSTED)
def office(reply_id: int) -> Response:
    """Send the signed text from the office alone."""
    demand(reply_id, NEED)
    form = SentForm(sent_on=today()) if by_itself(reply_id) else SubmitForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        submit_as_office(current_actor(), reply, form.version.data, now(), sent_words(form))
        flash("Svaret är skickat.", "success")
        return url_for(RECEIPT, reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form, ReplyAction.SUBMIT_AS_OFFICE))


@route(blueprint, "/arenden/<int:reply_id>/delegationsbeslut", NEED, POSTED)
def delegation(reply_id: int) -> Response:
    """Record what a delegate decided, and send the reply."""
    return _alone(reply_id, Basis.DELEGATION)


@route(blueprint, "/arenden/<int:reply_id>/ordforandebeslut", NEED, POSTED)
def chair(reply_id: int) -> Response:
    """Record what the chair decided in an urgent matter, and send the reply."""
    return _alone(reply_id, Basis.CHAIR)


@route(blueprint, "/arenden/<int:reply_id>/vd-beslut", NEED, POSTED)
def manager(reply_id: int) -> Response:
    """Record what the VD of a company decided, and send the reply."""
    return _alone(reply_id, Basis.MANAGER)


def _alone(reply_id: int, basis: Basis) -> Response:
    demand(reply_id, NEED)
    form = SentSoleForm(sent_on=today()) if by_itself(reply_id) else SoleForm()
    kept = keep(form.paper.data, "paper", PAPERS) if is_post() else None

    def act() -> str:
        reply, actor = own_matter(current_actor(), reply_id), current_actor()
        decision = SoleInput(
            basis,
            form.decided_on.data,
            form.decided_by.data,
            form.authority.data,
            form.urgency.data,
            kept.attach(actor, now()) if kept else None,
        )
        submit_decided_alone(actor, reply, decision, form.version.data, now(), sent_words(form))
        flash("Beslutet är registrerat och svaret expedierat.", "success")
        return url_for(RECEIPT, reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form, ACTIONS[basis], basis))


def _confirm(reply_id: int, form: Form, action: ReplyAction, basis: Basis = Basis.OFFICE) -> str:
    page = matter_page(own_matter(current_actor(), reply_id), "office_alone.confirm")
    form.version.data = page.matter.version
    return render_template(
        "office/dispatch_alone.html",
        page=page,
        form=form,
        title=named(reply_row(action).label, council=page.council),
        saved=saved_text(reply_id),
        help=HELP.get(basis),
        urgent=basis is Basis.CHAIR,
        possible=action in page.actions,
    )

"""Reading for approval, made for a phone between two meetings: sign, or send back with a sentence."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission, acting
from remiss.domain.workflow.states import ReplyState
from remiss.errors import Forbidden
from remiss.models.replies import Reply
from remiss.queries.matter_text import saved_text, signatures
from remiss.queries.matters import next_to_sign
from remiss.queries.statement_files import statement_files
from remiss.queries.wall import own_matter
from remiss.services import statements
from remiss.services.steps import facts_of
from remiss.web.office.forms import SendBackForm, SignForm
from remiss.web.office.page import can, matter_page
from remiss.web.office.review_facts import review_facts
from remiss.web.office.signing_check import findings
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_review", __name__)
HERE = "office_review.review"
SIGNERS = (Permission.SIGN_AS_HEAD, Permission.SIGN_AS_DIRECTOR)
_NEEDS = {ReplyState.HEAD_REVIEW: SIGNERS[:1], ReplyState.DIRECTOR_REVIEW: SIGNERS[1:]}


@route(blueprint, "/arenden/<int:reply_id>/granskning", Permission.MATTER_VIEW)
def review(reply_id: int) -> str:
    """Show what a chief needs to decide whether to sign."""
    return _show(reply_id, SignForm(formdata=None), SendBackForm(formdata=None))


@route(blueprint, "/arenden/<int:reply_id>/signering", Permission.MATTER_VIEW, ("GET", "POST"))
def sign(reply_id: int) -> Response:
    """Sign exactly the version that the page showed, and go on to the next matter."""
    _demand(reply_id)
    form = SignForm()

    def act() -> str:
        statements.sign(current_actor(), own_matter(current_actor(), reply_id), form.base.data, now())
        return _next(reply_id, "Texten är signerad.")

    return submit(form, act, lambda: _show(reply_id, form, SendBackForm(formdata=None)))


@route(blueprint, "/arenden/<int:reply_id>/aterforing", Permission.MATTER_VIEW, ("GET", "POST"))
def send_back(reply_id: int) -> Response:
    """Send the text back to the officer with what needs to change, and go on to the next matter."""
    _demand(reply_id)
    form = SendBackForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        statements.send_back(current_actor(), reply, form.base.data, form.reason.data, now())
        return _next(reply_id, "Texten är tillbaka hos handläggaren, som får ett mejl.")

    return submit(form, act, lambda: _show(reply_id, SignForm(formdata=None), form))


def _demand(reply_id: int) -> None:
    """Answer 403 to those of the body who may not sign in the present state."""
    reply = own_matter(current_actor(), reply_id)
    needed = _NEEDS.get(reply.state, SIGNERS)
    if is_post() and not any(can(current_actor(), reply, permission) for permission in needed):
        raise Forbidden


def _next(reply_id: int, done: str) -> str:
    """Say what is ``done`` and return the page of the next matter: who signs on must see that it is another one."""
    following = next_to_sign(current_actor(), besides=reply_id)
    flash(f"{done} Här är nästa ärende som väntar på dig." if following else done, "success")
    return url_for(HERE, reply_id=following) if following else "/"


def _show(reply_id: int, sign_form: SignForm, back_form: SendBackForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, saved = matter_page(reply, HERE), saved_text(reply_id)
    for form in (sign_form, back_form):
        form.base.data = saved.number if saved else 0
    return render_template(
        "office/review.html",
        page=page,
        saved=saved,
        facts=review_facts(reply, saved),
        findings=findings(reply, saved, facts_of(reply, current_actor()), today()),
        signatures=signatures(reply),
        files=statement_files(reply_id),
        sign_form=sign_form,
        back_form=back_form,
        mine=_waits_for_me(page.actions),
        signs_as=_signs_as(reply),
    )


def _signs_as(reply: Reply) -> str:
    """Return as what the visitor would sign: who stands in for a chief has two roles, and one signature of each."""
    if reply.state not in _NEEDS or reply.state.holder is None:
        return ""
    absent = acting(current_actor(), _NEEDS[reply.state][0], reply.owners).on_behalf_of
    return f"{reply.state.holder.label}, vid förfall för {absent}" if absent else reply.state.holder.label


def _waits_for_me(actions: frozenset[str]) -> bool:
    return bool(actions & {"signera_som_avdelningschef", "signera_som_forvaltningschef"})

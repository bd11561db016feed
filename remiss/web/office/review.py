"""Reading for approval, made for a phone between two meetings: sign, or send back with a sentence."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission, acting
from remiss.domain.workflow.states import ReplyState
from remiss.errors import Forbidden, InvalidInput
from remiss.extensions import db
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.queries.matter_text import saved_text, signatures, signed_paper
from remiss.queries.signing_queue import signing_queue, stop_day
from remiss.queries.statement_files import statement_files
from remiss.queries.wall import own_matter
from remiss.services import statements
from remiss.services.steps import facts_of
from remiss.services.working_days import is_working_day
from remiss.web.absence import absence_form, note_absence
from remiss.web.confirming import is_confirmed, note_confirmed, wrong_password
from remiss.web.filters import own_words
from remiss.web.office.forms import SendBackForm, SigningForm
from remiss.web.office.page import can, matter_page, own_parties
from remiss.web.office.review_facts import review_facts
from remiss.web.office.signing_check import findings
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("office_review", __name__)
HERE = "office_review.review"
QUEUE = "office_review.queue"
SIGNERS = (Permission.SIGN_AS_HEAD, Permission.SIGN_AS_DIRECTOR)
_NEEDS = {ReplyState.HEAD_REVIEW: SIGNERS[:1], ReplyState.DIRECTOR_REVIEW: SIGNERS[1:]}
ASK_FIRST = "Skriv ditt lösenord. Det behövs en gång, före den första signaturen sedan du loggade in."


@route(blueprint, "/signering", Permission.SIGNED_IN)
def queue() -> Response:
    """Open the most pressing matter that waits for the visitor's signature, or say that none does."""
    waiting = signing_queue(current_actor())
    if waiting:
        return see_other(url_for(HERE, reply_id=waiting[0].reply_id))
    return make_response(render_template("office/signing_done.html", away=absence_form(_me())))


@route(blueprint, "/signering/franvaro", Permission.SIGNED_IN, ("GET", "POST"))
def away() -> Response:
    """Say that one is away until a day, and who signs meanwhile."""
    form = absence_form(_me())

    def act() -> str:
        row = note_absence(_me(), form)
        flash(f"{row.substitute.name} ersätter dig i {row.organisation.name_on(today())}.", "success")
        return url_for(QUEUE)

    return submit(form, act, lambda: render_template("office/signing_away.html", away=form))


@route(blueprint, "/arenden/<int:reply_id>/granskning", Permission.MATTER_VIEW)
def review(reply_id: int) -> str:
    """Show what a chief needs to decide whether to sign."""
    return _show(reply_id, SigningForm(formdata=None), SendBackForm(formdata=None))


@route(blueprint, "/arenden/<int:reply_id>/signering", Permission.MATTER_VIEW, ("GET", "POST"))
def sign(reply_id: int) -> Response:
    """Sign exactly the version that the page showed, and go on to the next matter."""
    _demand(reply_id)
    form = SigningForm()
    problem = _unconfirmed(form) if is_post() else None

    def act() -> str:
        if problem:
            raise InvalidInput(problem, "password")
        statements.sign(current_actor(), own_matter(current_actor(), reply_id), form.base.data, now())
        note_confirmed()
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

    return submit(form, act, lambda: _show(reply_id, SigningForm(formdata=None), form))


def _demand(reply_id: int) -> None:
    """Answer 403 to those of the body who may not sign in the present state."""
    reply = own_matter(current_actor(), reply_id)
    needed = _NEEDS.get(reply.state, SIGNERS)
    if is_post() and not any(can(current_actor(), reply, permission) for permission in needed):
        raise Forbidden


def _unconfirmed(form: SigningForm) -> str | None:
    """Return why the password must be given first, or None when it was right or given before in this session."""
    if is_confirmed():
        return None
    return wrong_password(current_actor().user_id, form.password.data) if form.password.data else ASK_FIRST


def _next(reply_id: int, done: str) -> str:
    """Say what is ``done`` and return the page of the next matter: who signs on must see that it is another one."""
    following = next((one.reply_id for one in signing_queue(current_actor()) if one.reply_id != reply_id), None)
    flash(f"{done} Här är nästa ärende som väntar på dig." if following else done, "success")
    return url_for(HERE, reply_id=following) if following else url_for(QUEUE)


def _show(reply_id: int, sign_form: SigningForm, back_form: SendBackForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, saved = matter_page(reply, HERE), saved_text(reply_id)
    mine = bool(page.actions & {"signera_som_avdelningschef", "signera_som_forvaltningschef"})
    for form in (sign_form, back_form):
        form.base.data = saved.number if saved else 0
    return render_template(
        "office/review.html",
        page=page,
        saved=saved,
        facts=review_facts(reply, saved, current_actor().user_id),
        findings=findings(reply, saved, facts_of(reply, current_actor()), today()),
        signatures=signatures(reply),
        paper=signed_paper(reply),
        files=statement_files(reply_id),
        sign_form=sign_form,
        back_form=back_form,
        mine=mine,
        signs_as=_signs_as(reply),
        **(_for_signer(reply) if mine else {}),
    )


def _for_signer(reply: Reply) -> dict[str, object]:
    """Return what stands on the page of somebody who is to sign: the queue, the dates, the password, being away."""
    return {
        "queue": [one for one in signing_queue(current_actor()) if one.reply_id != reply.id],
        "stop": stop_day(own_parties(reply.owners), reply.planned_on, today(), is_working_day),
        "confirmed": is_confirmed(),
        "away": absence_form(_me()),
    }


def _signs_as(reply: Reply) -> str:
    """Return as what the visitor would sign: who stands in for a chief has two roles, and one signature of each."""
    if reply.state not in _NEEDS or reply.state.holder is None:
        return ""
    absent = acting(current_actor(), _NEEDS[reply.state][0], reply.owners).on_behalf_of
    label = str(own_words(reply.state.holder.label))
    return f"{label}, vid förfall för {absent}" if absent else label


def _me() -> User:
    return db.session.get_one(User, current_actor().user_id)

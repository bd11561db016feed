"""Answering jointly with other bodies: asking them, saying yes or no, and leaving again while nothing is signed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.models.joint import JointParty
from remiss.queries.joint import joint_reply, visible_party
from remiss.queries.public_status import PublicStatus
from remiss.queries.wall import own_matter
from remiss.services import joint
from remiss.web.fields import Form, options
from remiss.web.office.forms import AgreeForm, ProposeForm
from remiss.web.office.page import demand, matter_page, own_parties
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_joint", __name__)
HERE = "office_joint.sharing"
AT = "/arenden/<int:reply_id>/gemensamt-svar"


@route(blueprint, AT, Permission.MATTER_VIEW, ("GET", "POST"))
def sharing(reply_id: int) -> Response:
    """Show who shares the text and who has been asked; ask more bodies."""
    if is_post():
        demand(reply_id, Permission.JOINT_AGREE)
    form = ProposeForm()
    _offer(form, reply_id)

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        joint.propose_joint(current_actor(), reply, form.consultees.data, form.version.data, now())
        flash("Förslaget är skickat. Instansernas registratorer och avdelningschefer får ett mejl.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, propose=form))


@route(blueprint, f"{AT}/<int:party_id>/medverkan", Permission.JOINT_AGREE, ("POST",))
def agree(reply_id: int, party_id: int) -> Response:
    """Say yes: the other body's text is shared from now on."""
    form = AgreeForm()

    def act() -> str:
        party = _party(reply_id, party_id)
        shared = joint.agree_to_joint(current_actor(), party, form.diary_number.data, form.version.data, now())
        flash("Ni svarar gemensamt. Här är det gemensamma ärendet.", "success")
        return url_for(HERE, reply_id=shared.id)

    demand(reply_id, Permission.JOINT_AGREE)
    return submit(form, act, lambda: _show(reply_id, agree=form))


@route(blueprint, f"{AT}/<int:party_id>/avbojande", Permission.JOINT_AGREE, ("POST",))
def refuse(reply_id: int, party_id: int) -> Response:
    """Say no."""
    return _end(reply_id, party_id, joint.refuse_joint, "Ni har avböjt. Den som föreslog det får ett mejl.")


@route(blueprint, f"{AT}/<int:party_id>/aterkallelse", Permission.JOINT_AGREE, ("POST",))
def withdraw(reply_id: int, party_id: int) -> Response:
    """Take a proposal back."""
    return _end(reply_id, party_id, joint.withdraw_proposal, "Förslaget är taget tillbaka. Instansen får ett mejl.")


def _end(reply_id: int, party_id: int, verb: Callable[..., object], told: str) -> Response:
    """End a proposal with ``verb`` and say what was ``told``."""
    form = Form()

    def act() -> str:
        verb(current_actor(), _party(reply_id, party_id), form.version.data, now())
        flash(told, "success")
        return url_for(HERE, reply_id=reply_id)

    demand(reply_id, Permission.JOINT_AGREE)
    return submit(form, act, lambda: _show(reply_id))


@route(blueprint, f"{AT}/<int:party_id>/uttrade", Permission.JOINT_AGREE, ("POST",))
def leave(reply_id: int, party_id: int) -> Response:
    """Leave, or go on without a party: it gets its own matter back."""
    form = Form()

    def act() -> str:
        party = _party(reply_id, party_id)
        own = joint.leave_joint(current_actor(), party, form.version.data, now())
        mine = own_parties(own.owners)
        flash("Ni svarar inte längre gemensamt. De andra parterna får ett mejl.", "success")
        return url_for("office_overview.overview", reply_id=own.id if mine else reply_id)

    demand(reply_id, Permission.JOINT_AGREE)
    return submit(form, act, lambda: _show(reply_id))


def _party(reply_id: int, party_id: int) -> JointParty:
    return visible_party(current_actor(), own_matter(current_actor(), reply_id), party_id)


def _offer(form: ProposeForm, reply_id: int) -> None:
    facts = joint_reply(current_actor(), own_matter(current_actor(), reply_id), today())
    form.consultees.choices = options((c.consultee_id, _words(c)) for c in facts.candidates)


def _words(body: PublicStatus) -> str:
    return f"{body.body} ({body.words[0].lower()}{body.words[1:]})"


def _show(reply_id: int, propose: ProposeForm | None = None, agree: AgreeForm | None = None) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    if propose is None:
        propose = ProposeForm(formdata=None)
        _offer(propose, reply_id)
    agree = agree or AgreeForm(formdata=None, diary_number=page.matter.own_number)
    plain = Form(formdata=None)
    for form in (propose, agree, plain):
        form.version.data = page.matter.version
    return render_template(
        "office/joint.html",
        page=page,
        joint=joint_reply(current_actor(), reply, today()),
        propose_form=propose,
        agree_form=agree,
        plain_form=plain,
    )

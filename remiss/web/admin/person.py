"""What is done to one account: roles, closing, a link for a password, a substitute. Each asks before it acts."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.domain.roles import Role
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.people import Membership, Substitution, User
from remiss.queries.accounts import account
from remiss.services.accounts import disable_account, enable_account
from remiss.services.memberships import add_membership, end_membership, usual_last_day
from remiss.services.password_links import send_link
from remiss.services.substitutions import end_substitution
from remiss.web.absence import absence_form, note_absence
from remiss.web.admin.forms import LastDayForm, RoleForm
from remiss.web.admin.people import NEED, POSTED, bodies
from remiss.web.fields import options
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("person", __name__)


@route(blueprint, "/anvandare/<int:user_id>/roller", NEED, POSTED)
def add_role(user_id: int) -> Response:
    """Give a role in a body for a period."""
    shown, form = account(user_id, now(), today()), RoleForm(valid_from=today())
    form.organisation.choices = options(bodies())

    def act() -> str:
        body = db.session.get_one(Organisation, form.organisation.data)
        role, first, last = Role(form.role.data), form.valid_from.data, form.valid_to.data
        add_membership(current_actor(), _user(user_id), body, role, first, last, now())
        flash("Rollen är tillagd.", "success")
        return _page_of(user_id)

    return submit(form, act, lambda: render_template("admin/add_role.html", form=form, account=shown))


@route(blueprint, "/anvandare/<int:user_id>/roller/<int:membership_id>/slut", NEED, POSTED)
def end_role(user_id: int, membership_id: int) -> Response:
    """Let a role end with a day; it stays in the history."""
    shown, form = (
        account(user_id, now(), today()),
        LastDayForm(last_day=usual_last_day(_role(user_id, membership_id), now())),
    )
    row = next(row for row in shown.memberships if row.membership_id == membership_id)

    def act() -> str:
        end_membership(current_actor(), _role(user_id, membership_id), form.last_day.data, now())
        flash("Rollens sista dag är sparad.", "success")
        return _page_of(user_id)

    return submit(form, act, lambda: render_template("admin/end_role.html", form=form, account=shown, role=row))


@route(blueprint, "/anvandare/<int:user_id>/stangning", NEED, POSTED)
def close(user_id: int) -> Response:
    """Say what closing means, then close the account and end its sessions."""
    shown, form = account(user_id, now(), today()), FlaskForm()

    def act() -> str:
        user = _user(user_id)
        disable_account(current_actor(), user, now())
        flash(f"Kontot för {user.name} är stängt.", "success")
        return _page_of(user_id)

    return submit(form, act, lambda: render_template("admin/close_account.html", form=form, account=shown))


@route(blueprint, "/anvandare/<int:user_id>/oppning", NEED, POSTED)
def reopen(user_id: int) -> Response:
    """Open a closed account again."""
    shown, form = account(user_id, now(), today()), FlaskForm()

    def act() -> str:
        enable_account(current_actor(), _user(user_id), now())
        flash("Kontot är öppet igen, med samma roller och lösenord som förut.", "success")
        return _page_of(user_id)

    return submit(form, act, lambda: render_template("admin/reopen_account.html", form=form, account=shown))


@route(blueprint, "/anvandare/<int:user_id>/losenordslank", NEED, POSTED)
def password_link(user_id: int) -> Response:
    """Say to whom the mail goes, then send a link for choosing a password."""
    shown, form = account(user_id, now(), today()), FlaskForm()

    def act() -> str:
        user = _user(user_id)
        send_link(current_actor(), user, now())
        flash(f"Ett mejl till {user.email} är på väg. Länken gäller i sju dagar.", "success")
        return _page_of(user_id)

    return submit(form, act, lambda: render_template("admin/password_link.html", form=form, account=shown))


@route(blueprint, "/anvandare/<int:user_id>/ersattare", NEED, POSTED)
def substitute(user_id: int) -> Response:
    """Let somebody act for a person who is away."""
    shown, form = account(user_id, now(), today()), absence_form(_user(user_id))

    def act() -> str:
        note_absence(_user(user_id), form)
        flash("Ersättaren är sparad.", "success")
        return _page_of(user_id)

    return submit(form, act, lambda: render_template("admin/substitute.html", form=form, account=shown))


@route(blueprint, "/anvandare/<int:user_id>/ersattare/<int:substitution_id>/slut", NEED, ("POST",))
def end_substitute(user_id: int, substitution_id: int) -> Response:
    """End a substitution at once."""

    def act() -> str:
        row = db.session.get(Substitution, substitution_id)
        if row is None or row.absent_id != user_id:
            raise NotVisible
        end_substitution(current_actor(), row, now())
        flash("Ersättaren är avslutad.", "success")
        return _page_of(user_id)

    return submit(FlaskForm(), act, lambda: "")


def _page_of(user_id: int) -> str:
    return url_for("people.page", user_id=user_id)


def _user(user_id: int) -> User:
    user = db.session.get(User, user_id)
    if user is None:
        raise NotVisible
    return user


def _role(user_id: int, membership_id: int) -> Membership:
    membership = db.session.get(Membership, membership_id)
    if membership is None or membership.user_id != user_id:
        raise NotVisible
    return membership

"""One's own account: details, password, where one is signed in, and being away."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, render_template, session, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.domain.mail_kinds import CHOOSABLE, MailKind
from remiss.domain.permissions import Permission
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.people import Substitution, User
from remiss.queries.accounts import absences
from remiss.queries.own_sessions import own_sessions
from remiss.services.own_account import (
    change_own_details,
    change_own_password,
    choose_mails,
    choose_single_mails,
    end_other_sessions,
)
from remiss.services.sessions import hash_password, token_hash
from remiss.services.substitutions import end_substitution
from remiss.web.absence import absence_form, note_absence
from remiss.web.account.forms import ChangePasswordForm, OwnDetailsForm
from remiss.web.confirming import wrong_password
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("account", __name__)
MINE = Permission.SIGNED_IN
POSTED = ("GET", "POST")
RECEIVES_REPLIES = {Role.COORDINATOR, Role.KS_REGISTRAR, Role.REGISTRAR}
"""A registrar gets those to an underremiss of the own body."""


@route(blueprint, "/mitt-konto", MINE, POSTED)
def page() -> Response:
    """Show the own account and change name, title and phone."""
    user = _me()
    offered = _offered_mails()
    mailed = [kind.value for kind in offered if kind not in user.page_only]
    known = {"name": user.name, "title": user.title, "phone": user.phone, "single_mails": user.single_mails}
    form = OwnDetailsForm(**known, mailed=mailed)
    form.offer(offered)

    def act() -> str:
        change_own_details(current_actor(), _me(), form.name.data, form.title.data, form.phone.data, now())
        choose_single_mails(current_actor(), _me(), now(), single=form.single_mails.data)
        choose_mails(current_actor(), _me(), offered, form.mailed.data or (), now())
        flash("Uppgifterna är sparade.", "success")
        return url_for("account.page")

    def show() -> str:
        sessions = own_sessions(_me().id, token_hash(_token()), now())
        away = absences(_me().id, today())
        return render_template("account/page.html", form=form, user=_me(), sessions=sessions, absences=away)

    return submit(form, act, show)


def _offered_mails() -> list[MailKind]:
    """Return what the person can choose to get as mail: what is told to senders only where that may come."""
    roles = {role for _, role in current_actor().memberships}
    return [kind for kind in CHOOSABLE if roles & RECEIVES_REPLIES or not kind.known_to_sender]


@route(blueprint, "/mitt-konto/losenord", MINE, POSTED)
def password() -> Response:
    """Change the own password; every other session ends."""
    user = _me()
    form = ChangePasswordForm(user.name, user.email)
    if not form.validate_on_submit() or not _is_right(user, form):
        response = make_response(render_template("account/password.html", form=form, user=user))
        response.status_code = 422 if is_post() else 200
        return response
    password_hash = hash_password(form.password.data)
    with writing():
        change_own_password(current_actor(), _me(), password_hash, _token(), now())
    flash("Lösenordet är bytt. Du är utloggad överallt utom här.", "success")
    return see_other(url_for("account.page"))


@route(blueprint, "/mitt-konto/utloggning", MINE, ("POST",))
def sign_out_others() -> Response:
    """Sign out everywhere but here."""

    def act() -> str:
        end_other_sessions(current_actor(), _me(), _token(), now())
        flash("Du är utloggad överallt utom här.", "success")
        return url_for("account.page")

    return submit(FlaskForm(), act, lambda: "")


@route(blueprint, "/mitt-konto/franvaro", MINE, POSTED)
def away() -> Response:
    """Say that one is away until a day, and who acts meanwhile."""
    form = absence_form(_me())

    def act() -> str:
        row = note_absence(_me(), form)
        flash(f"{row.substitute.name} ersätter dig i {row.organisation.name_on(today())}.", "success")
        return url_for("account.page")

    return submit(form, act, lambda: render_template("account/away.html", form=form))


@route(blueprint, "/mitt-konto/franvaro/<int:substitution_id>/slut", MINE, ("POST",))
def back(substitution_id: int) -> Response:
    """Say that one is back."""

    def act() -> str:
        row = db.session.get(Substitution, substitution_id)
        if row is None or row.absent_id != current_actor().user_id:
            raise NotVisible
        end_substitution(current_actor(), row, now())
        flash("Välkommen tillbaka. Ersättaren gör inte längre dina uppgifter.", "success")
        return url_for("account.page")

    return submit(FlaskForm(), act, lambda: "")


def _is_right(user: User, form: ChangePasswordForm) -> bool:
    """Check the present password. Guesses are counted and lock the account as at the login."""
    problem = wrong_password(user.id, form.present_password.data)
    form.present_password.errors = [problem] if problem else []
    return problem is None


def _me() -> User:
    return db.session.get_one(User, current_actor().user_id)


def _token() -> str:
    """Return the secret of this very session."""
    return str(session["_user_id"])

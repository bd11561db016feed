"""Choosing a password through a mailed link: a forgotten one, or the first one of a new account."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.models.people import PasswordLink
from remiss.services.password_links import KEY_LENGTH, open_link, request_link, use_link
from remiss.services.sessions import hash_password, start_session
from remiss.web.auth.forms import ForgottenForm, PasswordForm
from remiss.web.request import is_post, see_other
from remiss.web.routing import route
from remiss.web.sessions import open_visit

blueprint = Blueprint("recovery", __name__)


@route(blueprint, "/glomt-losenord", Permission.PUBLIC, ("GET", "POST"))
def forgotten() -> Response:
    """Ask for the address and mail a link; the answer is the same whether anybody has it."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return _page("auth/forgotten.html", 422 if is_post() else 200, form=form)
    with writing():
        request_link(form.email.data, now())
    return see_other(url_for("recovery.asked"))


@route(blueprint, "/glomt-losenord/skickat", Permission.PUBLIC)
def asked() -> str:
    """Say where to look now."""
    return render_template("auth/asked.html")


@route(blueprint, f"/nytt-losenord/<string(length={KEY_LENGTH}):key>", Permission.PUBLIC, ("GET", "POST"))
def choose(key: str) -> Response:
    """Ask for a new password twice, then sign in with it; every other session has ended."""
    link = _open(key)
    if link is None:
        return _page("auth/link_gone.html", 404)
    form = PasswordForm(link.user.name, link.user.email)
    if not form.validate_on_submit():
        return _page("auth/choose.html", 422 if is_post() else 200, form=form, email=link.user.email)
    password_hash = hash_password(form.password.data)
    with writing():
        link = _open(key)  # somebody may have used it while the password was being hashed
        if link is None:
            return _page("auth/link_gone.html", 404)
        use_link(link, password_hash, now())
        hours, agent = current_app.config["REMISS_SESSION_HOURS"], request.user_agent.string
        token, name = start_session(link.user, hours, now(), agent), link.user.name
    open_visit(token, name)
    return see_other(url_for("start.mine"))


def _open(key: str) -> PasswordLink | None:
    return open_link(key, str(current_app.secret_key), now())


def _page(template: str, status: int, **words: object) -> Response:
    response = make_response(render_template(template, **words))
    response.status_code = status
    return response

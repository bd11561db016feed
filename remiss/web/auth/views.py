"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask_login import current_user

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.services.sessions import end_session, find_user, is_locked, note_failure, password_matches, start_session
from remiss.web.auth.forms import LoginForm
from remiss.web.request import is_post, see_other
from remiss.web.routing import route
from remiss.web.sessions import close_visit, open_visit

blueprint = Blueprint("auth", __name__)
WRONG = "E-postadressen eller lösenordet är fel. Efter fem felaktiga försök låses kontot en kvart."


@route(blueprint, "/inloggning", Permission.PUBLIC, ("GET", "POST"))
def login() -> Response:
    """Ask for address and password; go where the person was going."""
    form = LoginForm(next=safe_target(request.args.get("next")))
    if current_user.is_authenticated and not is_post():
        return see_other(safe_target(request.args.get("next")) or url_for("start.mine"))
    if not form.validate_on_submit():
        return _show(form, 422 if is_post() else 200)
    token = _try(form)
    if token is None:
        form.form_errors.append(WRONG)
        return _show(form, 422)
    open_visit(token, form.email.data)
    return see_other(safe_target(form.next.data) or url_for("start.mine"))


@route(blueprint, "/utloggning", Permission.SIGNED_IN, ("POST",))
def logout() -> Response:
    """End the session on the server and in the browser."""
    token = close_visit()
    if token:
        with writing():
            end_session(token, now())
    return see_other(url_for("auth.login"))


def safe_target(target: str | None) -> str | None:
    r"""Return ``target`` when it is a path of our own; ``//host`` and ``/\\host`` lead elsewhere and are refused."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return None
    return None if any(ord(sign) < 32 or sign == "\\" for sign in target) else target


def _try(form: LoginForm) -> str | None:
    """Check the password outside the write: hashing is slow by design."""
    user = find_user(form.email.data)
    right = password_matches(user, form.password.data)
    if user is None or is_locked(user, now()):
        return None
    user_id = user.id
    with writing():
        user = find_user(form.email.data)
        if user is None or user.id != user_id:
            return None
        if right:
            hours, agent = current_app.config["REMISS_SESSION_HOURS"], request.user_agent.string
            return start_session(user, hours, now(), agent)
        note_failure(user, now())
    return None


def _show(form: LoginForm, status: int) -> Response:
    response = make_response(render_template("auth/login.html", form=form))
    response.status_code = status
    return response

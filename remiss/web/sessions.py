"""The one module that knows Flask-Login: the cookie holds a session token, the session row decides."""

from __future__ import annotations

from flask import Flask, g, redirect, request, session, url_for
from flask_login import UserMixin, login_user, logout_user
from werkzeug.wrappers import Response

from remiss.clock import now
from remiss.domain.roles import Actor
from remiss.errors import RemissError
from remiss.extensions import login_manager
from remiss.services.sessions import actor_for, live_session
from remiss.web.request import typed_texts


class Visitor(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A signed-in browser: Flask-Login's user is our session token, so that ending the row ends the cookie."""

    def __init__(self, token: str, name: str) -> None:
        """Keep the token and the name shown in the top bar."""
        self.id = token
        self.name = name


class SignedOut(RemissError):
    """The session ended while something was being written."""

    status = 401
    sentence = (
        "Du är inte längre inloggad. Det du skrev finns kvar här nedanför. Kopiera det, logga in och klistra in det."
    )


def register_sessions(app: Flask) -> None:
    """Connect Flask-Login to the session table."""
    login_manager.init_app(app)
    login_manager.user_loader(_load)
    login_manager.unauthorized_handler(_to_login)
    login_manager.session_protection = None

    @app.before_request
    def _nobody() -> None:
        g.actor = Actor(0, "", frozenset())


def open_visit(token: str, name: str) -> None:
    """Bind a new session token to a fresh cookie."""
    session.clear()
    login_user(Visitor(token, name))


def close_visit() -> str | None:
    """Forget the cookie and return the token it held."""
    token = session.get("_user_id")
    logout_user()
    session.clear()
    return token


def _load(token: str) -> Visitor | None:
    row = live_session(token, now())
    if row is None:
        return None
    g.actor = actor_for(row.user, now())
    g.visitor_name = row.user.name
    return Visitor(token, row.user.name)


def _to_login() -> Response:
    """Send to the login. What was typed in a form is given back first, since the login would lose it."""
    if typed_texts():
        raise SignedOut
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.login", next=target), 303)

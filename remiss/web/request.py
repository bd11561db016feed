"""Who asks, and how a form is answered: validate, act through the door, or show the page again with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, current_app, g, make_response, redirect, request
from flask_wtf import FlaskForm
from markupsafe import escape
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from remiss.domain.roles import Actor
from remiss.door import writing
from remiss.errors import InvalidInput, UnreadableFile, WrongState
from remiss.web.fields import tidy

T = TypeVar("T")
SEE_OTHER = 303
LONG = 40


def current_actor() -> Actor:
    """Return the signed-in person as an actor; set by the session loader."""
    actor: Actor = g.actor
    return actor


def is_post() -> bool:
    """Tell whether the request wants to change something."""
    return request.method == "POST"


def see_other(url: str) -> Response:
    """Send the browser on after a change, so that reloading does not repeat it."""
    return make_response(redirect(url, SEE_OTHER))


def submit(form: FlaskForm, act: Callable[[], str], show: Callable[[], str]) -> Response:
    """Answer a form: run ``act`` in ONE write transaction and go to the address it returns, or ``show`` the page.

    GET shows. Bad input shows with 422, a stale or too late form with 409; typed text stays in the form. ``act`` reads
    what it changes afresh: everything loaded before is forgotten when the transaction begins.
    """
    if not is_post():
        return make_response(show())
    if not form.validate_on_submit():
        return _again(show, InvalidInput())
    try:
        with writing():
            target = act()
    except (InvalidInput, WrongState) as problem:
        _put_on_form(form, problem)
        return _again(show, problem)
    return see_other(target)


def typed_texts() -> list[str]:
    """Return what a person has written in the form that was sent, to be given back when the form itself is not shown.

    Words and sentences, not choices, dates and numbers; nothing when the form was too large to be read.
    """
    if not is_post():
        return []
    hidden = {"csrf_token", "password", "password_again", "present_password", "email", "next"}
    try:
        fields = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return []
    return [tidy(value) for key, value in fields if key not in hidden and (len(value) > LONG or " " in tidy(value))]


def uploaded(field: FileStorage | None) -> tuple[bytes, str]:
    """Return content and name of an uploaded file. Raises UnreadableFile when none was chosen or it is too large."""
    if field is None or not field.filename:
        raise UnreadableFile("Välj en fil att ladda upp.", "file")
    limit = int(current_app.config["REMISS_MAX_UPLOAD"])
    content = field.read(limit + 1)
    if len(content) > limit:
        raise UnreadableFile(
            f"Filen är större än {limit // 2**20}\u00a0MB. Dela upp den eller spara den mindre.", "file"
        )
    return content, field.filename


def _again(show: Callable[[], str], problem: InvalidInput | WrongState) -> Response:
    """Show the page again. Where it has no form any more, the error page gives back what was typed instead."""
    page = show()
    if not all(str(escape(text)) in page for text in typed_texts()):
        raise problem if isinstance(problem, WrongState) else WrongState
    response = make_response(page)
    response.status_code = problem.status
    return response


def _put_on_form(form: Any, problem: InvalidInput | WrongState) -> None:
    field = getattr(problem, "field", None)
    target = form[field] if field and field in form else None
    if target is None:
        form.form_errors.append(problem.sentence)
    else:
        target.errors = [*target.errors, problem.sentence]

"""Who asks, and how a form is answered: validate, act through the door, or show the page again with what was typed."""

from __future__ import annotations

import re
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
_FAULTS = ('class="error-summary"', 'class="field-error"')
_FAULT_LINK = re.compile(r'href="#([^"]+)"')


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
        return _again(form, show, None)
    try:
        with writing():
            target = act()
    except (InvalidInput, WrongState) as problem:
        _put_on_form(form, problem)
        return _again(form, show, problem)
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


def _again(form: FlaskForm, show: Callable[[], str], problem: InvalidInput | WrongState | None) -> Response:
    """Show the page again, with what was typed and what is wrong: ``problem``, or the fields when it is None.

    Where the page has no such form any more it would hold back words, say nothing or lead nowhere: the error page says
    what happened instead, and gives back what was typed.
    """
    page = show()
    if not all(str(escape(text)) in page for text in typed_texts()) or not _leads_to_faults(page):
        raise problem if isinstance(problem, WrongState) else WrongState
    # a page whose form has fields has its own words for a thing that has moved on; a mere button has none
    finds_words = isinstance(problem, WrongState) and type(form) is not FlaskForm
    if not finds_words and not any(mark in page for mark in _FAULTS):
        raise problem or WrongState
    response = make_response(page)
    response.status_code = problem.status if problem else InvalidInput.status
    return response


def _leads_to_faults(page: str) -> bool:
    """Tell whether every link of the error summary leads to a field of the page."""
    _, _, after = page.partition('<div class="error-summary"')
    linked = _FAULT_LINK.findall(after.partition("</div>")[0])
    return all(f'id="{target}"' in page for target in linked)


def _put_on_form(form: Any, problem: InvalidInput | WrongState) -> None:
    field = getattr(problem, "field", None)
    target = form[field] if field and field in form else None
    if target is None:
        form.form_errors.append(problem.sentence)
    else:
        target.errors = [*target.errors, problem.sentence]

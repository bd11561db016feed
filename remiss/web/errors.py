"""Error pages: one sentence on what happened, one on what to do, and nothing about the inside."""

from __future__ import annotations

import traceback
from pathlib import Path
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from remiss.errors import NotVisible, RemissError, StaleForm
from remiss.web.request import is_post, typed_texts
from remiss.web.sessions import SignedOut

log = structlog.get_logger()
SENTENCES = {
    400: "Adressen eller formuläret var inte rätt ifyllt. Gå tillbaka och försök igen.",
    404: NotVisible.sentence,
    405: "Sidan kan inte användas på det sättet. Gå tillbaka och använd knappen på sidan.",
    413: "Det du skickade är för stort. Välj en mindre fil.",
}
TOO_LONG_AGO = "Sidan hade varit öppen för länge."
KEPT = " Det du skrev finns kvar här nedanför."
AGAIN = " Gå tillbaka, läs in sidan på nytt och försök igen."
GENERAL = "Något gick fel hos oss. Ingenting har ändrats. Försök igen om en stund."


def register_error_pages(app: Flask) -> None:
    """Make every error a page in Swedish."""
    app.register_error_handler(RemissError, _known)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def _page(status: int, sentence: str, heading: str = "") -> Response:
    page = render_template(
        "errors/error.html", status=status, sentence=sentence, heading=heading, typed=typed_texts(), back=_page_before()
    )
    response = make_response(page)
    response.status_code = status
    return response


def _page_before() -> str | None:
    """Return the address of our own page that a form was sent from, to be read anew; None where it is not known."""
    before = urlsplit(request.referrer or "")
    if not is_post() or before.netloc != request.host or before.path[1:2] in ("/", "\\"):
        return None
    return before.path + (f"?{before.query}" if before.query else "")


def _known(problem: RemissError) -> Response:
    return _page(problem.status, problem.sentence)


def _csrf(_problem: CSRFError) -> Response:
    if typed_texts() and not current_user.is_authenticated:
        return _known(SignedOut())
    return _page(StaleForm.status, TOO_LONG_AGO + (KEPT if typed_texts() else AGAIN), "Sidan gäller inte längre")


def _http(problem: HTTPException) -> Response:
    status = problem.code or 500
    return _page(
        status, SENTENCES.get(status, problem.description if status < 500 and problem.description else GENERAL)
    )


def _unknown(problem: Exception) -> Response:
    # the message of an exception may hold words of a draft: only its type and place go to the log (DOMAIN §7)
    frames = traceback.extract_tb(problem.__traceback__)[-4:]
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    log.error("unexpected", kind=type(problem).__name__, endpoint=request.endpoint, where=where)
    return _page(500, GENERAL)

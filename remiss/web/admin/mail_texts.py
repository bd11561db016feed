"""The words of every mail, looked at before anybody gets one, and a mail to oneself to see whether mail arrives."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, make_response, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now
from remiss.config import Settings
from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.people import User
from remiss.notifications.examples import example
from remiss.notifications.message import RenderedMail
from remiss.services.trial_mail import send_test_mail
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("mail_texts", __name__)
KINDS = tuple(MailKind)
SHOWN_APART = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A mail brings its own few styles, which no other page may."""


@route(blueprint, "/mejltexter", Permission.OPERATIONS_VIEW)
def listing() -> str:
    """List every kind of mail with its subject."""
    rows = [(number, kind, _example(kind).subject) for number, kind in enumerate(KINDS, start=1)]
    return _page(FlaskForm(), rows)


@route(blueprint, "/mejltexter/<int:number>", Permission.OPERATIONS_VIEW)
def reading(number: int) -> str:
    """Show the words of one kind of mail, with invented names and dates."""
    kind = _kind(number)
    return render_template("admin/mail_text.html", number=number, kind=kind, mail=_example(kind))


@route(blueprint, "/mejltexter/<int:number>/html", Permission.OPERATIONS_VIEW)
def picture(number: int) -> Response:
    """Answer the mail as a mail program shows it, for the frame on its page. Nothing runs or leads away there."""
    response = make_response(_example(_kind(number)).html)
    response.headers["Content-Security-Policy"] = SHOWN_APART
    return response


@route(blueprint, "/mejltexter/provmejl", Permission.MAIL_RESEND, ("POST",))
def trial() -> Response:
    """Send a mail to the own address."""
    form = FlaskForm()

    def act() -> str:
        user = db.session.get_one(User, current_actor().user_id)
        send_test_mail(current_actor(), user, now())
        flash(f"Ett provmejl till {user.email} ligger i kö. Läget visas under Driftstatus.", "success")
        return url_for("mail_texts.listing")

    return submit(form, act, listing)


def _kind(number: int) -> MailKind:
    if not 1 <= number <= len(KINDS):
        raise NotVisible
    return KINDS[number - 1]


def _example(kind: MailKind) -> RenderedMail:
    settings: Settings = current_app.extensions["remiss_settings"]
    return example(kind, settings.base_url)


def _page(form: FlaskForm, rows: list[tuple[int, MailKind, str]]) -> str:
    return render_template("admin/mail_texts.html", form=form, rows=rows)

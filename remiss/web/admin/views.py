"""How the installation is doing, and the mails that somebody must decide about."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now
from remiss.config import Settings
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.extensions import db, virus_scanner
from remiss.models.mail import MailState, OutboxMail
from remiss.notifications.imap import bounce_box
from remiss.queries.operations import mail_row, operations
from remiss.services.mail_resend import resend_mail
from remiss.services.protection import virus_protection
from remiss.web.admin.words import size_words, task_words
from remiss.web.health import SILENT_FOR
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("admin", __name__)


@route(blueprint, "/driftstatus", Permission.OPERATIONS_VIEW)
def status() -> str:
    """Show sizes, queues, signs of life and whether the log is intact."""
    figures = operations()
    return render_template(
        "admin/status.html",
        figures=figures,
        size=size_words(figures.database_bytes),
        alive=figures.beat_at is not None and now() - figures.beat_at < SILENT_FOR,
        states=tuple(MailState),
        tasks=task_words(figures.tasks),
        protection=virus_protection(virus_scanner()),
        bounces_from=bounces_from(),
    )


def bounces_from() -> str | None:
    """Return which mailbox failed mail is read from by itself, or None."""
    settings: Settings = current_app.extensions["remiss_settings"]
    return settings.bounces_user if bounce_box(settings) else None


@route(blueprint, "/driftstatus/mejl/<int:mail_id>/omsandning", Permission.MAIL_RESEND, ("GET", "POST"))
def resend(mail_id: int) -> Response:
    """Say to whom the mail goes, then put it back in the queue."""
    form = FlaskForm()

    def act() -> str:
        mail = db.session.get(OutboxMail, mail_id)
        if mail is None:
            raise NotVisible
        resend_mail(current_actor(), mail, now())
        flash(f"Mejlet till {mail.recipient.email} står i kö igen.", "success")
        return url_for("admin.status")

    def show() -> str:
        return render_template("admin/resend.html", form=form, mail=mail_row(mail_id))

    return submit(form, act, show)

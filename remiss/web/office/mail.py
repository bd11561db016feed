"""The mails about a matter, beside it."""

from __future__ import annotations

from flask import Blueprint, render_template

from remiss.domain.permissions import Permission
from remiss.queries.matter_mail import matter_mails, matter_reminders
from remiss.queries.wall import own_matter
from remiss.web.office.page import matter_page
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_mail", __name__)


@route(blueprint, "/arenden/<int:reply_id>/mejl", Permission.MATTER_VIEW)
def mails(reply_id: int) -> str:
    """List every mail to the body's own people, and the reminders that are planned or were skipped."""
    reply = own_matter(current_actor(), reply_id)
    return render_template(
        "office/mail.html",
        page=matter_page(reply, "office_mail.mails"),
        mails=matter_mails(current_actor(), reply),
        reminders=matter_reminders(current_actor(), reply),
    )

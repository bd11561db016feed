"""The mails about a matter, beside it, and silencing its reminders."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.queries.matter_mail import internal_reminders, matter_mails, matter_reminders
from remiss.queries.wall import own_matter
from remiss.services.muting import mute_reminders, unmute_reminders
from remiss.web.fields import Form, words
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("office_mail", __name__)
HERE = "office_mail.mails"


class MuteForm(Form):
    """Why nobody is to be reminded of the matter."""

    reason = words("Skäl", 500, "Skriv varför påminnelserna ska vara tysta.")


@route(blueprint, "/arenden/<int:reply_id>/mejl", Permission.MATTER_VIEW)
def mails(reply_id: int) -> str:
    """List every mail to the body's own people, and the reminders that are planned or were skipped."""
    return _show(reply_id, MuteForm(formdata=None))


@route(blueprint, "/arenden/<int:reply_id>/tystade-paminnelser", Permission.MATTER_PREPARE, ("POST",))
def mute(reply_id: int) -> Response:
    """Silence the reminders of the matter."""
    demand(reply_id, Permission.MATTER_PREPARE)
    form = MuteForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        mute_reminders(current_actor(), reply, form.reason.data, form.version.data, now())
        flash("Påminnelserna om ärendet är tystade.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/paslagna-paminnelser", Permission.MATTER_PREPARE, ("POST",))
def unmute(reply_id: int) -> Response:
    """Undo that."""
    demand(reply_id, Permission.MATTER_PREPARE)
    form = Form()

    def act() -> str:
        unmute_reminders(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Påminnelserna om ärendet är på igen.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, MuteForm(formdata=None), form))


def _show(reply_id: int, form: MuteForm, back_form: Form | None = None) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    back_form = back_form or Form(formdata=None)
    form.version.data = back_form.version.data = page.matter.version
    return render_template(
        "office/mail.html",
        page=page,
        mails=matter_mails(current_actor(), reply),
        reminders=matter_reminders(current_actor(), reply),
        own_dates=internal_reminders(reply),
        form=form,
        back_form=back_form,
        may_mute=ReplyAction.MUTE in page.actions,
        may_unmute=ReplyAction.UNMUTE in page.actions,
        muted_reason=reply.muted_reason,
    )

"""A reply that came after the time for answers was ended: whether it counts in the compilation, and why."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from wtforms.validators import InputRequired

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.models.replies import Inclusion
from remiss.services.late import judge_late
from remiss.text import listed
from remiss.web.fields import Form, Radio, options, words
from remiss.web.ks.page import demand, reply_to
from remiss.web.ks.results_facts import sent_remiss
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_late", __name__)
ANSWERS = {Inclusion.INCLUDED: "Svaret tas med", Inclusion.LEFT_OUT: "Svaret tas inte med"}


class LateForm(Form):
    """Whether the reply counts, and why."""

    inclusion = Radio(
        "Ska svaret ingå i sammanställningen?",
        [InputRequired("Välj om svaret tas med.")],
        choices=options((one.value, text) for one, text in ANSWERS.items()),
    )
    reason = words("Skäl", 1000, "Skriv varför.")


@route(
    blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/sent-svar", Permission.REMISS_CLOSE, ("GET", "POST")
)  # fmt: skip
def judge(remiss_id: int, reply_id: int) -> Response:
    """Ask whether a reply that came too late counts, and keep the reason."""
    demand(remiss_id, Permission.REMISS_CLOSE)
    form = LateForm()

    def act() -> str:
        reply, include = reply_to(remiss_id, reply_id), form.inclusion.data == Inclusion.INCLUDED
        judge_late(current_actor(), reply, form.reason.data, form.version.data, now(), include=include)
        flash("Svaret tas med i sammanställningen." if include else "Svaret tas inte med.", "success")
        return url_for("ks_replies.reply", remiss_id=remiss_id, reply_id=reply_id)

    return submit(form, act, lambda: _show(remiss_id, reply_id, form))


def _show(remiss_id: int, reply_id: int, form: LateForm) -> str:
    remiss, reply = sent_remiss(remiss_id), reply_to(remiss_id, reply_id)
    form.version.data = reply.version
    if not is_post() and reply.inclusion in ANSWERS:
        form.inclusion.data, form.reason.data = reply.inclusion.value, reply.inclusion_reason
    names = listed([consultee.organisation.name_on(today()) for consultee in reply.consultees])
    return render_template(
        "ks/late.html", remiss=remiss, reply=reply, names=names, form=form, possible=reply.inclusion is not None
    )

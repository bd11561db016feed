"""Asking one body for an addition to its reply, or one clarifying question about one viewpoint."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission, may
from remiss.errors import InvalidInput
from remiss.queries.completions import asked_completion, completions_of
from remiss.queries.wall import released_viewpoint
from remiss.services.completions import ask_completion, call_off_completion
from remiss.text import listed
from remiss.web.fields import Choice, Form, day, options, whole_number, words
from remiss.web.ks.page import demand, reply_to
from remiss.web.ks.results_facts import facts_of
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_completions", __name__)
HERE = "ks_completions.completions"


class AskForm(Form):
    """What is asked, by when, and about which viewpoint, if it is about one."""

    viewpoint = Choice("Gäller", coerce=whole_number)
    question = words("Fråga eller begäran", 4000, "Skriv vad instansen ska komplettera eller förtydliga.")
    due_on = day("Svar önskas senast", "Ange när svaret behövs.")


class CallOffForm(Form):
    """Why a request is taken back."""

    reason = words("Skäl", 1000, "Skriv varför begäran återkallas.")


@route(
    blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/kompletteringar", Permission.REMISS_VIEW, ("GET", "POST")
)  # fmt: skip
def completions(remiss_id: int, reply_id: int) -> Response:
    """Show what has been asked and answered; ask anew while nothing waits for an answer."""
    demand(remiss_id, Permission.VIEWPOINT_ASSESS)
    form = _ask_form(remiss_id, reply_id)

    def act() -> str:
        reply, number = reply_to(remiss_id, reply_id), form.viewpoint.data
        viewpoint = released_viewpoint(current_actor(), number) if number else None
        if viewpoint is not None and viewpoint.reply_id != reply_id:
            raise InvalidInput("Välj en synpunkt i svaret.", "viewpoint")
        ask_completion(current_actor(), reply, form.question.data, form.due_on.data, viewpoint, now())
        flash("Begäran är skickad. Instansens registratorer får ett mejl.", "success")
        return url_for(HERE, remiss_id=remiss_id, reply_id=reply_id)

    return submit(form, act, lambda: _show(remiss_id, reply_id, form, CallOffForm(formdata=None)))


@route(
    blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/kompletteringar/<int:completion_id>/aterkallelse",
    Permission.VIEWPOINT_ASSESS, ("POST",),
)  # fmt: skip
def call_off(remiss_id: int, reply_id: int, completion_id: int) -> Response:
    """Take a request back."""
    demand(remiss_id, Permission.VIEWPOINT_ASSESS)
    form = CallOffForm()

    def act() -> str:
        reply_to(remiss_id, reply_id)
        row = asked_completion(current_actor(), reply_id, completion_id)
        call_off_completion(current_actor(), row, form.reason.data, now())
        flash("Begäran är återkallad. Instansens registratorer får ett mejl.", "success")
        return url_for(HERE, remiss_id=remiss_id, reply_id=reply_id)

    return submit(form, act, lambda: _show(remiss_id, reply_id, _ask_form(remiss_id, reply_id), form))


def _ask_form(remiss_id: int, reply_id: int) -> AskForm:
    _, facts = facts_of(remiss_id)
    found = [one for one in (*facts.replies, *facts.left_out) if one.id == reply_id]
    form = AskForm()
    shown = [(one.id, f"Synpunkt {one.number}: {one.text[:80]}") for reply in found for one in reply.viewpoints]
    form.viewpoint.choices = options([(0, "Hela svaret"), *shown])
    return form


def _show(remiss_id: int, reply_id: int, form: AskForm, call_off_form: CallOffForm) -> str:
    reply, rows = reply_to(remiss_id, reply_id), completions_of([reply_id])
    names = listed([consultee.organisation.name_on(today()) for consultee in reply.consultees])
    return render_template(
        "ks/completions.html", remiss=reply.remiss, reply=reply, names=names, rows=rows, form=form,
        call_off_form=call_off_form, waits=any(row.is_open for row in rows),
        may_ask=may(current_actor(), Permission.VIEWPOINT_ASSESS, reply.remiss.sending_side),
    )  # fmt: skip

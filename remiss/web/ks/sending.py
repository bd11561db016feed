"""Sending a remiss and ending its time for answers: what follows is said before, and each happens once."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import RemissAction
from remiss.queries.consultees import asked_bodies
from remiss.queries.distribution import ended_consultees
from remiss.queries.public_status import public_status
from remiss.queries.remiss_facts import remiss_view, shown_programme
from remiss.queries.status_groups import is_waited_for
from remiss.queries.wall import own_remiss
from remiss.services.remisser import close_remiss, send_remiss
from remiss.web.ks.forms import ConfirmForm
from remiss.web.ks.page import allowed, demand_to_open, due_warning, is_draft, setup_steps, tasks
from remiss.web.ks.planning import outlook_of
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_sending", __name__)
OVERVIEW = "ks_overview.overview"


@route(blueprint, "/remisser/<int:remiss_id>/utskick", Permission.REMISS_SEND, ("GET", "POST"))
def send(remiss_id: int) -> Response:
    """Say who gets the remiss, and send it."""
    demand_to_open(remiss_id, Permission.REMISS_SEND)
    form = ConfirmForm()

    def act() -> str:
        send_remiss(current_actor(), own_remiss(current_actor(), remiss_id), form.version.data, now())
        flash("Remissen är skickad. Mejlen ligger i kö och skickas inom kort.", "success")
        return url_for(OVERVIEW, remiss_id=remiss_id)

    return submit(form, act, lambda: _show_send(remiss_id, form))


@route(blueprint, "/remisser/<int:remiss_id>/avslut", Permission.REMISS_CLOSE, ("GET", "POST"))
def close(remiss_id: int) -> Response:
    """Say which bodies are marked as silent, and end the time for answers."""
    demand_to_open(remiss_id, Permission.REMISS_CLOSE)
    form = ConfirmForm()

    def act() -> str:
        close_remiss(current_actor(), own_remiss(current_actor(), remiss_id), form.version.data, now())
        flash("Svarstiden är avslutad.", "success")
        return url_for(OVERVIEW, remiss_id=remiss_id)

    return submit(form, act, lambda: _show_close(remiss_id, form))


def _show_send(remiss_id: int, form: ConfirmForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    bodies = asked_bodies(remiss_id, today())
    missing = [task for task in tasks(remiss) if task.missing]
    gone, outlook = ended_consultees(remiss_id, today()), outlook_of(remiss)
    return render_template(
        "ks/send.html",
        remiss=remiss_view(remiss),
        form=form,
        bodies=bodies,
        mails=sum(body.registrars for body in bodies),
        unreachable=[body.name for body in bodies if not body.registrars],
        missing=missing,
        ended=gone,
        possible=RemissAction.SEND in allowed(remiss) and not missing and not gone,
        sent=not is_draft(remiss),
        programme=shown_programme(remiss),
        annexes=len(remiss.papers),
        warning=due_warning(remiss.due_on),
        outlook=outlook.sentence if outlook and is_draft(remiss) else None,
        setup=setup_steps(remiss, "Skicka"),
    )


def _show_close(remiss_id: int, form: ConfirmForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    statuses = public_status(remiss_id, today())
    return render_template(
        "ks/close.html",
        remiss=remiss_view(remiss),
        form=form,
        waiting=[status for status in statuses if is_waited_for(status)],
        possible=RemissAction.CLOSE in allowed(remiss),
        early=remiss.due_on is not None and today() <= remiss.due_on,
        extended=[s for s in statuses if s.extended and s.due_on and s.due_on >= today() and is_waited_for(s)],
    )

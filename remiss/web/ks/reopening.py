"""Withdrawing a remiss, and opening the time for answers again: who is told is said before."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import RemissAction, RemissState, ReplyState
from remiss.models.replies import Consultee
from remiss.queries.consultees import AskedBody, asked_bodies
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.reopening import WAITED_FOR_AGAIN, asked, reopen_remiss, withdraw_remiss
from remiss.text import counted
from remiss.web.ks.forms import ReopenForm, WithdrawForm
from remiss.web.ks.page import allowed, demand_to_open
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_reopening", __name__)
OVERVIEW = "ks_overview.overview"


@route(blueprint, "/remisser/<int:remiss_id>/aterkallelse", Permission.REMISS_CLOSE, ("GET", "POST"))
def withdraw(remiss_id: int) -> Response:
    """Ask why, say who is told, and withdraw the remiss."""
    demand_to_open(remiss_id, Permission.REMISS_CLOSE)
    form = WithdrawForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        withdraw_remiss(current_actor(), remiss, form.reason.data, form.version.data, now())
        flash("Remissen är återkallad. Mejlen till instanserna ligger i kö och skickas inom kort.", "success")
        return url_for(OVERVIEW, remiss_id=remiss_id)

    return submit(form, act, lambda: _show_withdraw(remiss_id, form))


@route(blueprint, "/remisser/<int:remiss_id>/ny-svarstid", Permission.REMISS_CLOSE, ("GET", "POST"))
def reopen(remiss_id: int) -> Response:
    """Ask until when and why, say who is told, and open the time for answers again."""
    demand_to_open(remiss_id, Permission.REMISS_CLOSE)
    form = ReopenForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        reopen_remiss(current_actor(), remiss, form.reason.data, form.due_on.data, form.version.data, now())
        flash("Svarstiden är öppen igen. Mejlen till instanserna ligger i kö och skickas inom kort.", "success")
        return url_for(OVERVIEW, remiss_id=remiss_id)

    return submit(form, act, lambda: _show_reopen(remiss_id, form))


def _show_withdraw(remiss_id: int, form: WithdrawForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    bodies = asked(remiss)
    return render_template(
        "ks/withdraw.html",
        remiss=remiss_view(remiss),
        form=form,
        possible=RemissAction.WITHDRAW in allowed(remiss),
        came_in=sum(one.reply is not None and one.reply.state.came_in for one in bodies),
        **told_bodies(remiss_id, bodies),
    )


def _show_reopen(remiss_id: int, form: ReopenForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    withdrawn = remiss.state is RemissState.WITHDRAWN
    if not is_post() and remiss.due_on and remiss.due_on > today():
        form.due_on.data = remiss.due_on
    bodies = asked(remiss, tuple(ReplyState) if withdrawn else WAITED_FOR_AGAIN)
    return render_template(
        "ks/reopen.html",
        remiss=remiss_view(remiss),
        form=form,
        withdrawn=withdrawn,
        possible=bool(allowed(remiss) & {RemissAction.REOPEN, RemissAction.RESUME}),
        again=sum(one.reply is not None and one.reply.state_before is not None for one in bodies),
        **told_bodies(remiss_id, bodies),
    )


def told_bodies(remiss_id: int, bodies: Sequence[Consultee]) -> dict[str, object]:
    """Return how many bodies and people are told, and which bodies get no mail from here."""
    wanted = {one.organisation_id for one in bodies}
    rows: list[AskedBody] = [row for row in asked_bodies(remiss_id, today()) if row.organisation_id in wanted]
    reached = [row for row in rows if row.registrars]
    mails = sum(row.registrars for row in reached)
    told = f"{counted(len(reached), 'instans', 'instanser')} ({counted(mails, 'mejl', 'mejl')})"
    return {"told": told, "unreachable": [row.name for row in rows if not row.registrars]}

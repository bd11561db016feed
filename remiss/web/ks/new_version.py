"""A new version of the draft while the remiss runs: compared with what the bodies have, then sent to them all."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import RemissAction
from remiss.queries.programme_changes import prepared_changes, unplaced
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.new_versions import drop_version, issue_version
from remiss.services.reopening import asked
from remiss.web.ks.forms import ConfirmForm, NewVersionForm
from remiss.web.ks.page import allowed, demand_to_open
from remiss.web.ks.reopening import told_bodies
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_new_version", __name__)
PROGRAMME = "ks_programme.programme"


@route(blueprint, "/remisser/<int:remiss_id>/underlag/ny-version", Permission.REMISS_SEND, ("GET", "POST"))
def new_version(remiss_id: int) -> Response:
    """Show what the prepared version changes and who is told, and send it."""
    demand_to_open(remiss_id, Permission.REMISS_SEND)
    form = NewVersionForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        issue_version(current_actor(), remiss, form.letter.data, form.due_on.data, form.version.data, now())
        flash("Den nya versionen är skickad. Mejlen till instanserna ligger i kö och skickas inom kort.", "success")
        return url_for(PROGRAMME, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


@route(blueprint, "/remisser/<int:remiss_id>/underlag/ny-version/borttagning", Permission.REMISS_SEND, ("POST",))
def drop(remiss_id: int) -> Response:
    """Take away the prepared version: nothing has left the house."""
    demand_to_open(remiss_id, Permission.REMISS_SEND)
    form = ConfirmForm()

    def act() -> str:
        drop_version(current_actor(), own_remiss(current_actor(), remiss_id), form.version.data, now())
        flash("Den nya versionen är borttagen. Instanserna har kvar den version de hade.", "success")
        return url_for(PROGRAMME, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, NewVersionForm(formdata=None)))


def _show(remiss_id: int, form: NewVersionForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    bodies, changes = asked(remiss), prepared_changes(remiss)
    return render_template(
        "ks/new_version.html",
        remiss=remiss_view(remiss),
        form=form,
        changes=changes,
        unplaced=unplaced(remiss, changes) if changes else (),
        possible=changes is not None and RemissAction.ISSUE_VERSION in allowed(remiss),
        answered=sum(one.reply is not None and one.reply.state.came_in for one in bodies),
        **told_bodies(remiss_id, bodies),
    )

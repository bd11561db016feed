"""The arbetsgång of a body: how many working days before and after its meetings its other days lie."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission, may
from remiss.domain.planning import Rhythm
from remiss.errors import NotVisible
from remiss.queries.names import names_on
from remiss.queries.own_planning import rhythm_of
from remiss.services.rhythm import set_rhythm
from remiss.services.steps import require
from remiss.web.office.meeting_forms import RhythmForm
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_meeting_rhythm", __name__)


def demand_body(organisation_id: int, permission: Permission = Permission.MATTER_VIEW) -> str:
    """Return the name of one of the visitor's bodies. Answers 404 for others, 403 without ``permission`` there."""
    owners = frozenset({organisation_id})
    if not may(current_actor(), Permission.MATTER_VIEW, owners):
        raise NotVisible
    require(current_actor(), permission, owners)
    return names_on(owners, today())[organisation_id].name


@route(blueprint, "/sammantraden/arbetsgang/<int:organisation_id>", Permission.MATTER_VIEW, ("GET", "POST"))
def rhythm(organisation_id: int) -> Response:
    """Show how the body's days are counted; whoever plans its meetings can change that."""
    body = demand_body(organisation_id, Permission.MEETING_PLAN if is_post() else Permission.MATTER_VIEW)
    form = RhythmForm(data=asdict(rhythm_of(organisation_id)))

    def act() -> str:
        typed = Rhythm(**{name: form[name].data for name in asdict(Rhythm())})
        set_rhythm(current_actor(), organisation_id, typed, now())
        flash("Arbetsgången är sparad. Alla tidplaner är omräknade.", "success")
        return url_for("office_meeting_rhythm.rhythm", organisation_id=organisation_id)

    return submit(form, act, lambda: _show(organisation_id, body, form))


def _show(organisation_id: int, body: str, form: RhythmForm) -> str:
    writable = may(current_actor(), Permission.MEETING_PLAN, frozenset({organisation_id}))
    return render_template("office/meeting_rhythm.html", body=body, form=form, writable=writable)

"""Noting at a meeting that a decision of the chair, a delegate or a VD was reported to it."""

from __future__ import annotations

from flask import Blueprint, Response, flash, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.errors import InvalidInput
from remiss.queries.wall import own_duty, own_meeting
from remiss.services.reporting import note_reported, undo_reported
from remiss.web.office.meeting_decisions import demand_meeting
from remiss.web.office.meeting_forms import ReportForm, UndoReportForm
from remiss.web.office.meetings import HERE, show_meeting
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("office_reporting", __name__)
NEED = Permission.DECISION_RECORD


@route(blueprint, "/sammantraden/<int:meeting_id>/anmalan", NEED, ("POST",))
def note(meeting_id: int) -> Response:
    """Note under which paragraph the meeting was told of a decision."""
    demand_meeting(meeting_id, NEED)
    form = ReportForm()

    def act() -> str:
        meeting, duty = own_meeting(current_actor(), meeting_id), own_duty(current_actor(), form.duty_id.data)
        if duty.decision.organisation_id != meeting.organisation_id:
            raise InvalidInput("Beslutet hör till en annan nämnd.")
        if meeting.held_on > today():
            raise InvalidInput("Anmälan noteras från och med sammanträdesdagen.")
        note_reported(current_actor(), duty, meeting.held_on, form.paragraph.data, now())
        flash("Anmälan är noterad.", "success")
        return url_for(HERE, meeting_id=meeting_id)

    return submit(form, act, lambda: show_meeting(meeting_id, refused=form))


@route(blueprint, "/sammantraden/<int:meeting_id>/angrad-anmalan", NEED, ("POST",))
def undo(meeting_id: int) -> Response:
    """Take back a note that was wrong: the decision waits to be reported again."""
    demand_meeting(meeting_id, NEED)
    form = UndoReportForm()

    def act() -> str:
        undo_reported(current_actor(), own_duty(current_actor(), form.duty_id.data), now())
        flash("Anmälan är borttagen. Beslutet väntar på att anmälas.", "success")
        return url_for(HERE, meeting_id=meeting_id)

    return submit(form, act, lambda: show_meeting(meeting_id, refused=form))

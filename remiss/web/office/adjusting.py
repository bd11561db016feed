"""Justering: the minutes of one matter or of a whole meeting are adjusted, and the decisions may be sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import RemissError
from remiss.models.organisations import OrganisationKind
from remiss.queries.meetings import agenda_of
from remiss.queries.wall import own_matter, own_meeting
from remiss.services.adjusting import adjust, adjustment_warning, last_day_to_adjust, undo_adjustment
from remiss.services.meetings import adjust_minutes
from remiss.services.steps import standing_decisions
from remiss.text import counted
from remiss.web.office.decision import show_decision
from remiss.web.office.forms import SubmitForm
from remiss.web.office.meeting_decisions import demand_meeting, rows_on
from remiss.web.office.meeting_forms import AdjustForm, AdjustMinutesForm
from remiss.web.office.page import demand, shown_meeting
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("office_adjusting", __name__)
MATTER, MEETING = "office_decision.decision", "office_meetings.show"
UNPROCESSABLE = 422


@route(blueprint, "/arenden/<int:reply_id>/justering", Permission.DECISION_RECORD, ("GET", "POST"))
def matter(reply_id: int) -> Response:
    """Note when the minutes with the decision about one matter were adjusted."""
    demand(reply_id, Permission.DECISION_RECORD)
    form = AdjustForm()

    def act() -> str:
        reply, day = own_matter(current_actor(), reply_id), form.adjusted_on.data
        decided = max((row.decided_on for row in standing_decisions(reply)), default=day)
        adjust(current_actor(), reply, day, form.version.data, now())
        flash("Justeringen är noterad. Nu kan svaret expedieras.", "success")
        _warn(reply.consultees[0].organisation.kind, decided, day)
        return url_for(MATTER, reply_id=reply_id)

    return submit(form, act, lambda: show_decision(reply_id, adjust_form=form))


@route(blueprint, "/arenden/<int:reply_id>/angrad-justering", Permission.DECISION_RECORD, ("POST",))
def undo(reply_id: int) -> Response:
    """Take back an adjustment that was noted wrongly."""
    demand(reply_id, Permission.DECISION_RECORD)
    form = SubmitForm()

    def act() -> str:
        undo_adjustment(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Den noterade justeringen är borttagen.", "success")
        return url_for(MATTER, reply_id=reply_id)

    return submit(form, act, lambda: show_decision(reply_id, undo_form=form))


@route(blueprint, "/sammantraden/<int:meeting_id>/justering", Permission.DECISION_RECORD, ("GET", "POST"))
def minutes(meeting_id: int) -> Response:
    """Note when the minutes of a meeting were adjusted: every matter that it decided can be sent from then on."""
    demand_meeting(meeting_id, Permission.DECISION_RECORD)
    form = AdjustMinutesForm()
    if not is_post():
        return make_response(_minutes(meeting_id, form, {}))
    if not form.validate_on_submit():
        return make_response(_minutes(meeting_id, form, {}), UNPROCESSABLE)
    with writing():
        meeting = own_meeting(current_actor(), meeting_id)
        rows, problems = rows_on(meeting_id, (entry.form for entry in form.matters), lambda _: None)
        problems |= adjust_minutes(current_actor(), rows, form.adjusted_on.data, now())
        kind, held_on = meeting.organisation.kind, meeting.held_on
    if len(form.matters) > len(problems):
        noted = counted(len(form.matters) - len(problems), "ärende", "ärenden")
        flash(f"Justeringen är noterad för {noted}.", "success")
        _warn(kind, held_on, form.adjusted_on.data)
    if problems:
        return make_response(_minutes(meeting_id, form, problems), UNPROCESSABLE)
    return see_other(url_for(MEETING, meeting_id=meeting_id))


def _warn(kind: OrganisationKind, decided_on: date, adjusted_on: date) -> None:
    warning = adjustment_warning(kind, decided_on, adjusted_on)
    if warning:
        flash(warning, "warning")


def _minutes(meeting_id: int, form: AdjustMinutesForm, problems: Mapping[int, RemissError]) -> str:
    meeting = shown_meeting(meeting_id)
    matters = [matter for matter in agenda_of(meeting) if matter.state is ReplyState.DECIDED]
    rows = [{"reply_id": matter.reply_id, "version": matter.version} for matter in matters]
    return render_template(
        "office/meeting_adjusting.html",
        meeting=meeting,
        form=form,
        rows=AdjustMinutesForm(formdata=None, data={"matters": rows}).matters,
        matters=matters,
        problems=[(matter, problems[matter.reply_id]) for matter in matters if matter.reply_id in problems],
        adjusted_by=last_day_to_adjust(meeting.organisation.kind, meeting.held_on),
    )

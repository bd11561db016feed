"""Publishing the papers before a meeting: one matter's, or those of everything on its agenda."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.door import writing
from remiss.errors import RemissError, WrongState
from remiss.queries.matter_text import saved_text
from remiss.queries.meetings import agenda_of
from remiss.queries.publishing import publishable_on
from remiss.queries.wall import own_matter, own_meeting
from remiss.services.meetings import publish_all
from remiss.services.publishing import meetings_to_publish, publish_papers
from remiss.text import counted, long_date
from remiss.web.office.forms import SubmitForm
from remiss.web.office.meeting_decisions import MEETING, UNPROCESSABLE, demand_meeting, rows_on
from remiss.web.office.meeting_forms import SendAllForm
from remiss.web.office.page import demand, matter_page, shown_meeting
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("office_publishing", __name__)


@route(blueprint, "/arenden/<int:reply_id>/publicering", Permission.REPLY_SUBMIT, ("GET", "POST"))
def papers(reply_id: int) -> Response:
    """Say who can read the text then and what stays closed, and publish it."""
    demand(reply_id, Permission.REPLY_SUBMIT)
    form = SubmitForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        possible = meetings_to_publish(current_actor(), reply)
        if not possible:
            raise WrongState("Det finns inga handlingar att publicera. Läs in sidan på nytt.")
        publish_papers(current_actor(), reply, possible[0], form.version.data, now())
        flash(f"Handlingarna till sammanträdet den {long_date(possible[0].held_on)} är publicerade.", "success")
        return url_for("office_decision.decision", reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form))


@route(blueprint, "/sammantraden/<int:meeting_id>/publicering", Permission.REPLY_SUBMIT, ("GET", "POST"))
def meeting_papers(meeting_id: int) -> Response:
    """Say which texts are released to whom, and publish those that can be."""
    demand_meeting(meeting_id, Permission.REPLY_SUBMIT)
    form = SendAllForm()
    if not is_post():
        return make_response(_confirm_all(meeting_id, {}))
    if not form.validate_on_submit():
        return make_response(_confirm_all(meeting_id, {}), UNPROCESSABLE)
    with writing():
        rows, problems = rows_on(meeting_id, (entry.form for entry in form.matters), lambda _: None)
        problems |= publish_all(current_actor(), own_meeting(current_actor(), meeting_id), rows, now())
    out = len(form.matters) - len(problems)
    if out:
        flash(f"Handlingarna i {counted(out, 'ärende', 'ärenden')} är publicerade.", "success")
    if problems:
        return make_response(_confirm_all(meeting_id, problems), UNPROCESSABLE)
    return see_other(url_for(MEETING, meeting_id=meeting_id))


def _confirm(reply_id: int, form: SubmitForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, "office_publishing.papers")
    form.version.data = page.matter.version
    return render_template(
        "office/publish.html",
        page=page,
        form=form,
        saved=saved_text(reply_id),
        meeting=next(iter(meetings_to_publish(current_actor(), reply)), None),
        possible=ReplyAction.PUBLISH_PAPERS in page.actions,
    )


def _confirm_all(meeting_id: int, problems: Mapping[int, RemissError]) -> str:
    meeting = shown_meeting(meeting_id)
    possible = publishable_on(meeting)
    matters = [matter for matter in agenda_of(meeting) if matter.reply_id in possible]
    rows = [{"reply_id": matter.reply_id, "version": matter.version} for matter in matters]
    return render_template(
        "office/meeting_publish.html",
        meeting=meeting,
        form=SendAllForm(formdata=None, data={"matters": rows}),
        matters=matters,
        problems=[(matter, problems[matter.reply_id]) for matter in matters if matter.reply_id in problems],
    )

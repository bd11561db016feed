"""Sammanträden: the body's calendar, and one page for each meeting with what is on its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.domain.permissions import GRANTS, Permission, may
from remiss.domain.planning import Step, days_of
from remiss.domain.workflow.states import ReplyState
from remiss.errors import InvalidInput, NotVisible
from remiss.models.decisions import Meeting
from remiss.queries.matters import bodies_of
from remiss.queries.meetings import (
    AgendaMatter,
    WaitingMatter,
    agenda_of,
    body_names,
    meetings_of,
    minutes_of,
    waiting_matters,
)
from remiss.queries.own_planning import rhythm_of
from remiss.queries.publishing import publishable_on
from remiss.queries.report_duties import open_duties, to_report_at
from remiss.queries.wall import own_matter, own_meeting
from remiss.services import meetings
from remiss.services.adjusting import last_day_to_adjust
from remiss.services.steps import require
from remiss.services.working_days import closed_because, is_working_day, thin_because
from remiss.text import long_date
from remiss.web.fields import options, whole_number
from remiss.web.office.meeting_forms import MeetingDaysForm, NewMeetingForm, OrderForm, PutForm
from remiss.web.office.page import shown_meeting
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_meetings", __name__)
HERE = "office_meetings.show"


@route(blueprint, "/sammantraden", Permission.MATTER_VIEW, ("GET", "POST"))
def calendar() -> Response:
    """List the meetings, and put a new one in the calendar."""
    planned = _planned()
    if is_post():
        require(current_actor(), Permission.MEETING_PLAN, planned)
    form = NewMeetingForm()
    form.organisation_id.choices = options(body_names(planned, today()))

    def act() -> str:
        made = meetings.add_meeting(current_actor(), form.organisation_id.data, form.typed(), now())
        _said("Sammanträdet är inlagt.", made)
        return url_for(HERE, meeting_id=made.id)

    return submit(form, act, lambda: _calendar(form, planned))


@route(blueprint, "/sammantraden/<int:meeting_id>", Permission.MATTER_VIEW)
def show(meeting_id: int) -> str:
    """Show the agenda, what is decided, and what could still come on it."""
    return show_meeting(meeting_id)


@route(blueprint, "/sammantraden/<int:meeting_id>/uppgifter", Permission.MEETING_PLAN, ("GET", "POST"))
def change(meeting_id: int) -> Response:
    """Change the day or the other days that are set for it."""
    meeting = _demand(meeting_id)
    form = MeetingDaysForm(obj=meeting)

    def act() -> str:
        fresh = own_meeting(current_actor(), meeting_id)
        meetings.change_meeting(current_actor(), fresh, form.typed(), now())
        _said("Sammanträdet är ändrat.", fresh)
        return url_for(HERE, meeting_id=meeting_id)

    return submit(form, act, lambda: _change(meeting_id, form))


@route(blueprint, "/sammantraden/<int:meeting_id>/borttagning", Permission.MEETING_PLAN, ("POST",))
def remove(meeting_id: int) -> Response:
    """Take a meeting without matters out of the calendar."""
    _demand(meeting_id)
    form = PutForm()

    def act() -> str:
        meetings.remove_meeting(current_actor(), own_meeting(current_actor(), meeting_id), now())
        flash("Sammanträdet är borttaget.", "success")
        return url_for("office_meetings.calendar")

    return submit(form, act, lambda: show_meeting(meeting_id, refused=form))


@route(blueprint, "/sammantraden/<int:meeting_id>/ordning", Permission.MEETING_PLAN, ("POST",))
def order(meeting_id: int) -> Response:
    """Set the order of the agenda."""
    _demand(meeting_id)
    form = OrderForm()

    def act() -> str:
        typed = {entry.form.reply_id.data: whole_number(entry.form.place.data) for entry in form.matters}
        meetings.order_agenda(current_actor(), own_meeting(current_actor(), meeting_id), typed, now())
        flash("Ordningen är sparad.", "success")
        return url_for(HERE, meeting_id=meeting_id)

    return submit(form, act, lambda: show_meeting(meeting_id, refused=form))


@route(blueprint, "/sammantraden/<int:meeting_id>/arenden", Permission.MEETING_PLAN, ("POST",))
def put(meeting_id: int) -> Response:
    """Put a signed matter on the agenda."""
    _demand(meeting_id)
    form = PutForm()

    def act() -> str:
        meeting, reply = own_meeting(current_actor(), meeting_id), own_matter(current_actor(), form.reply_id.data)
        if meeting.organisation_id not in reply.owners:
            raise InvalidInput("Ärendet hör till en annan nämnd.")
        meetings.put_on_agenda(current_actor(), meeting, reply, form.version.data, now())
        flash("Ärendet är anmält till sammanträdet.", "success")
        return url_for(HERE, meeting_id=meeting_id)

    return submit(form, act, lambda: show_meeting(meeting_id, refused=form))


def _planned() -> frozenset[int]:
    """Return the bodies whose meetings the visitor plans."""
    memberships = current_actor().memberships
    return frozenset(place for place, role in memberships if Permission.MEETING_PLAN in GRANTS[role])


def _demand(meeting_id: int) -> Meeting:
    meeting = own_meeting(current_actor(), meeting_id)
    require(current_actor(), Permission.MEETING_PLAN, frozenset({meeting.organisation_id}))
    return meeting


def _calendar(form: NewMeetingForm, planned: frozenset[int]) -> str:
    bodies = bodies_of(current_actor())
    if not bodies:
        raise NotVisible
    rows = meetings_of(bodies, today(), is_working_day)
    return render_template(
        "office/meetings.html",
        form=form,
        coming=[row for row in rows if row.held_on >= today()],
        held=[row for row in rows if row.held_on < today()],
        may_plan=bool(planned),
        duties=open_duties(bodies),
        planned=body_names(planned, today()),
        several=len(bodies) > 1,
    )


def _change(meeting_id: int, form: MeetingDaysForm) -> str:
    meeting = shown_meeting(meeting_id)
    return render_template("office/meeting_days.html", meeting=meeting, form=form, empty=not agenda_of(meeting))


def show_meeting(meeting_id: int, refused: FlaskForm | None = None) -> str:
    """Return the page of a meeting; ``refused`` is the form that could not be taken."""
    meeting = shown_meeting(meeting_id)
    matters, owners = agenda_of(meeting), frozenset({meeting.organisation_id})
    held = meeting.held_on <= today()
    return render_template(
        "office/meeting.html",
        meeting=meeting,
        body=meeting.organisation.name_on(today()),
        matters=matters,
        waiting=[] if meeting.held_on < today() else _waiting(meeting, matters),
        held=held,
        undecided=[matter for matter in matters if matter.undecided],
        unadjusted=[matter for matter in matters if matter.state is ReplyState.DECIDED],
        adjusted=[matter for matter in matters if matter.state is ReplyState.ADJUSTED],
        adjusted_by=last_day_to_adjust(meeting.organisation.kind, meeting.held_on),
        minutes=minutes_of(meeting),
        publishable=len(publishable_on(meeting)),
        to_report=to_report_at(meeting),
        warning=day_warning(meeting.held_on),
        days=_days(meeting),
        may_plan=may(current_actor(), Permission.MEETING_PLAN, owners),
        may_decide=may(current_actor(), Permission.DECISION_RECORD, owners),
        may_send=may(current_actor(), Permission.REPLY_SUBMIT, owners),
        order_form=OrderForm(formdata=None, data={"matters": _places(matters)}),
        refused=refused or PutForm(formdata=None),
    )


def _days(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the days of the work towards the meeting, for a list; those that are counted are said to be."""
    days = days_of(meeting.dated, rhythm_of(meeting.organisation_id), is_working_day)
    own = meeting.dated.own
    shown = [step for step in Step if step is not Step.MEETING]
    return [(s.label.split(",")[0], long_date(days[s]) + ("" if s in own else " (räknat)")) for s in shown]


def _waiting(meeting: Meeting, matters: Sequence[AgendaMatter]) -> list[WaitingMatter]:
    """Return what could still come on the agenda: not what this very meeting has postponed or sent back."""
    here = {matter.reply_id for matter in matters}
    return [matter for matter in waiting_matters(meeting.organisation_id) if matter.reply_id not in here]


def _places(matters: Sequence[AgendaMatter]) -> list[dict[str, object]]:
    return [{"reply_id": matter.reply_id, "place": str(place)} for place, matter in enumerate(matters, start=1)]


def _said(words: str, meeting: Meeting) -> None:
    flash(words, "success")
    warning = day_warning(meeting.held_on)
    if warning:
        flash(warning, "warning")


def day_warning(day: date) -> str | None:
    """Return a sentence when meetings are seldom held on ``day``: it warns, it does not stop."""
    reason, thin = closed_because(day), thin_because(day)
    weekday = format_date(day, "EEEE", locale="sv_SE")
    said = f"Sammanträdesdagen, {weekday} den {long_date(day)},"
    if reason:
        why = "" if reason == weekday else f" ({reason})"
        return f"{said} är ingen arbetsdag{why}. Kontrollera dagen."
    return f"{said} {_THIN[thin]}. Kontrollera dagen." if thin else None


_THIN = {"klämdag": "är en klämdag", "juli": "ligger i juli"}

"""The nämnd: which meeting, what was decided, and sending the reply off with a receipt."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput, NotVisible
from remiss.models.decisions import MinorityKind, Outcome
from remiss.models.replies import Reply
from remiss.queries.matter_decisions import KnownMeeting, coming_meetings, decisions_of, receipt_of
from remiss.queries.matter_text import saved_text, signatures
from remiss.queries.wall import own_matter
from remiss.services import decisions
from remiss.text import long_date
from remiss.web.fields import options
from remiss.web.kept_files import PAPERS, KeptFile, keep
from remiss.web.office.forms import MINORITY_ROWS, DecisionForm, MeetingForm, SentForm, SubmitForm
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_decision", __name__)
HERE = "office_decision.decision"


@route(blueprint, "/arenden/<int:reply_id>/beslut", Permission.MATTER_VIEW, ("GET", "POST"))
def decision(reply_id: int) -> Response:
    """Show how far the matter has come at the nämnd; record what was decided."""
    form, kept = DecisionForm(), None
    if is_post():
        demand(reply_id, Permission.DECISION_RECORD)
        kept = keep(form.minutes.data, "minutes", PAPERS)

    def act() -> str:
        found = _typed_decision(form, kept)
        decisions.record_decision(
            current_actor(), own_matter(current_actor(), reply_id), found, form.version.data, now()
        )
        flash(_said(found.outcome), "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, decision_form=form if is_post() else None))


@route(blueprint, "/arenden/<int:reply_id>/sammantrade", Permission.MEETING_PLAN, ("GET", "POST"))
def plan(reply_id: int) -> Response:
    """Put the signed text on the agenda of a meeting."""
    if is_post():
        demand(reply_id, Permission.MEETING_PLAN)
    form = MeetingForm()

    def act() -> str:
        held_on = _chosen_day(form)
        reply = own_matter(current_actor(), reply_id)
        decisions.plan_meeting(current_actor(), reply, held_on, form.version.data, now())
        flash(f"Ärendet är anmält till sammanträdet den {long_date(held_on)}.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, meeting_form=form))


@route(blueprint, "/arenden/<int:reply_id>/expediering", Permission.REPLY_SUBMIT, ("GET", "POST"))
def dispatch(reply_id: int) -> Response:
    """Say what is sent to whom and what follows, and send it."""
    demand(reply_id, Permission.REPLY_SUBMIT)
    form = _dispatch_form(own_matter(current_actor(), reply_id))

    def act() -> str:
        reply, sent = own_matter(current_actor(), reply_id), _sent(form)
        decisions.submit(current_actor(), reply, form.version.data, now(), sent)
        flash("Svaret är expedierat.", "success")
        return url_for("office_decision.receipt", reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/kvittens", Permission.MATTER_VIEW)
def receipt(reply_id: int) -> str:
    """Show what was received, when, and its hash."""
    page = matter_page(own_matter(current_actor(), reply_id), "office_decision.receipt")
    found = receipt_of(reply_id)
    if found is None:
        raise NotVisible
    return render_template("office/receipt.html", page=page, receipt=found, decisions=decisions_of(reply_id))


def _show(reply_id: int, decision_form: FlaskForm | None = None, meeting_form: FlaskForm | None = None) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    meetings = coming_meetings(reply.owners, today())
    meeting_form = meeting_form or MeetingForm(formdata=None)
    days = [("", "Annan dag"), *((m.held_on.isoformat(), _meeting(m)) for m in meetings)]
    meeting_form.known.choices = options(days)
    held = page.matter.meeting_on
    decision_form = decision_form or DecisionForm(formdata=None, decided_on=held if held and held <= today() else None)
    for form in (decision_form, meeting_form):
        form.version.data = page.matter.version
    rows = [[decision_form[f"minority_{row}_{part}"] for part in ("kind", "parties", "text")] for row in MINORITY_ROWS]
    return render_template(
        "office/decision.html",
        page=page,
        decision_form=decision_form,
        minority_rows=rows,
        meeting_form=meeting_form,
        decisions=decisions_of(reply_id),
    )


def _confirm(reply_id: int, form: SubmitForm) -> str:
    page = matter_page(own_matter(current_actor(), reply_id), "office_decision.dispatch")
    form.version.data = page.matter.version
    saved = saved_text(reply_id)
    return render_template(
        "office/dispatch.html",
        page=page,
        form=form,
        saved=saved,
        decisions=decisions_of(reply_id),
        signatures=[s for s in signatures(reply_id) if saved and s.number == saved.number and not s.voided_reason],
        possible=ReplyAction.SUBMIT in page.actions,
    )


def _dispatch_form(reply: Reply) -> SubmitForm:
    """To a sender outside the system the body sends the reply itself, and says how."""
    return SubmitForm() if reply.remiss.registered_by_id is None else SentForm(sent_on=today())


def _sent(form: SubmitForm) -> decisions.SentByItself | None:
    return decisions.SentByItself(form.sent_how.data, form.sent_on.data) if isinstance(form, SentForm) else None


def _meeting(meeting: KnownMeeting) -> str:
    day = long_date(meeting.held_on)
    return f"{day} (stoppdag {long_date(meeting.stop_on)})" if meeting.stop_on else day


def _chosen_day(form: MeetingForm) -> date:
    if form.held_on.data:
        return date.fromisoformat(form.held_on.data.isoformat())
    try:
        return date.fromisoformat(form.known.data or "")
    except ValueError:
        raise InvalidInput("Välj ett sammanträde eller skriv en annan dag.", "known") from None


def _typed_decision(form: DecisionForm, kept: KeptFile | None) -> decisions.DecisionInput:
    return decisions.DecisionInput(
        decided_on=form.decided_on.data,
        paragraph=form.paragraph.data,
        outcome=Outcome(form.outcome.data),
        text=form.text.data,
        immediate_adjustment=form.immediate_adjustment.data,
        minutes=kept.attach(current_actor(), now()) if kept else None,
        minorities=[found for row in MINORITY_ROWS if (found := _minority(form, row))],
    )


def _minority(form: DecisionForm, row: int) -> decisions.Minority | None:
    kind, parties, text = (form[f"minority_{row}_{part}"].data for part in ("kind", "parties", "text"))
    if not any((kind, parties, text)):
        return None
    if not kind:
        raise InvalidInput("Välj om det är en reservation eller ett uttalande.", f"minority_{row}_kind")
    if not parties:
        raise InvalidInput("Skriv vilka partier eller namn som står bakom.", f"minority_{row}_parties")
    return decisions.Minority(MinorityKind(kind), parties, text)


def _said(outcome: Outcome) -> str:
    if outcome is Outcome.REMITTED_BACK:
        return "Ärendet är återremitterat. Texten är ett utkast igen, och signaturerna gäller inte längre."
    if outcome is Outcome.TABLED:
        return "Ärendet är bordlagt. Anmäl det till ett nytt sammanträde."
    return "Beslutet är registrerat. Nu kan svaret expedieras."

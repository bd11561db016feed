"""The nämnd: which meeting, what was decided, and sending the reply off with a receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.domain.board_words import named, spoken
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.errors import InvalidInput, NotVisible
from remiss.models.decisions import Outcome, ReplyText
from remiss.models.replies import Reply
from remiss.queries.earlier_replies import earlier_replies
from remiss.queries.matter import Matter
from remiss.queries.matter_decisions import (
    DecisionRow,
    KnownMeeting,
    coming_meetings,
    decided_alone,
    decisions_of,
    receipt_of,
    standing_decisions,
)
from remiss.queries.matter_text import board_text, saved_text, signatures
from remiss.queries.publishing import publications_of
from remiss.queries.statement_files import statement_files
from remiss.queries.wall import own_matter
from remiss.services import decisions
from remiss.services.adjusting import adjustment_warning, last_day_to_adjust
from remiss.services.admission import PAPERS
from remiss.services.late import submit_late
from remiss.services.preliminary import record_following_decision, send_preliminary
from remiss.services.working_days import is_working_day
from remiss.text import long_date
from remiss.web.decision_form import FollowingDecisionForm, minority_rows, typed_decision
from remiss.web.fields import Form, options
from remiss.web.kept_files import keep
from remiss.web.office.forms import (
    LateForm,
    MeetingForm,
    PreliminaryForm,
    SentForm,
    SentPart,
    SentPreliminaryForm,
    SubmitForm,
)
from remiss.web.office.meeting_forms import AdjustForm
from remiss.web.office.page import demand, matter_page, own_parties
from remiss.web.office.planning import stop_words
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_decision", __name__)
HERE = "office_decision.decision"


@route(blueprint, "/arenden/<int:reply_id>/beslut", Permission.MATTER_VIEW, ("GET", "POST"))
def decision(reply_id: int) -> Response:
    """Show how far the matter has come at the nämnd; record what was decided."""
    form, kept = FollowingDecisionForm(), None
    if is_post():
        demand(reply_id, Permission.DECISION_RECORD)
        kept = keep(form.minutes.data, "minutes", PAPERS)

    def act() -> str:
        found, reply = typed_decision(form, kept), own_matter(current_actor(), reply_id)
        flash(_record(reply, found, form), "success")
        own = found.outcome.departs and found.reply_text is ReplyText.BOARD
        return url_for("office_board_text.show" if own else HERE, reply_id=reply_id)

    return submit(form, act, lambda: show_decision(reply_id, decision_form=form if is_post() else None))


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

    return submit(form, act, lambda: show_decision(reply_id, meeting_form=form))


@route(blueprint, "/arenden/<int:reply_id>/expediering", Permission.REPLY_SUBMIT, ("GET", "POST"))
def dispatch(reply_id: int) -> Response:
    """Say what is sent to whom and what follows, and send it."""
    demand(reply_id, Permission.REPLY_SUBMIT)
    form = SentForm(sent_on=today()) if by_itself(reply_id) else SubmitForm()

    def act() -> str:
        reply, sent = own_matter(current_actor(), reply_id), sent_words(form)
        decisions.submit(current_actor(), reply, form.version.data, now(), sent)
        flash("Svaret är expedierat.", "success")
        return url_for("office_decision.receipt", reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form, ReplyAction.SUBMIT))


@route(blueprint, "/arenden/<int:reply_id>/sen-expediering", Permission.REPLY_SUBMIT, ("GET", "POST"))
def dispatch_late(reply_id: int) -> Response:
    """Say that the time for answers has ended and what that means, and send what was decided all the same."""
    demand(reply_id, Permission.REPLY_SUBMIT)
    form = LateForm()

    def act() -> str:
        reply, adjusted_on = own_matter(current_actor(), reply_id), form.adjusted_on.data
        submit_late(current_actor(), reply, adjusted_on, form.version.data, now())
        flash("Svaret är expedierat. Avsändaren avgör om det tas med.", "success")
        return url_for("office_decision.receipt", reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form, ReplyAction.SUBMIT_LATE))


@route(blueprint, "/arenden/<int:reply_id>/forhandssvar", Permission.REPLY_SUBMIT, ("GET", "POST"))
def send_early(reply_id: int) -> Response:
    """Say what is sent to whom before the nämnd has decided, and send it."""
    demand(reply_id, Permission.REPLY_SUBMIT)
    form = SentPreliminaryForm(sent_on=today()) if by_itself(reply_id) else PreliminaryForm()

    def act() -> str:
        reply, expected_on = own_matter(current_actor(), reply_id), form.decision_expected_on.data
        send_preliminary(current_actor(), reply, expected_on, form.version.data, now(), sent_words(form))
        flash("Förhandssvaret är skickat. Registrera nämndens beslut när det är fattat.", "success")
        return url_for("office_decision.receipt", reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form, ReplyAction.SEND_PRELIMINARY))


@route(blueprint, "/arenden/<int:reply_id>/aterkallat-beslut", Permission.DECISION_RECORD, ("GET", "POST"))
def withdraw(reply_id: int) -> Response:
    """Ask before a decision that was recorded wrongly is taken back."""
    demand(reply_id, Permission.DECISION_RECORD)
    form = SubmitForm()

    def act() -> str:
        decisions.withdraw_decision(current_actor(), own_matter(current_actor(), reply_id), form.version.data, now())
        flash("Beslutet är taget tillbaka. Registrera det rätta beslutet.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _confirm(reply_id, form, ReplyAction.UNDO_DECISION))


@route(blueprint, "/arenden/<int:reply_id>/kvittens", Permission.MATTER_VIEW)
def receipt(reply_id: int) -> str:
    """Show what was received, when, and its hash."""
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, "office_decision.receipt")
    found = receipt_of(reply_id)
    if found is None:
        raise NotVisible
    standing = standing_decisions(reply_id)
    signed = [s for s in signatures(reply) if s.number == found.number and s.stands]
    return render_template(
        "office/receipt.html",
        page=page,
        receipt=found,
        decisions=standing,
        signed=signed,
        files=statement_files(reply_id),
        alone=decided_alone(reply_id),
        basis=named(reply.basis.label, council=page.council),
        own=any(decision.own_number == found.number for decision in standing),
        earlier=earlier_replies(reply_id),
    )


def show_decision(
    reply_id: int, decision_form: FlaskForm | None = None, meeting_form: FlaskForm | None = None,
    adjust_form: FlaskForm | None = None, undo_form: FlaskForm | None = None,
) -> str:  # fmt: skip
    """Return the page of the decision with the forms that the state of the matter asks for."""
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    meetings = coming_meetings(own_parties(reply.owners), today(), is_working_day)
    planned = page.matter.planned_on
    meeting_form = meeting_form or MeetingForm(formdata=None, known=planned.isoformat() if planned else "")
    days = [("", "Annan dag"), *((m.held_on.isoformat(), _meeting(m)) for m in meetings)]
    meeting_form.known.choices = options(days)
    found = decisions_of(reply_id)
    held = page.matter.decision_expected_on or page.matter.meeting_on
    decided_on = held if held and held <= today() else None
    decision_form = decision_form or FollowingDecisionForm(formdata=None, decided_on=decided_on)
    if page.company:
        _speak_as_company(decision_form)
    if page.parties:
        decision_form.reply_text.choices = decision_form.reply_text.choices[:1]
    adjust_form = adjust_form or AdjustForm(formdata=None)
    undo_form = undo_form or SubmitForm(formdata=None)
    for form in (decision_form, meeting_form, adjust_form, undo_form):
        form.version.data = page.matter.version
    return render_template(
        "office/decision.html",
        page=page,
        decision_form=decision_form,
        minority_rows=minority_rows(decision_form),
        meeting_form=meeting_form,
        adjust_form=adjust_form,
        undo_form=undo_form,
        adjusted_by=_adjusted_by(page.matter, found),
        decisions=found,
        alone=decided_alone(reply_id),
        publications=publications_of(reply_id),
    )


_CONFIRM = {
    ReplyAction.SUBMIT: "office/dispatch.html",
    ReplyAction.SUBMIT_LATE: "office/dispatch.html",
    ReplyAction.SEND_PRELIMINARY: "office/dispatch_early.html",
    ReplyAction.UNDO_DECISION: "office/withdraw.html",
}


def _confirm(reply_id: int, form: Form, action: ReplyAction) -> str:
    """Show what follows if the person goes on with ``action``."""
    own = own_matter(current_actor(), reply_id)
    page = matter_page(own, "office_decision.confirm")
    form.version.data = page.matter.version
    if isinstance(form, PreliminaryForm) and not is_post():
        form.decision_expected_on.data = page.matter.meeting_on
    saved = saved_text(reply_id)
    return render_template(
        _CONFIRM[action],
        page=page,
        form=form,
        saved=saved,
        own=board_text(reply_id),
        decisions=standing_decisions(reply_id),
        signatures=[s for s in signatures(own) if saved and s.number == saved.number and s.stands],
        possible=action in page.actions,
    )


def _speak_as_company(form: FlaskForm) -> None:
    """Let the fields of a decision speak of a board and its company."""
    form.outcome.choices = options((outcome.value, spoken(outcome.label, company=True)) for outcome in Outcome)
    form.text.label.text = spoken(form.text.label.text, company=True)
    form.reply_text.choices = options((one.value, spoken(one.label, company=True)) for one in ReplyText)


def _adjusted_by(matter: Matter, decisions: Sequence[DecisionRow]) -> date | None:
    standing = [row for row in decisions if not row.withdrawn]
    return last_day_to_adjust(matter.kind, standing[-1].decided_on) if standing else None


def by_itself(reply_id: int) -> bool:
    """Tell whether the body sends the reply itself, and says how: its sender is outside the system."""
    return own_matter(current_actor(), reply_id).remiss.registered_by_id is not None


def sent_words(form: Form) -> decisions.SentByItself | None:
    """Return how the body says that it sent the reply itself, None when it goes from here."""
    return decisions.SentByItself(form.sent_how.data, form.sent_on.data) if isinstance(form, SentPart) else None


def _meeting(meeting: KnownMeeting) -> str:
    return f"{long_date(meeting.held_on)} ({stop_words(meeting.stop_on)})"


def _chosen_day(form: MeetingForm) -> date:
    if form.held_on.data:
        return date.fromisoformat(form.held_on.data.isoformat())
    try:
        return date.fromisoformat(form.known.data or "")
    except ValueError:
        raise InvalidInput("Välj ett sammanträde eller skriv en annan dag.", "known") from None


def _record(reply: Reply, found: decisions.DecisionInput, form: FollowingDecisionForm) -> str:
    """Record the decision as the state of the matter demands and return what to say about it."""
    actor, version = current_actor(), form.version.data
    if reply.state is not ReplyState.PRELIMINARY:
        decisions.record_decision(actor, reply, found, version, now())
        kind = reply.consultees[0].organisation.kind
        if warning := adjustment_warning(kind, found.decided_on, found.adjusted_on):
            flash(warning, "warning")
        if reply.state is ReplyState.TO_BOARD and found.outcome is not Outcome.TABLED:
            return "Ert beslut är registrerat. De andra parterna ska också besluta."
        return _said(found)
    record_following_decision(actor, reply, found, form.decision_expected_on.data, version, now())
    by_themselves = (f"Meddela själva {reply.remiss.sender.name_on(today())}.", ". Skicka själva protokollsutdraget.")
    tells = by_themselves if reply.remiss.registered_by_id else ("Avsändaren får ett mejl.", " och skickat.")
    if found.outcome.postpones:
        return f"Det är noterat att beslutet dröjer. {tells[0]}"
    if reply.state is ReplyState.PRELIMINARY:
        return f"Ert beslut är registrerat{tells[1]} De andra parternas beslut väntas."
    return f"Beslutet är registrerat{tells[1]} Svaret är inte längre ett förhandssvar."


def _said(found: decisions.DecisionInput) -> str:
    outcome = found.outcome
    if outcome is Outcome.REMITTED_BACK:
        return "Ärendet är återremitterat. Texten är ett utkast igen, och signaturerna gäller inte längre."
    if outcome is Outcome.TABLED:
        return "Ärendet är bordlagt. Anmäl det till ett nytt sammanträde."
    if found.reply_text is ReplyText.BOARD:
        return "Beslutet är registrerat. Lägg in nämndens yttrande, så att svaret kan expedieras."
    if found.adjusted is None:
        return "Beslutet är registrerat. Svaret kan expedieras när protokollet är justerat."
    return "Beslutet är registrerat. Nu kan svaret expedieras."

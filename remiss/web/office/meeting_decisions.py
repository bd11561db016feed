"""Everything that one meeting decided, recorded in one table, and every decided reply sent at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, RemissError, UnreadableFile
from remiss.models.attachments import Attachment
from remiss.models.decisions import POSTPONING, Meeting, Outcome
from remiss.queries.meetings import AgendaMatter, agenda_of, minutes_of
from remiss.queries.wall import own_matter, own_meeting
from remiss.services.adjusting import adjustment_warning
from remiss.services.admission import PAPERS, READABLE
from remiss.services.decisions import DecisionInput
from remiss.services.meetings import OnAgenda, keep_minutes, record_decisions, submit_all
from remiss.services.steps import require
from remiss.text import counted, long_date
from remiss.web.decision_form import chosen_text, typed_minorities
from remiss.web.kept_files import KeptFile, keep
from remiss.web.office.meeting_forms import MeetingDecisionsForm, SendAllForm
from remiss.web.office.page import shown_meeting
from remiss.web.office.protocol_reading import ReadRow, fill, read_file, warnings
from remiss.web.request import current_actor, is_post, see_other
from remiss.web.routing import route

blueprint = Blueprint("office_meeting_decisions", __name__)
MEETING = "office_meetings.show"
UNPROCESSABLE = 422


@route(blueprint, "/sammantraden/<int:meeting_id>/beslut", Permission.DECISION_RECORD, ("GET", "POST"))
def decisions(meeting_id: int) -> Response:
    """Record § and outcome of every matter; what is faulty stays in the table, the rest is recorded."""
    meeting = demand_meeting(meeting_id, Permission.DECISION_RECORD)
    form = MeetingDecisionsForm(data=None if is_post() else _fresh_rows(meeting))
    if not is_post():
        return make_response(_table(meeting_id, form, {}))
    fine = form.validate_on_submit()
    if "fyll_i" in request.form:
        form.continue_paragraphs()
        return make_response(_table(meeting_id, form, {}))
    if "las" in request.form:
        return _read(meeting_id, form)
    problems = _record(meeting_id, form) if fine else {}
    if not fine or problems or form.form_errors or form.minutes.errors:
        return make_response(_table(meeting_id, form, problems), UNPROCESSABLE)
    return see_other(url_for(MEETING, meeting_id=meeting_id))


@route(blueprint, "/sammantraden/<int:meeting_id>/expediering", Permission.REPLY_SUBMIT, ("GET", "POST"))
def dispatch(meeting_id: int) -> Response:
    """Say what is sent to whom, and send every decided reply."""
    demand_meeting(meeting_id, Permission.REPLY_SUBMIT)
    form = SendAllForm()
    if not is_post():
        return make_response(_confirm(meeting_id, {}))
    if not form.validate_on_submit():
        return make_response(_confirm(meeting_id, {}), UNPROCESSABLE)
    with writing():
        rows, problems = rows_on(meeting_id, (entry.form for entry in form.matters), lambda _: None)
        problems |= submit_all(current_actor(), rows, now())
    sent = len(form.matters) - len(problems)
    if sent:
        flash(f"{counted(sent, 'svar är expedierat', 'svar är expedierade')}.", "success")
    if problems:
        return make_response(_confirm(meeting_id, problems), UNPROCESSABLE)
    return see_other(url_for(MEETING, meeting_id=meeting_id))


def demand_meeting(meeting_id: int, permission: Permission) -> Meeting:
    """Return the meeting. Raises NotVisible outside its body and Forbidden inside it to who lacks ``permission``."""
    meeting = own_meeting(current_actor(), meeting_id)
    require(current_actor(), permission, frozenset({meeting.organisation_id}))
    return meeting


def _fresh_rows(meeting: Meeting) -> dict[str, list[dict[str, object]]]:
    rows = [{"reply_id": matter.reply_id, "version": matter.version} for matter in _undecided(meeting)]
    return {"matters": [{**row, "outcome": Outcome.AS_PROPOSED.value} for row in rows]}


def _undecided(meeting: Meeting) -> list[AgendaMatter]:
    return [matter for matter in agenda_of(meeting) if matter.undecided]


def on_agenda(meeting_id: int, row: Any, decision: DecisionInput | None = None) -> OnAgenda:
    """Return a row of a form as a matter of this meeting. Raises NotVisible for one that is not on its agenda."""
    agenda = {matter.reply_id for matter in agenda_of(own_meeting(current_actor(), meeting_id))}
    number: int = row.reply_id.data
    if number not in agenda:
        raise InvalidInput("Ärendet står inte längre på sammanträdet. Registrera beslutet på ärendets egen sida.")
    version: int = row.version.data
    return OnAgenda(own_matter(current_actor(), number), version, decision)


def rows_on(
    meeting_id: int, typed: Iterable[Any], decide: Callable[[Any], DecisionInput | None]
) -> tuple[list[OnAgenda], dict[int, RemissError]]:
    """Return the rows of a form as matters of the meeting, and what is wrong with the others: one that has been moved
    meanwhile, or is half filled in, hinders no other.
    """
    rows: list[OnAgenda] = []
    problems: dict[int, RemissError] = {}
    for row in typed:
        try:
            rows.append(on_agenda(meeting_id, row, decide(row)))
        except InvalidInput as problem:
            problems[row.reply_id.data] = problem
    return rows, problems


def _read(meeting_id: int, form: MeetingDecisionsForm) -> Response:
    """Propose in the table what the protokoll says. Nothing is recorded; a new protokoll is the meeting's from now on.

    It is read before the transaction: a file can take its time.
    """
    meeting = own_meeting(current_actor(), meeting_id)
    minutes, kept = minutes_of(meeting), keep(form.minutes.data, "minutes", READABLE)
    if kept is None and minutes is not None:
        kept = KeptFile(minutes.sha256, minutes.filename, minutes.format, minutes.size)
    try:
        protocol = read_file(kept)
    except UnreadableFile as problem:
        form.minutes.errors = [problem.sentence]
        return make_response(_table(meeting_id, form, {}), UNPROCESSABLE)
    if form.minutes.data and kept and kept.kind in PAPERS:
        with writing():
            _minutes(own_meeting(current_actor(), meeting_id), kept)
    matters = _undecided(own_meeting(current_actor(), meeting_id))
    read = fill(form, protocol, matters)
    return make_response(_table(meeting_id, form, {}, read, warnings(protocol, meeting.held_on, read)))


def _record(meeting_id: int, form: MeetingDecisionsForm) -> dict[int, RemissError]:
    """Record the typed rows and return what is wrong with those that were not."""
    kept, typed = keep(form.minutes.data, "minutes", PAPERS), form.typed()
    if not typed:
        form.form_errors.append("Fyll i paragrafen för minst ett ärende.")
        return {}
    if kept and kept.problem:
        form.minutes.errors = [kept.problem.sentence]
        return {}
    with writing():
        meeting, adjusted_on = own_meeting(current_actor(), meeting_id), form.adjusted_on.data
        minutes = _minutes(meeting, kept)
        if minutes is None and any(row.outcome.data not in POSTPONING for row in typed):
            form.minutes.errors = ["Bifoga protokollet."]
            return {}
        rows, problems = rows_on(meeting_id, typed, lambda row: _decision(row, meeting, minutes, adjusted_on))
        problems |= record_decisions(current_actor(), rows, now())
        warning = adjustment_warning(meeting.organisation.kind, meeting.held_on, adjusted_on)
    _tell(len(typed) - len(problems), warning)
    return problems


def _tell(recorded: int, warning: str | None) -> None:
    if recorded and warning:
        flash(warning, "warning")
    if recorded:
        flash(f"{counted(recorded, 'beslut är registrerat', 'beslut är registrerade')}.", "success")


def _minutes(meeting: Meeting, kept: KeptFile | None) -> Attachment | None:
    """Return the protokoll. A new one is the meeting's from now on, also when no row could be recorded."""
    if kept is None:
        return minutes_of(meeting)
    return keep_minutes(current_actor(), meeting, kept.attach(current_actor(), now()), now())


def _decision(row: Any, meeting: Meeting, minutes: Attachment | None, adjusted_on: date | None) -> DecisionInput:
    if not row.outcome.data:
        raise InvalidInput("Välj hur nämnden beslutade.", "outcome")
    return DecisionInput(
        decided_on=meeting.held_on,
        paragraph=row.paragraph.data,
        outcome=Outcome(row.outcome.data),
        text=row.text.data,
        immediate_adjustment=row.immediate_adjustment.data,
        adjusted_on=adjusted_on,
        minutes=minutes,
        minorities=typed_minorities(row),
        reply_text=chosen_text(row.reply_text.data),
    )


def _table(
    meeting_id: int, form: MeetingDecisionsForm, problems: Mapping[int, RemissError],
    read: Mapping[int, ReadRow] | None = None, warned: Sequence[str] = (),
) -> str:  # fmt: skip
    meeting = shown_meeting(meeting_id)
    matters = {matter.reply_id: matter for matter in _undecided(meeting)}
    rows, moved = [], []
    for entry in form.matters:
        number = entry.form.reply_id.data
        matter = matters.get(number)
        if matter is None and number in problems:
            moved.append((own_matter(current_actor(), number), entry.form.paragraph.data, problems[number]))
        if matter is not None:  # what has been recorded meanwhile is no longer asked for
            problem = problems.get(matter.reply_id)
            if problem:
                _put(entry.form, problem)
            entry.form.version.data = matter.version
            rows.append((matter, entry.form))
    return render_template(
        "office/meeting_decisions.html",
        meeting=meeting,
        form=form,
        rows=rows,
        moved=moved,
        read=read or {},
        warned=warned,
        minutes=minutes_of(meeting),
        held=meeting.held_on <= today(),
        faulty=[(matter, row) for matter, row in rows if any(field.errors for field in row)],
        day=long_date(meeting.held_on),
    )


def _put(row: Any, problem: RemissError) -> None:
    """Put a refusal beside the field that it is about, or beside the paragraph."""
    name = getattr(problem, "field", None)
    field = row[name] if name and name in row else row.paragraph
    field.errors = [problem.sentence]


def _confirm(meeting_id: int, problems: Mapping[int, RemissError]) -> str:
    meeting = shown_meeting(meeting_id)
    decided: Sequence[AgendaMatter] = [m for m in agenda_of(meeting) if m.state is ReplyState.ADJUSTED]
    matters = [matter for matter in decided if not matter.registered]
    rows = [{"reply_id": matter.reply_id, "version": matter.version} for matter in matters]
    return render_template(
        "office/meeting_dispatch.html",
        meeting=meeting,
        form=SendAllForm(formdata=None, data={"matters": rows}),
        matters=matters,
        by_themselves=[matter for matter in decided if matter.registered],
        senders=sorted({matter.sender_words for matter in matters}),
        problems=[(matter, problems[matter.reply_id]) for matter in matters if matter.reply_id in problems],
    )

"""Many meetings at once: read from a file or copied from a year, looked at and put right, and only then saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, HiddenField
from wtforms import Form as Part

from remiss.clock import now, today
from remiss.documents.calendar.reading import Unread
from remiss.documents.calendar.serial import read_calendar_file
from remiss.domain.permissions import Permission
from remiss.domain.planning import a_year_on
from remiss.errors import InvalidInput, UnreadableFile
from remiss.models.decisions import OWN_DAYS
from remiss.services.admission import refuse_virus
from remiss.services.meeting_review import (
    Known,
    Reviewed,
    called_off,
    known_meetings,
    merged,
    same_as,
    save_reviewed,
    with_matters,
)
from remiss.services.working_days import is_working_day
from remiss.text import counted, long_date
from remiss.web.fields import Rows, SwedishNumber, words
from remiss.web.office.meeting_forms import MeetingDays
from remiss.web.office.meeting_rhythm import demand_body
from remiss.web.office.meetings import day_warning
from remiss.web.request import current_actor, is_post, submit, uploaded
from remiss.web.routing import route

blueprint = Blueprint("office_meeting_review", __name__)
NEED = Permission.MEETING_PLAN
NOT_HERE = "Sammanträdet är inställt i kalendern och finns inte här."
BUSY = "Har ärenden på dagordningen. Flytta dem till ett annat sammanträde först"


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A calendar file, or rows that were copied from one."""

    file = FileField("Kalenderfil")
    pasted = words("Eller klistra in rader", 50_000)


class ReviewRow(MeetingDays):
    """One meeting before it is saved. Without the tick it is left out."""

    keep = BooleanField("Ta med")
    uid = HiddenField()

    def reviewed(self) -> Reviewed:
        """Return the meeting as it was looked at, and which entry of a calendar it is."""
        return Reviewed(self.typed(), self.uid.data or None)


class CalledOffRow(Part):  # type: ignore[misc]  # WTForms has no types
    """A meeting in our calendar that the file says is called off."""

    gone = BooleanField("Ta bort")
    meeting_id = SwedishNumber()


class ReviewForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The meetings that were read or copied, and those that were called off."""

    meetings = Rows(FormField(ReviewRow))
    called_off = Rows(FormField(CalledOffRow))


@dataclass(frozen=True)
class Shown:
    """A row of the review: the form's, what saving it would do, and what is odd about the day."""

    form: ReviewRow
    what: str
    warning: str


@dataclass(frozen=True)
class ShownOff:
    """A meeting that the file says is called off, and what can be done about it."""

    form: CalledOffRow
    held_on: date | None
    what: str


@route(blueprint, "/sammantraden/inlasning/<int:organisation_id>", NEED, ("GET", "POST"))
def read(organisation_id: int) -> Response:
    """Ask for a calendar file, and show what it says. Nothing is saved yet."""
    body = demand_body(organisation_id, NEED)
    form = UploadForm()
    problem: UnreadableFile | None = None
    if is_post() and form.validate_on_submit():
        try:
            return make_response(_read(organisation_id, body, _content(form)))
        except UnreadableFile as wrong:
            problem = wrong
            form.file.errors = [wrong.sentence]
    page = make_response(render_template("office/meeting_upload.html", body=body, form=form))
    page.status_code = problem.status if problem else 422 if is_post() else 200
    return page


@route(blueprint, "/sammantraden/kopiering/<int:organisation_id>", NEED)
def copy(organisation_id: int) -> str:
    """Propose the meetings of a year for the year after. Nothing is saved yet."""
    body, known = demand_body(organisation_id, NEED), known_meetings(organisation_id)
    years = sorted({row.days.held_on.year for row in known}, reverse=True)
    asked = request.args.get("ar", "")
    year = int(asked) if asked in {str(one) for one in years} else _fullest(known)
    proposed: list[Reviewed] = []
    for row in (row for row in known if row.days.held_on.year == year):
        taken = {one.days.held_on for one in proposed}
        proposed.append(Reviewed(a_year_on(row.days, taken, is_working_day)))
    return _review(organisation_id, body, _form_of(proposed, known), (), copied=year, years=years)


@route(blueprint, "/sammantraden/granskning/<int:organisation_id>", NEED, ("POST",))
def save(organisation_id: int) -> Response:
    """Save what was ticked: all of it, or nothing and the reasons."""
    body = demand_body(organisation_id, NEED)
    form = ReviewForm()

    def act() -> str:
        chosen = [entry.form.reviewed() for entry in form.meetings if entry.form.keep.data]
        gone = [entry.form.meeting_id.data for entry in form.called_off if entry.form.gone.data]
        if not chosen and not gone:
            raise InvalidInput("Inget sammanträde är valt. Kryssa för dem som ska läggas in eller tas bort.")
        added, changed = save_reviewed(current_actor(), organisation_id, chosen, now(), gone)
        taken_out = f" {counted(len(gone), 'sammanträde är borttaget', 'sammanträden är borttagna')}." if gone else ""
        flash(f"{len(added)} sammanträden är inlagda och {len(changed)} ändrade.{taken_out}", "success")
        return url_for("office_meetings.calendar")

    return submit(form, act, lambda: _review(organisation_id, body, form, ()))


def _content(form: UploadForm) -> bytes:
    if form.file.data and form.file.data.filename:
        return uploaded(form.file.data)[0]
    if not form.pasted.data:
        raise UnreadableFile("Välj en fil eller klistra in rader.", "file")
    return str(form.pasted.data).encode()


def _read(organisation_id: int, body: str, content: bytes) -> str:
    refuse_virus(content)
    found = read_calendar_file(content, today())
    if not (found.meetings or found.unread or found.cancelled):
        raise UnreadableFile("Det finns inga sammanträden i filen.", "file")
    known = known_meetings(organisation_id)
    rows, gone = ([Reviewed(one.days, one.uid) for one in part] for part in (found.meetings, found.cancelled))
    unknown = [row for row in gone if same_as(row, known) is None]
    unread = [*found.unread, *(Unread(long_date(row.days.held_on), NOT_HERE) for row in unknown)]
    return _review(organisation_id, body, _form_of(rows, known, called_off(gone, known)), unread)


def _form_of(rows: Sequence[Reviewed], known: Sequence[Known], gone: Sequence[Known] = ()) -> ReviewForm:
    """Tick what is to come and would change something, and what is called off and has no matters."""
    busy = with_matters([one.meeting_id for one in gone])
    data = [
        {
            "keep": row.days.held_on >= today() and not _unchanged(row, known),
            "uid": row.uid or "",
            "held_on": row.days.held_on,
            **{name: row.days.own.get(step) for step, name in OWN_DAYS.items()},
        }
        for row in rows
    ]
    off = [
        {"gone": one.days.held_on >= today() and one.meeting_id not in busy, "meeting_id": one.meeting_id}
        for one in gone
    ]
    return ReviewForm(formdata=None, data={"meetings": data, "called_off": off})


def _unchanged(row: Reviewed, known: Sequence[Known]) -> bool:
    same = same_as(row, known)
    return same is not None and merged(row, same) == same.days


def _review(
    organisation_id: int,
    body: str,
    form: ReviewForm,
    unread: Sequence[Unread],
    copied: int = 0,
    years: Sequence[int] = (),
) -> str:
    known = known_meetings(organisation_id)
    return render_template(
        "office/meeting_review.html",
        organisation_id=organisation_id,
        body=body,
        form=form,
        rows=[_shown(entry.form, known) for entry in form.meetings],
        called_off=[_shown_off(entry.form, known) for entry in form.called_off],
        unread=unread,
        copied=copied,
        years=years,
    )


def _shown(row: ReviewRow, known: Sequence[Known]) -> Shown:
    if row.held_on.data is None:
        return Shown(row, "Saknar dag", "")
    typed = row.reviewed()
    return Shown(row, _what(typed, known), day_warning(row.held_on.data) or "")


def _shown_off(row: CalledOffRow, known: Sequence[Known]) -> ShownOff:
    same = next((one for one in known if one.meeting_id == row.meeting_id.data), None)
    if same is None:
        return ShownOff(row, None, "Finns inte här längre")
    busy = with_matters([same.meeting_id])
    return ShownOff(row, same.days.held_on, BUSY if busy else "Tas bort")


def _what(typed: Reviewed, known: Sequence[Known]) -> str:
    same = same_as(typed, known)
    if same is None:
        return "Har varit" if typed.days.held_on < today() else "Nytt"
    if same.days.held_on != typed.days.held_on:
        return f"Flyttas från {long_date(same.days.held_on)}"
    return "Finns redan" if merged(typed, same) == same.days else "Finns redan, andra dagar ändras"


def _fullest(known: Sequence[Known]) -> int:
    """Return the year to copy: the newest one whose following year has fewer meetings, or this year."""
    count: dict[int, int] = {}
    for row in known:
        count[row.days.held_on.year] = count.get(row.days.held_on.year, 0) + 1
    fit = [year for year, number in count.items() if count.get(year + 1, 0) < number and year <= today().year]
    return max(fit, default=today().year)

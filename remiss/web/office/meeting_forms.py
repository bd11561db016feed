"""The forms of a body's meetings."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, IntegerField
from wtforms import Form as Part

from remiss.domain.planning import DatedMeeting
from remiss.models.decisions import OWN_DAYS, Outcome, ReplyText
from remiss.web.decision_form import with_minorities
from remiss.web.fields import Choice, Form, Radio, Rows, SwedishNumber, day, line, options, whole_number, words

MOST_DAYS = 90


class Days(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A number of working days."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number. Raises ValueError with a Swedish sentence."""
        written = valuelist[0].strip() if valuelist else ""
        if not (written.isascii() and written.isdigit() and len(written) < 4 and int(written) <= MOST_DAYS):
            raise ValueError(f"Skriv ett antal arbetsdagar från 0 till {MOST_DAYS}.")
        self.data = int(written)


class MeetingDays(Part):  # type: ignore[misc]  # WTForms has no types
    """A meeting and its own days; those left empty follow the body's rhythm."""

    held_on = day("Sammanträdesdag", "Ange vilken dag sammanträdet hålls.")
    stop_on = day("Stoppdag")
    union_on = day("Förvaltningsgrupp")
    preparation_on = day("Beredning")
    dispatch_on = day("Utskick")
    adjustment_on = day("Justering")

    def typed(self) -> DatedMeeting:
        """Return the meeting with the days that were given."""
        own = {step: self[name].data for step, name in OWN_DAYS.items() if self[name].data}
        return DatedMeeting(self.held_on.data, own)


class MeetingDaysForm(MeetingDays, FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A meeting that is changed."""


class RhythmForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many working days a body writes, and how many before and after its meetings its other days lie."""

    writing = Days("Läsa och skriva, från att remissen kommer")
    signing = Days("Granskning och signering före stoppdagen")
    stop = Days("Stoppdag före sammanträdet")
    forum = Days("Förvaltningsgrupp före sammanträdet")
    preparation = Days("Beredning före sammanträdet")
    dispatch = Days("Utskick före sammanträdet")
    adjustment = Days("Justering efter sammanträdet")


class NewMeetingForm(MeetingDaysForm):
    """A meeting of one of the visitor's bodies."""

    organisation_id = Choice("Nämnd eller styrelse", coerce=whole_number)


class PlaceForm(Part):  # type: ignore[misc]  # WTForms has no types
    """The place of one matter on the agenda."""

    reply_id = SwedishNumber()
    place = line("Nummer", 4)


class OrderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The order of the agenda."""

    matters = Rows(FormField(PlaceForm))


class PutForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A signed matter to put on the agenda."""

    reply_id = SwedishNumber()
    version = SwedishNumber()


class DecidedRow(Part):  # type: ignore[misc]  # WTForms has no types
    """What the meeting decided about one matter; without a paragraph the matter waits."""

    reply_id = SwedishNumber()
    version = SwedishNumber()
    paragraph = line("Paragraf", 40)
    outcome = Choice(
        "Beslut",
        choices=options([("", "Välj beslut"), *((outcome.value, outcome.label) for outcome in Outcome)]),
        default=Outcome.AS_PROPOSED.value,
    )
    immediate_adjustment = BooleanField("Omedelbart justerat")
    text = words("Beslutet med nämndens egna ord", 20_000)
    reply_text = Radio(
        "Vilken text är svaret?",
        choices=options((one.value, one.label) for one in ReplyText),
        validate_choice=False,
    )


with_minorities(DecidedRow)


class MeetingDecisionsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Everything that one meeting decided, with one protokoll for all."""

    matters = Rows(FormField(DecidedRow))
    adjusted_on = day("Protokollet justerades den")
    minutes = FileField("Protokoll")

    def typed(self) -> list[Any]:
        """Return the rows with a paragraph: the others are left for later."""
        return [entry.form for entry in self.matters if entry.form.paragraph.data]

    def continue_paragraphs(self) -> None:
        """Number the empty rows after the first typed paragraph one by one: 14, then 15, 16 …"""
        number: int | None = None
        for row in (entry.form for entry in self.matters):
            written = (row.paragraph.data or "").removeprefix("§").strip()
            if written.isascii() and written.isdigit() and len(written) < 10:
                number = int(written)
            elif number is not None and not written:
                number += 1
                row.paragraph.data = f"§ {number}"


class SentRow(Part):  # type: ignore[misc]  # WTForms has no types
    """A reply as the confirmation showed it."""

    reply_id = SwedishNumber()
    version = SwedishNumber()


class SendAllForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Sending every decided reply of a meeting."""

    matters = Rows(FormField(SentRow))


class ReportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Under which paragraph a decision was reported to the meeting."""

    duty_id = SwedishNumber()
    paragraph = line("Paragraf", 40)


class UndoReportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A decision that was not reported after all."""

    duty_id = SwedishNumber()


class AdjustForm(Form):
    """When the minutes with the decision about one matter were adjusted."""

    adjusted_on = day("Protokollet justerades den", "Ange vilken dag protokollet justerades.")


class AdjustMinutesForm(SendAllForm):
    """When the minutes of a meeting were adjusted, for every matter that it decided."""

    adjusted_on = day("Protokollet justerades den", "Ange vilken dag protokollet justerades.")

"""The forms of a matter. Typed words are stripped, in NFC, with one kind of line end."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.models.decisions import MinorityKind, Outcome

LONGEST_SECTION = 100_000
UNDER_WAY, ALL = "pagaende", "alla"
BAD_DATE = "Skriv datumet som år-månad-dag, till exempel 2026-12-11."


def tidy(value: str | None) -> str:
    """Return ``value`` stripped, in NFC, with one kind of line end."""
    return unicodedata.normalize("NFC", (value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def whole_number(value: object) -> int:
    """Return the number written in ``value``, 0 for everything else: no thing has that id or version."""
    written = str(value)
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def at_most(length: int) -> Length:
    """Return the validator of a text's length with a sentence that says what to do."""
    return Length(max=length, message=f"Texten är för lång. Skriv högst {length} tecken.")


def line(label: str, length: int = 200, needed: str | None = None) -> StringField:
    """Return a one-line field; ``needed`` is the sentence shown when it is left empty."""
    checks = [InputRequired(needed)] if needed else []
    return StringField(label, [*checks, at_most(length)], filters=[tidy])


def words(label: str, length: int = 4000, needed: str | None = None) -> TextAreaField:
    """Return a field for running text; ``needed`` as in ``line``."""
    checks = [InputRequired(needed)] if needed else []
    return TextAreaField(label, [*checks, at_most(length)], filters=[tidy])


def day(label: str, needed: str | None = None) -> DateField:
    """Return a date field with a Swedish sentence for what cannot be read as a date."""
    field: DateField = SwedishDate(label, [InputRequired(needed)] if needed else [Optional()])
    return field


class SwedishDate(DateField):  # type: ignore[misc]  # WTForms has no types
    """A date whose refusal is a Swedish sentence."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 2026-12-11. Raises ValueError with the sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(BAD_DATE) from None


class _InTheList:
    """A choice outside the list is refused with a Swedish sentence."""

    def pre_validate(self, form: Any) -> None:
        """Raise ValidationError with the sentence."""
        try:
            super().pre_validate(form)  # type: ignore[misc]  # mixed into fields of WTForms, which has no types
        except ValidationError:
            raise ValidationError("Välj något i listan.") from None


class Choice(_InTheList, SelectField):  # type: ignore[misc]  # WTForms has no types
    """One of a list."""


class Radio(_InTheList, RadioField):  # type: ignore[misc]  # WTForms has no types
    """One of a few, all seen at once."""


class Ticks(_InTheList, SelectMultipleField):  # type: ignore[misc]  # WTForms has no types
    """Any of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SwedishNumber(IntegerField):  # type: ignore[misc]  # WTForms has no types
    """A hidden whole number, such as a version: 0 when somebody has tampered with it, which is never current."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number."""
        self.data = whole_number(valuelist[0] if valuelist else "")


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form about a matter: ``version`` is the matter's when the page was made."""

    version = SwedishNumber()


class FilterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Which matters to list; it stands in the address, so it changes nothing and needs no token."""

    class Meta:
        """Read from the address."""

        csrf = False

    lage = Choice(
        "Läge",
        choices=[
            (UNDER_WAY, "Pågående"),
            (ALL, "Alla"),
            *((state.value, state.label) for state in ReplyState),
        ],
        default=UNDER_WAY,
    )
    handlaggare = Choice("Handläggare", default="")


class ReceiveForm(Form):
    """Own diary number beside the sender's."""

    diary_number = line("Ert diarienummer", 60, "Ange ert eget diarienummer.")


class AssignForm(Form):
    """Who is to write, and by when inside the office."""

    officer_id = SelectField("Handläggare", coerce=whole_number, validate_choice=False)
    internal_due_on = day("Internt datum")


class DeclineForm(Form):
    """Why the body does not answer."""

    reason = words("Motivering", 2000, "Skriv en motivering.")


class StatementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The text: title and, for every section, ``heading_…``, ``body_…`` and after a conflict ``choice_…``."""

    base = SwedishNumber()
    title = line("Ärenderubrik", 300, "Skriv en rubrik.")
    choice_title = HiddenField()


CHOICES = [("min", "Behåll min text"), ("sparad", "Ta den sparade texten")]
for _key in SectionKey:
    setattr(StatementForm, f"heading_{_key.value}", line("Rubrik", 200))
    setattr(StatementForm, f"body_{_key.value}", words(_key.usual_heading, LONGEST_SECTION))
    setattr(
        StatementForm,
        f"choice_{_key.value}",
        RadioField("Vilken text ska gälla?", validate_choice=False, choices=CHOICES),
    )


class MarkForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Words of the text that are a viewpoint."""

    text = words("Ord ur texten", 4000, "Klistra in orden från texten.")


class ViewpointForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Stance, themes and section of one viewpoint; an empty stance is an explicit *Ej bedömd*."""

    stance = Choice(
        "Ställningstagande", choices=[("", NOT_ASSESSED_LABEL), *((stance.value, stance.label) for stance in Stance)]
    )
    themes = Ticks("Teman")
    programme_section = Choice("Avsnitt i remissunderlaget")


class SignForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Signing exactly version ``base``."""

    base = SwedishNumber()


class SendBackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Sending version ``base`` back, with reasons."""

    base = SwedishNumber()
    reason = words("Vad behöver ändras?", 2000, "Skriv vad som behöver ändras.")


class MeetingForm(Form):
    """A meeting that is known, or another day."""

    known = SelectField("Sammanträde", validate_choice=False)
    held_on = day("Annan dag")


class SubmitForm(Form):
    """Sending the reply to the sender, which cannot be undone."""


class DecisionForm(Form):
    """What stands in the minutes; two rows for a minority."""

    decided_on = day("Beslutsdatum", "Ange vilken dag nämnden beslutade.")
    paragraph = line("Paragraf", 40, "Ange paragrafen i protokollet, till exempel § 14.")
    outcome = Radio(
        "Beslut",
        [InputRequired("Välj hur nämnden beslutade.")],
        choices=[(outcome.value, outcome.label) for outcome in Outcome],
    )
    text = words("Beslutet med nämndens egna ord", 20_000)
    immediate_adjustment = BooleanField("Beslutet justerades omedelbart")
    minutes = FileField("Protokollsutdrag")


MINORITY_ROWS = (1, 2)
for _row in MINORITY_ROWS:
    setattr(
        DecisionForm,
        f"minority_{_row}_kind",
        Choice("Slag", choices=[("", "Ingen"), *((kind.value, kind.label) for kind in MinorityKind)]),
    )
    setattr(DecisionForm, f"minority_{_row}_parties", line("Partier eller namn"))
    setattr(DecisionForm, f"minority_{_row}_text", words("Text", 20_000))

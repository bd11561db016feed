"""The forms with which a remiss is set up."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, HiddenField, MultipleFileField, SelectMultipleField, SubmitField
from wtforms import Form as PlainForm

from remiss.models.organisations import OrganisationKind
from remiss.web.fields import Form, Rows, Ticks, day, line, whole_number, words

MOST_THEMES = 60


class NewRemissForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What is written about a remiss."""

    title = line("Rubrik", 200, "Skriv en rubrik.")
    diary_number = line("Kommunstyrelsens diarienummer", 60, "Ange ärendets diarienummer.")
    due_on = day("Sista svarsdag", "Ange vilken dag svaren ska ha kommit in.")
    letter = words("Missiv", 20_000, "Skriv vad instanserna ska svara på.")


class CopyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a copy of a remiss is called."""

    title = line("Rubrik", 200, "Skriv en rubrik.")
    diary_number = line("Nytt diarienummer", 60, "Ange det nya ärendets diarienummer.")


class DetailsForm(NewRemissForm, Form):
    """The same, about a remiss that is there; ``version`` is the remiss's when the page was made."""


class ProgrammeForm(Form):
    """The remitted draft as a Word file."""

    file = FileField("Remissunderlaget som Word-fil (docx)")


class AnnexForm(Form):
    """Further papers beside the draft."""

    annexes = MultipleFileField("Bilagor")


class ThemeRow(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """One theme; ``key`` is empty for a new one, ``place`` is where it stands among the others."""

    key = HiddenField()
    place = line("Ordning", 4)
    name = line("Tema", 120)
    description = words("Beskrivning", 1000)
    remove = BooleanField("Ta bort")


class QuestionRow(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """One question; without ``bodies`` it goes to everybody."""

    place = line("Ordning", 4)
    text = words("Fråga", 1000)
    mandatory = BooleanField("Obligatorisk")
    bodies = SelectMultipleField("Bara till", coerce=whole_number, validate_choice=False)
    remove = BooleanField("Ta bort")


class QuestionsForm(Form):
    """All questions of a remiss, and the sections that must be in every answer."""

    rows = Rows(FormField(QuestionRow), max_entries=MOST_THEMES)
    sections = Ticks("Avsnitt som ska finnas i svaren")
    save = SubmitField("Spara frågorna")
    add = SubmitField("Lägg till rad")


class ThemesForm(Form):
    """All themes of a remiss."""

    rows = Rows(FormField(ThemeRow), max_entries=MOST_THEMES)
    save = SubmitField("Spara teman")
    add = SubmitField("Lägg till rad")


class ConsulteesForm(Form):
    """Who is asked: single bodies, and whole kinds of bodies. Lists and rules tick bodies without saving."""

    bodies = SelectMultipleField("Instanser", coerce=whole_number, validate_choice=False)
    kinds = SelectMultipleField(
        "Hela grupper", choices=[kind.value for kind in OrganisationKind], validate_choice=False
    )
    sources = SelectMultipleField("Sändlistor och regler", validate_choice=False)
    pasted = words("Klistra in en lista", 20_000)
    add = SubmitField("Lägg till i urvalet")
    replace = SubmitField("Ersätt urvalet")


class ListForm(Form):
    """A saved list: its name, and the rules, tags and single bodies that it holds."""

    name = line("Sändlistans namn", 120, "Skriv vad sändlistan ska heta.")
    rules = SelectMultipleField("Regler", validate_choice=False)
    tags = SelectMultipleField("Etiketter", validate_choice=False)
    bodies = SelectMultipleField("Instanser", coerce=whole_number, validate_choice=False)


class RemindForm(Form):
    """Which bodies are reminded."""

    bodies = SelectMultipleField("Instanser", coerce=whole_number, validate_choice=False)


class WithdrawForm(Form):
    """Why a remiss is withdrawn; every body reads it."""

    reason = words("Skäl", 1000, "Skriv varför remissen återkallas.")


class ReopenForm(Form):
    """Why the time for answers is opened again, and until when."""

    due_on = day("Sista svarsdag", "Ange vilken dag svaren ska ha kommit in.")
    reason = words("Skäl", 1000, "Skriv varför svarstiden öppnas igen.")


class EstablishForm(Form):
    """Who has approved the compilation, and why requests and objections are left without an answer."""

    approver = line("Godkänd av", 200, "Skriv vem som har godkänt sammanställningen.")
    open_reason = words("Skäl till att de lämnas utan svar", 2000)


class ReopenCompilationForm(Form):
    """Why a fixed compilation is opened again."""

    reason = words("Skäl", 1000, "Skriv varför sammanställningen öppnas igen.")


class NewVersionForm(Form):
    """What a new version of the draft changes and wants, and until when."""

    letter = words("Brev till instanserna", 20_000, "Skriv vad som är ändrat och vad instanserna ska göra.")
    due_on = day("Ny sista svarsdag")


class ConfirmForm(Form):
    """A step that cannot be undone: sending a remiss, or ending the time for answers."""

"""The forms of a matter."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
)
from wtforms import Form as PlainForm

from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance
from remiss.domain.statement import SectionKey
from remiss.web.fields import (
    Choice,
    Form,
    Radio,
    Rows,
    SwedishNumber,
    Ticks,
    day,
    line,
    long_line,
    options,
    whole_number,
    words,
)

LONGEST_SECTION = 100_000
UNDECIDED = "obestamt"


class ReceiveForm(Form):
    """The body answers: own diary number beside the sender's, and at which meeting, when that is known."""

    diary_number = line("Ert diarienummer", 60, "Ange ert eget diarienummer.")
    planned_on = Radio("Planerat sammanträde", default=UNDECIDED)


class PlanForm(Form):
    """At which meeting the body plans to answer."""

    planned_on = Radio("Planerat sammanträde", default=UNDECIDED)


class AssignForm(Form):
    """Who is to write, and by when inside the office."""

    officer_id = SelectField("Handläggare", coerce=whole_number, validate_choice=False)
    internal_due_on = day("Internt datum")


class DeclineForm(Form):
    """Why the body does not answer, and who may say so."""

    reason = words("Motivering", 2000, "Skriv en motivering.")
    authority = line("Beslutat av, med stöd av", 200, "Skriv vem som har beslutat och med vilket stöd.")


CHOICES = options([("min", "Behåll min text"), ("sparad", "Ta den sparade texten")])


class AnswerRow(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """The answer to one question of the sender."""

    question = HiddenField()
    text = words("Svar", LONGEST_SECTION)


class StatementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The text: title and, for every section, ``heading_…``, ``body_…`` and after a conflict ``choice_…``."""

    base = SwedishNumber()
    title = line("Ärenderubrik", 300, "Skriv en rubrik.")
    answers = Rows(FormField(AnswerRow))
    choice_title = RadioField("Vilken rubrik ska gälla?", validate_choice=False, choices=CHOICES)


for _key in SectionKey:
    setattr(StatementForm, f"heading_{_key.value}", long_line("Rubrik", 200))
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

    class Meta:
        """The token stands beside it without the prefix of the form; it is checked on every post."""

        csrf = False

    stance = Choice(
        "Ställningstagande",
        choices=options([("", NOT_ASSESSED_LABEL), *((stance.value, stance.label) for stance in Stance)]),
    )
    themes = Ticks("Teman")
    programme_section = Choice("Avsnitt i remissunderlaget")


class SignForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Signing exactly version ``base``."""

    base = SwedishNumber()


class SigningForm(SignForm):
    """Signing, with the password once in a session."""

    password = PasswordField("Ditt lösenord", render_kw={"autocomplete": "current-password"})


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


class LateForm(SubmitForm):
    """Sending a decided reply that nobody waits for any more."""

    adjusted_on = day("Protokollet justerades den")


class SentPart(Form):
    """How the reply was sent to a sender outside the system, which the body does itself."""

    sent_how = line("Hur svaret skickades och till vem", 300, "Skriv hur svaret har skickats och till vem.")
    sent_on = day("Skickat den", "Ange vilken dag svaret skickades.")


class SentForm(SentPart, SubmitForm):
    """Noting that the decided reply has been sent to a sender outside the system."""


class RegisterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A remiss from outside; ``sender_choice`` is asked for when the name is nobody's, ``asked_about`` that name."""

    body_id = Choice("Instans", coerce=whole_number)
    sender = line("Avsändare", 200, "Skriv vem remissen kommer från.", known="kanda-avsandare")
    sender_choice = RadioField("Vem menar du?", validate_choice=False)
    asked_about = HiddenField()
    title = line("Rubrik", 200, "Skriv remissens rubrik.")
    diary_number = line("Avsändarens diarienummer", 60)
    own_number = line("Ert diarienummer", 60, "Ange ert eget diarienummer.")
    arrived_on = day("Ankomstdag", "Ange vilken dag remissen kom.")
    due_on = day("Sista svarsdag", "Ange vilken dag svaret ska ha kommit in.")
    asked = words("Vad ska ni svara på?", 20_000, "Skriv vad ni ska svara på.")


class ArrivedForm(RegisterForm, Form):
    """What can be corrected about a registered remiss: everything but whom it came from and to."""

    body_id = sender = sender_choice = asked_about = None  # type: ignore[assignment]  # takes fields away (WTForms)


class PapersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Papers that came with a registered remiss."""

    files = MultipleFileField("Remissbrev och underlag")
    split = BooleanField("Dela Word-filen i avsnitt, så att synpunkter kan kopplas till dem")


class PreliminaryForm(Form):
    """Sending the text before the nämnd has decided: when is the decision expected?"""

    decision_expected_on = day("Beslut väntas den", "Ange vilken dag nämndens beslut väntas.")


class SentPreliminaryForm(SentPart, PreliminaryForm):
    """Noting that a förhandssvar has been sent to a sender outside the system."""


class SoleForm(Form):
    """What a delegate, the chair or the VD decided."""

    decided_on = day("Beslutsdatum", "Ange vilken dag beslutet fattades.")
    decided_by = line("Beslutat av", 200, "Skriv vem som har beslutat, med titel.")
    authority = line("Med stöd av", 200)
    urgency = words("Varför ärendet inte kunde vänta", 2000)
    paper = FileField("Beslutet som fil")


class SentSoleForm(SentPart, SoleForm):
    """The same to a sender outside the system."""


class OutsideForm(Form):
    """Own diary number and, if one likes, the ground in the law; nothing of the matter itself."""

    diary_number = line("Ert diarienummer", 60, "Ange ert eget diarienummer.")
    secrecy_ground = line("Lagrum", 100)


class ProposeForm(Form):
    """Which other bodies are asked to share the text."""

    consultees = Ticks("Vilka ska tillfrågas?", coerce=whole_number)


class UnderremissForm(Form):
    """Asking others before one's own answer."""

    title = line("Rubrik", 200, "Skriv en rubrik.")
    letter = words("Missiv", 20_000, "Skriv vad mottagarna ska svara på.")
    due_on = day("Sista svarsdag", "Ange vilken dag svaren ska ha kommit in.")
    organisations = Ticks("Mottagare", coerce=whole_number)


class AgreeForm(Form):
    """Sharing another body's text, under an own diary number."""

    diary_number = line("Ert diarienummer", 60, "Ange ert eget diarienummer.")


class HandedOverForm(Form):
    """When the reply to a matter handled outside was handed over."""

    handed_over_on = day("Svaret överlämnades den", "Ange vilken dag svaret överlämnades.")


class SenderForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The name of an external sender in the own register."""

    name = line("Avsändarens namn", 200, "Skriv avsändarens namn.")

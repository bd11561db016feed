"""The forms of the intake desk. What a person confirms is one form: the reply's facts, sections and viewpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import BooleanField, Form, FormField
from wtforms.validators import InputRequired

from remiss.clock import today
from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance
from remiss.domain.statement import SectionKey
from remiss.models.decisions import Outcome, ReplyText
from remiss.models.replies import ALONE, Basis
from remiss.web.fields import Choice, Radio, Rows, Ticks, day, line, options, whole_number, words

SECTION_NAMES = {
    SectionKey.PROPOSAL: "Förslag till beslut", SectionKey.SUMMARY: "Sammanfattning",
    SectionKey.BACKGROUND: "Bakgrund", SectionKey.MATTER: "Ärendet", SectionKey.PREPARATION: "Ärendets beredning",
    SectionKey.CHILDREN_EQUALITY: "Barn och jämställdhet", SectionKey.GOALS: "Måluppfyllelse",
    SectionKey.ECONOMY: "Ekonomi", SectionKey.VIEWPOINTS: "Synpunkter och förslag",
    SectionKey.QUESTIONS: "Svar på frågor", SectionKey.ATTACHMENTS: "Bilagor", SectionKey.OTHER: "Övrigt",
}  # fmt: skip
ONWARD = "till_namnd"
"""The choice beside what a reply can rest on: it is signed, and goes to the nämnd here."""
IN_THE_FILE = {
    ReplyText.OFFICE.value: "Förvaltningens text. Det som nämnden ändrade står i beslutet bredvid.",
    ReplyText.BOARD.value: "Nämndens eget yttrande, som nämnden beslutade.",
}
"""Which text came, where the nämnd decided otherwise than its office proposed."""
FINAL = tuple(outcome for outcome in Outcome if outcome not in {Outcome.REMITTED_BACK, Outcome.TABLED})
"""A reply that came in was neither sent back nor postponed."""


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Replies that came by mail, several at once."""

    files = MultipleFileField("Svar som filer")


class HandInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The finished papers of one body."""

    files = MultipleFileField("Tjänsteutlåtande och protokollsutdrag")


class SectionForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One section of the text, as read."""

    key = Choice("Avsnitt", choices=options((key.value, name) for key, name in SECTION_NAMES.items()))
    heading = line("Rubrik", 300)
    text = words("Text", 200_000)


class ViewpointForm(Form):  # type: ignore[misc]  # WTForms has no types
    """What a person says about one suggested viewpoint; an empty stance is an explicit *Ej bedömd*."""

    keep = BooleanField("Ta med")
    stance = Choice(
        "Ställningstagande",
        choices=options([("", NOT_ASSESSED_LABEL), *((stance.value, stance.label) for stance in Stance)]),
    )
    themes = Ticks("Teman")


class PapersForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What every confirmed file says: title, own number, authority, decision, text."""

    title = line("Ärenderubrik", 300, "Skriv en rubrik.")
    diary_number = line("Instansens diarienummer", 60)
    basis = Radio(
        "Vad svaret grundas på",
        [InputRequired("Välj vad svaret grundas på.")],
        choices=options((basis.value, basis.label) for basis in Basis),
    )
    decision_expected_on = day("Beslut väntas den")
    decided_on = day("Beslutsdatum")
    paragraph = line("Paragraf, till exempel § 14", 40)
    outcome = Choice("Beslut", choices=options([("", "Välj"), *((outcome.value, outcome.label) for outcome in FINAL)]))
    decision_text = words("Beslutet med nämndens egna ord", 20_000)
    reply_text = Radio("Texten i filen är", choices=options(IN_THE_FILE.items()), default=ReplyText.OFFICE.value)
    immediate_adjustment = BooleanField("Beslutet justerades omedelbart")
    decided_by = line("Beslutat av", 200)
    authority = line("Med stöd av", 200)
    minutes = FileField("Protokollsutdrag")
    replaces_reason = words("Varför ersätts det tidigare svaret?", 1000)
    sections = Rows(FormField(SectionForm))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and what the decision needs when there is one."""
        fine = bool(super().validate(extra_validators))
        if not any(entry.form.text.data for entry in self.sections):
            self.form_errors.append("Svaret har ingen text. Skriv in minst ett avsnitt.")
            fine = False
        if self.basis.data == Basis.BOARD:
            fine = self._check_decision() and fine
        if self.basis.data in ALONE:
            fine = self._check_alone() and fine
        if self.basis.data == Basis.PRELIMINARY:
            fine = self._check_expected() and fine
        return fine

    def _check_expected(self) -> bool:
        if self.decision_expected_on.data is None and not self.decision_expected_on.errors:
            self.decision_expected_on.errors = ["Ange vilken dag nämndens beslut väntas."]
        return not self.decision_expected_on.errors

    def _check_alone(self) -> bool:
        checks = (
            (self.decided_on, self.decided_on.data is None, "Ange vilken dag beslutet fattades."),
            (self.decided_on, self._lies_ahead(), "Beslutsdagen ligger framåt i tiden. Ange en dag som har varit."),
            (self.decided_by, not self.decided_by.data, "Skriv vem som har beslutat, med titel."),
        )
        return self._say(checks)

    def _say(self, checks: Sequence[tuple[Any, bool, str]]) -> bool:
        for field, wrong, sentence in checks:
            if wrong and not field.errors:
                field.errors = [sentence]
        return not any(wrong for _, wrong, _ in checks)

    def _check_decision(self) -> bool:
        departs = self.outcome.data in {outcome.value for outcome in FINAL if outcome.departs}
        checks = (
            (self.decided_on, self.decided_on.data is None, "Ange vilken dag nämnden beslutade."),
            (self.decided_on, self._lies_ahead(), "Beslutsdagen ligger framåt i tiden. Ange en dag som har varit."),
            (self.paragraph, not self.paragraph.data, "Ange paragrafen i protokollet, till exempel § 14."),
            (self.outcome, not self.outcome.data, "Välj hur nämnden beslutade."),
            (self.decision_text, departs and not self.decision_text.data,
             "Skriv hur nämnden beslutade när beslutet avviker från förslaget."),
        )  # fmt: skip
        return self._say(checks)

    def _lies_ahead(self) -> bool:
        return self.decided_on.data is not None and self.decided_on.data > today()


class IncomingForm(PapersForm):
    """What KS's registrar confirms: also which bodies answer."""

    bodies = Ticks("Svaret kommer från", coerce=whole_number)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that somebody answers, besides the rest."""
        fine = bool(super().validate(extra_validators))
        if not self.bodies.data and not self.bodies.errors:
            self.bodies.errors = ["Välj vilken instans svaret kommer från."]
            fine = False
        return fine


class JudgedForm(IncomingForm):
    """What KS's coordinator confirms: also every viewpoint."""

    viewpoints = Rows(FormField(ViewpointForm))


class OwnPapersForm(PapersForm):
    """What a body confirms about its own papers; its viewpoints are left to the sender.

    A text that is signed and waits for the nämnd is not sent: it goes on here, with the names and the day on it.
    """

    diary_number = line("Ert diarienummer", 60, "Ange ert eget diarienummer.")
    basis = Radio(
        "Vad svaret grundas på",
        [InputRequired("Välj vad svaret grundas på.")],
        choices=options(
            [*((basis.value, basis.label) for basis in Basis), (ONWARD, "Signerat, nämnden har inte beslutat")]
        ),
    )
    signers = words("Undertecknat av", 1000)
    signed_on = day("Undertecknat den")

    @property
    def goes_on(self) -> bool:
        """True when nothing is sent yet."""
        return bool(self.basis.data == ONWARD)

    def signed_by(self) -> list[tuple[str, str]]:
        """Return name and title of each who stands on the paper, one a line with a comma between."""
        lines = [written.strip() for written in (self.signers.data or "").splitlines() if written.strip()]
        pairs = (written.partition(",") for written in lines)
        return [(name.strip(), title.strip()) for name, _, title in pairs]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that a signed paper says by whom and when, besides the rest."""
        fine = bool(super().validate(extra_validators))
        needed = ((self.signers, "Skriv vem som har undertecknat."), (self.signed_on, "Ange dagen på papperet."))
        for field, sentence in needed if self.goes_on else ():
            if not field.data and not field.errors:
                field.errors, fine = [sentence], False
        return fine


class SentPapersForm(OwnPapersForm):
    """The same to a sender outside the system: also how the body has sent them, unless it goes on here."""

    sent_how = line("Hur svaret skickades och till vem", 300)
    sent_on = day("Skickat den")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that it is said how and when, besides the rest."""
        fine = bool(super().validate(extra_validators))
        needed = (
            (self.sent_how, "Skriv hur svaret har skickats och till vem."),
            (self.sent_on, "Ange vilken dag svaret skickades."),
        )
        for field, sentence in () if self.goes_on else needed:
            if not field.data and not field.errors:
                field.errors, fine = [sentence], False
        return fine

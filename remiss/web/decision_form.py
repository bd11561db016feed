"""The form of a nämnd's decision: the body fills it in, and KS when the minutes of a förhandssvar come by mail."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms import Form as Part
from wtforms.fields import Field
from wtforms.validators import InputRequired

from remiss.clock import now
from remiss.errors import InvalidInput
from remiss.models.decisions import MinorityKind, Outcome, ReplyText
from remiss.services.decisions import DecisionInput, Minority
from remiss.web.fields import Choice, Form, Radio, day, line, options, words
from remiss.web.kept_files import KeptFile
from remiss.web.request import current_actor


class DecisionForm(Form):
    """What stands in the minutes; two rows for a minority."""

    decided_on = day("Beslutsdatum", "Ange vilken dag nämnden beslutade.")
    paragraph = line("Paragraf", 40, "Ange paragrafen i protokollet, till exempel § 14.")
    outcome = Radio(
        "Beslut",
        [InputRequired("Välj hur nämnden beslutade.")],
        choices=options((outcome.value, outcome.label) for outcome in Outcome),
    )
    text = words("Beslutet med nämndens egna ord", 20_000)
    reply_text = Radio(
        "Vilken text är svaret?",
        choices=options((one.value, one.label) for one in ReplyText),
        validate_choice=False,
    )
    immediate_adjustment = BooleanField("Beslutet justerades omedelbart")
    adjusted_on = day("Protokollet justerades den")
    minutes = FileField("Protokollsutdrag")


MINORITY_ROWS = (1, 2)


def with_minorities(kind: type[Part]) -> type[Part]:
    """Give a form the fields of a minority, ``minority_1_kind`` and so on, for each of two rows."""
    kinds = options([("", "Ingen"), *((one.value, one.label) for one in MinorityKind)])
    for row in MINORITY_ROWS:
        setattr(kind, f"minority_{row}_kind", Choice("Slag", choices=kinds, default=""))
        setattr(kind, f"minority_{row}_parties", line("Partier eller namn"))
        setattr(kind, f"minority_{row}_text", words("Text", 20_000))
    return kind


with_minorities(DecisionForm)


class FollowingDecisionForm(DecisionForm):
    """The decision that follows a förhandssvar; it may be postponed to another day."""

    decision_expected_on = day("Beslut väntas i stället den")


def minority_rows(form: Part) -> list[list[Field]]:
    """Return the fields of each minority, for the page."""
    return [[form[f"minority_{row}_{part}"] for part in ("kind", "parties", "text")] for row in MINORITY_ROWS]


def typed_decision(form: DecisionForm, kept: KeptFile | None) -> DecisionInput:
    """Return what was typed, with the minutes attached. Raises InvalidInput when a minority is half filled in."""
    return DecisionInput(
        decided_on=form.decided_on.data,
        paragraph=form.paragraph.data,
        outcome=Outcome(form.outcome.data),
        text=form.text.data,
        immediate_adjustment=form.immediate_adjustment.data,
        adjusted_on=form.adjusted_on.data,
        minutes=kept.attach(current_actor(), now()) if kept else None,
        minorities=typed_minorities(form),
        reply_text=chosen_text(form.reply_text.data),
    )


def chosen_text(value: str | None) -> ReplyText | None:
    """Return which text is the reply; the service asks for it where the outcome departs from the proposal."""
    return next((one for one in ReplyText if one.value == value), None)


def typed_minorities(form: Part) -> list[Minority]:
    """Return the minorities that were typed. Raises InvalidInput when one is half filled in."""
    return [found for row in MINORITY_ROWS if (found := _minority(form, row))]


def _minority(form: Part, row: int) -> Minority | None:
    kind, parties, text = (form[f"minority_{row}_{part}"].data for part in ("kind", "parties", "text"))
    if not any((kind, parties, text)):
        return None
    if not kind:
        raise InvalidInput("Välj om det är en reservation eller ett uttalande.", f"minority_{row}_kind")
    if not parties:
        raise InvalidInput("Skriv vilka partier eller namn som står bakom.", f"minority_{row}_parties")
    return Minority(MinorityKind(kind), parties, text)

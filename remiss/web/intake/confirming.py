"""From the confirmed form to what the service takes."""

from __future__ import annotations

import re
from typing import Any

from remiss.analysis.analyse import RULE_VERSION
from remiss.domain.stance import Stance
from remiss.domain.statement import QUESTION_MARK, SectionKey, answered_places, from_sections
from remiss.errors import StaleForm
from remiss.models.attachments import Attachment
from remiss.models.decisions import Outcome, ReplyText
from remiss.models.intakes import Intake
from remiss.models.remisser import Theme
from remiss.models.replies import ALONE, Basis
from remiss.services.decisions import DecisionInput, SentByItself
from remiss.services.intakes import ConfirmedReply, ConfirmedViewpoint
from remiss.services.sole_decisions import SoleInput
from remiss.web.intake.forms import ONWARD, PapersForm, SentPapersForm
from remiss.web.intake.reading import Reading

Section = tuple[SectionKey, str, list[str]]


def confirmed_reply(form: PapersForm, reading: Reading, intake: Intake, minutes: Attachment | None) -> ConfirmedReply:
    """Return what ``form`` says about ``intake``. Raises StaleForm when the form is of other viewpoints."""
    sections = _sections(form)
    return ConfirmedReply(
        organisation_ids=tuple(form.bodies.data) if reading.own is None else (reading.own,),
        title=form.title.data,
        diary_number=form.diary_number.data,
        basis=Basis.BOARD if form.basis.data == ONWARD else Basis(form.basis.data),
        decision=_decision(form, minutes or intake.minutes),
        sections=sections,
        viewpoints=_judged(form, reading, intake) if reading.judged else _left_as_read(reading, sections),
        classified=reading.judged,
        rule_version=RULE_VERSION,
        decision_expected_on=form.decision_expected_on.data if form.basis.data == Basis.PRELIMINARY else None,
        replaces_reason=form.replaces_reason.data or "",
        alone=_alone(form, minutes or intake.minutes),
        sent=_sent(form),
    )


def _sent(form: PapersForm) -> SentByItself | None:
    if not isinstance(form, SentPapersForm) or form.goes_on:
        return None
    return SentByItself(form.sent_how.data, form.sent_on.data)


def _sections(form: PapersForm) -> list[Section]:
    rows = [entry.form for entry in form.sections if entry.form.text.data]
    keys = [SectionKey(row.key.data) for row in rows]
    read = [
        (key, row.heading.data or key.usual_heading, _paragraphs(key, row.text.data))
        for key, row in zip(keys, rows, strict=True)
    ]
    return [section for section in read if section[2]]


def _paragraphs(key: SectionKey, text: str) -> list[str]:
    """Return the paragraphs; under the answers, a question without one is left out."""
    if key is not SectionKey.QUESTIONS:
        return re.split(r"\n\s*\n", text)
    apart = re.sub(rf"(?m)^({QUESTION_MARK}.*)$", r"\n\1\n", text)
    parts = [part.strip() for part in re.split(r"\n\s*\n", apart)]
    return [parts[place] for place in answered_places(parts)]


def _decision(form: PapersForm, minutes: Attachment | None) -> DecisionInput | None:
    if form.basis.data != Basis.BOARD:
        return None
    return DecisionInput(
        decided_on=form.decided_on.data,
        paragraph=form.paragraph.data,
        outcome=Outcome(form.outcome.data),
        text=form.decision_text.data,
        immediate_adjustment=form.immediate_adjustment.data,
        minutes=minutes,
        reply_text=ReplyText(form.reply_text.data),
    )


def _alone(form: PapersForm, paper: Attachment | None) -> SoleInput | None:
    """Return what one person decided; the file beside the text is then that decision."""
    if form.basis.data not in ALONE:
        return None
    return SoleInput(
        Basis(form.basis.data), form.decided_on.data, form.decided_by.data, form.authority.data, paper=paper
    )


def _judged(form: Any, reading: Reading, intake: Intake) -> list[ConfirmedViewpoint]:
    entries = {int(entry.name.rsplit("-", 1)[1]): entry.form for entry in form.viewpoints}
    if set(entries) != set(range(len(reading.suggestions))):
        raise StaleForm("Sidan stämmer inte längre med det som lästes in. Läs in sidan på nytt.")
    themes = {theme.key: theme for theme in intake.remiss.themes}
    return [
        ConfirmedViewpoint(
            suggestion,
            keep=entries[index].keep.data,
            stance=Stance(entries[index].stance.data) if entries[index].stance.data else None,
            themes=_themes(themes, suggestion.themes, entries[index].themes.data),
        )
        for index, suggestion in enumerate(reading.suggestions)
    ]


def _themes(themes: dict[str, Theme], suggested: tuple[str, ...], ticked: list[str]) -> tuple[Theme, ...]:
    """Keep the order of the suggestion, best first; what a person added follows in the order of the remiss."""
    order = [*(key for key in suggested if key in ticked), *(key for key in themes if key in ticked)]
    return tuple(themes[key] for key in dict.fromkeys(order) if key in themes)


def _left_as_read(reading: Reading, sections: list[Section]) -> list[ConfirmedViewpoint]:
    """Bodies and registrars confirm the text, not its viewpoints: those that still stand in it stay suggestions."""
    text = from_sections(sections)
    return [
        ConfirmedViewpoint(suggestion, keep=text.contains(suggestion.text), stance=None, themes=())
        for suggestion in reading.suggestions
    ]

"""Facts that fill every part of every layout: own words, questions, completions, changes, a reply that was too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from remiss.domain.compilation import (
    BodyFacts,
    CompilationFacts,
    CompletionFacts,
    DraftChanges,
    Interruption,
    LateJudgement,
    NewVersion,
    OwnWords,
    QuestionFacts,
    ReplyFacts,
    SoleFacts,
)
from remiss.domain.own_words import POLITICAL_VIEW, reply_key, theme_key
from remiss.domain.programme_changes import DraftSection, compared
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey, digest, from_sections
from tests.documents.compilation.examples import ACCEPTED, all_replies, body, decision, facts, reply, viewpoint, words

WRITTEN = datetime(2026, 11, 16, 9, tzinfo=UTC)
LATE = LateJudgement(False, "Svaret kom två veckor för sent.", "ingår inte")
OFFICE = from_sections([(SectionKey.VIEWPOINTS, "Förvaltningens synpunkter", ["Förvaltningen ville något annat."])])
SPOKEN = "Ljuset är viktigast.\n\nVi skriver om hela avsnittet."


def rich() -> CompilationFacts:
    """Return them: twelve bodies were asked and one answered unasked, no two of them in quite the same way."""
    shared, departing, office, uninvited = all_replies()
    several = (replace(shared, completions=(_completion(),)), departing, office, *_more(), uninvited)
    replies = tuple(map(_short, several))
    left_out = reply(9, ("Skolnämnden",), "Skolnämnden", (viewpoint(9, 1, Stance.OBJECTS, ("barn",)),), late=True)
    own = {theme_key("ljus"): SPOKEN, reply_key(10): "Nämnderna vill ha mer ljus.", POLITICAL_VIEW: "Vi går vidare."}
    asked = (QuestionFacts("Är målen rätt?", True, 12), QuestionFacts("Vad kostar det?", False, 1, ("Hamnen AB",)))
    old = DraftSection("a002", "2 Belysning", "Lampor ska tändas när det är mörkt.")
    return replace(
        facts(replies),
        bodies=(*_bodies(facts(replies).bodies), body("Skolnämnden", 90, answered=False, late=True, after_close=LATE)),
        left_out=(_short(left_out),),
        questions=asked,
        own_words=tuple(OwnWords(key, text, "Ek", WRITTEN) for key, text in own.items()),
        new_versions=(NewVersion(2, date(2026, 10, 1), 1),),
        reopened=Interruption(date(2026, 11, 14), "Ett svar hade blivit liggande."),
        draft_changes=(
            DraftChanges(2, date(2026, 11, 1), compared([old], [replace(old, text="Lampor ska tändas i skymningen.")])),
        ),
    )


def _short(one: ReplyFacts) -> ReplyFacts:
    """Leave of the text what has viewpoints and a little more: whoever looks at every word of it is sooner done."""
    paragraphs = [words(one.number, position) for position in range(1, 5)]
    text = from_sections([(SectionKey.VIEWPOINTS, "Förvaltningens synpunkter", paragraphs)])
    return replace(one, text=text, sha256=digest(text))


def _completion() -> CompletionFacts:
    return CompletionFacts(date(2026, 11, 13), "Vilka vägar?", date(2026, 11, 15), "De längs ån.", 101)


def _more() -> tuple[ReplyFacts, ...]:
    sole = SoleFacts("Ordförandebeslut", date(2026, 11, 9), "Ordföranden Ek", "Delegationen, punkt 4", "Ont om tid")
    company = reply(
        4,
        ("Hamnen AB",),
        "Hamnen AB",
        (
            viewpoint(4, 1, Stance.SUPPORTS_WITH_REMARK, ("kostnad", "ansvar"), section="a001"),
            viewpoint(4, 2, Stance.NEUTRAL, ("matning",), section="a003"),
            viewpoint(4, 3, Stance.OBJECTS, ("ljus",), section="a002", assessment=ACCEPTED),
        ),
    )
    own = replace(decision("Parknämnden", departs=True), own_text=True)
    board = reply(5, ("Parknämnden",), "Parknämnden", (viewpoint(5, 1, Stance.PROPOSES_CHANGE, ("sprak",)),), (own,))
    awaited = reply(7, ("Äldrenämnden",), "Äldreförvaltningen", (viewpoint(7, 1, Stance.SUPPORTS, ("ljus", "vinter")),))
    return (
        replace(company, company=True, alone=sole),
        replace(board, proposed=OFFICE),
        replace(awaited, preliminary=True, decision_expected_on=date(2026, 12, 8)),
    )


def _bodies(plain: tuple[BodyFacts, ...]) -> tuple[BodyFacts, ...]:
    changed = {
        "Hamnen AB": {"kind": "Bolag", "extended_to": date(2026, 11, 18)},
        "Äldrenämnden": {"preliminary": True},
        "Farsta stadsdelsnämnd": {"kind": "Stadsdelsnämnd"},
    }
    others = (
        body("Cykelvännerna", 60, invited=False, kind="Extern"),
        body("Krisnämnden", outside=True, status="Hanteras utanför systemet"),
        body("Mässan AB", kind="Bolag", silent=True, status="Har inte inkommit med svar"),
    )
    return (*(replace(one, **changed.get(one.name, {})) for one in plain), *others)  # type: ignore[arg-type]  # the keys are the fields'

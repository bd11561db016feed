"""What was read from a file, as the page that asks a person to confirm it needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from remiss.clock import local_date, today
from remiss.domain.demands import AskedQuestion
from remiss.domain.parsed import statement_sections
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.domain.statement import QUESTION_MARK, SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint, suggestions_from_json
from remiss.language.folding import fold
from remiss.models.decisions import Outcome
from remiss.models.intakes import Intake
from remiss.models.replies import Basis
from remiss.queries.imports import batch_file_of
from remiss.queries.intakes import number_of_body, same_content
from remiss.queries.name_reading import meant_by
from remiss.queries.names import names_on
from remiss.queries.paper_names import NameDoubt, name_register, paper_of
from remiss.queries.public_status import public_status
from remiss.queries.questions import asked_of
from remiss.queries.reading_habits import body_meant
from remiss.text import counted, listed
from remiss.web.intake.marking import Piece, marked

FINAL_OUTCOMES = frozenset(outcome.value for outcome in Outcome) - {Outcome.REMITTED_BACK, Outcome.TABLED}
NOT_FOUND = (
    ("consultee", "vilken instans som svarar"), ("diary_number", "instansens diarienummer"),
    ("remiss_diary_number", "remissens diarienummer"), ("title", "ärenderubrik"), ("signatories", "underskrift"),
)  # fmt: skip


@dataclass(frozen=True)
class ShownViewpoint:
    """One suggestion: its words with the cues apart, where it stands, and which one it restates, counted from 1."""

    number: int
    section: str
    pieces: tuple[Piece, ...]
    stance_cues: str
    repeats: int | None


@dataclass(frozen=True)
class Reading:
    """The facts of one read file. ``own`` is None for KS, else the only body that may answer with it; ``own_number``
    is the diary number under which it has received the remiss. ``minutes``: what its minutes say, empty without them.

    ``names``: what the register says against the names in the file.

    ``judged``: the person who confirms also says what the viewpoints are; otherwise they stay suggestions.
    """

    intake: Intake
    own: int | None
    judged: bool
    parsed: dict[str, Any]
    suggestions: tuple[SuggestedViewpoint, ...]
    found_body: int | None
    asked: frozenset[int]
    minutes: dict[str, Any]
    own_number: str | None
    answered: frozenset[int]
    names: tuple[NameDoubt, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """Why a field is doubtful, by field; those of the minutes begin with ``minutes.``."""
        own = {row["field"]: row["reason"] for row in self.parsed["unsure"]}
        for doubt in self.names:
            own[doubt.field] = f"{own[doubt.field]} {doubt.reason}" if doubt.field in own else doubt.reason
        return own | {f"minutes.{row['field']}": row["reason"] for row in self.minutes.get("unsure", ())}

    @property
    def sender_reasons(self) -> str:
        """Why it is doubtful whose reply it is: by the body's name and by its office."""
        return " ".join(self.reasons[field] for field in ("consultee", "office") if field in self.reasons)

    @property
    def name(self) -> str | None:
        """The body that the file names, else its office."""
        name: str | None = self.parsed["consultee"] or self.parsed["office"]
        return name


def reading_of(actor: Actor, intake: Intake) -> Reading:
    """Return what was read in ``intake``, which is at least to be confirmed, for ``actor`` to confirm."""
    parsed, analysis = intake.parsed or {}, intake.analysis or {}
    rows = public_status(intake.remiss_id, today())
    asked = frozenset(row.organisation_id for row in rows)
    by_sender = intake.owner_id in intake.remiss.sending_side
    answered = frozenset(row.organisation_id for row in rows if row.answered)
    asked_on = local_date(intake.remiss.sent_at) if intake.remiss.sent_at else today()
    own, found = None if by_sender else intake.owner_id, _body(intake, parsed, asked_on)
    paper = paper_of(parsed, intake.attachment.uploaded_at)
    return Reading(
        intake=intake,
        own=own,
        judged=by_sender and may(actor, Permission.VIEWPOINT_CLASSIFY, frozenset({intake.owner_id})),
        parsed=parsed,
        suggestions=suggestions_from_json(analysis),
        found_body=found,
        asked=asked,
        minutes=intake.minutes_read or {},
        answered=answered if by_sender else answered & {intake.owner_id},
        own_number=None if by_sender else number_of_body(intake.remiss_id, intake.owner_id),
        names=name_register().doubts(own or found, paper, today()),
        questions=asked_of(intake.remiss_id, asked if by_sender else [intake.owner_id]),
    )


def _body(intake: Intake, parsed: dict[str, Any], day: date) -> int | None:
    """Return whose reply it is: as a person has chosen, else whom the file names."""
    file = batch_file_of(intake.id)
    chosen = file.body_id if file else None
    return chosen or body_meant(intake.owner_id, (parsed["consultee"], parsed["office"]), day)


def form_data(reading: Reading) -> dict[str, Any]:
    """Return what the form says before a person has touched it."""
    parsed, minutes = reading.parsed, reading.intake.minutes is not None
    read = reading.minutes
    sections = [
        {"key": key.value, "heading": heading, "text": "\n\n".join(paragraphs)}
        for key, heading, paragraphs in statement_sections(parsed)
    ]
    if reading.questions:
        asks = "\n\n\n".join(f"{QUESTION_MARK}{question.text}" for question in reading.questions)
        answers = SectionKey.QUESTIONS
        sections.append({"key": answers.value, "heading": answers.usual_heading, "text": asks})
    day = read.get("decided_on") or parsed["dates"]["meeting"]
    meeting = date.fromisoformat(day) if day else None
    ahead = meeting is not None and meeting > today()
    adjusted = read.get("immediate_adjustment") or parsed["immediate_adjustment"]
    return {
        "title": parsed["title"] or reading.intake.remiss.title,
        "diary_number": reading.own_number or parsed["diary_number"] or read.get("diary_number"),
        "basis": _basis(parsed["subtitle"] or "", minutes=minutes, ahead=ahead).value,
        "decision_expected_on": meeting if ahead else None,
        "decided_on": meeting if meeting and meeting <= today() else None,
        "paragraph": read.get("paragraph"),
        "outcome": read.get("outcome") if read.get("outcome") in FINAL_OUTCOMES else "",
        "decision_text": "\n\n".join(read.get("decision", ())),
        "immediate_adjustment": bool(adjusted),
        "sent_on": today(),
        "signers": "\n".join(_signer_line(person) for person in parsed["signatories"]),
        "signed_on": date.fromisoformat(parsed["dates"]["statement"]) if parsed["dates"]["statement"] else None,
        "sections": [*sections, {"key": "ovrigt", "heading": "", "text": ""}],
        "bodies": [reading.found_body] if reading.found_body else [],
        "viewpoints": [
            {"keep": True, "stance": s.stance.value if s.stance else "", "themes": list(s.themes)}
            for s in reading.suggestions
        ],
    }


def _signer_line(person: dict[str, Any]) -> str:
    return ", ".join(part for part in (person["name"], person["title"]) if part)


def _basis(subtitle: str, *, minutes: bool, ahead: bool) -> Basis:
    """Suggest what a reply rests on. Without minutes and before its meeting it can only be a förhandssvar."""
    if "kontorsyttrande" in subtitle.lower():
        return Basis.OFFICE
    if minutes:
        return Basis.BOARD
    return Basis.PRELIMINARY if ahead or "förhandssvar" in subtitle.lower() else Basis.UNKNOWN


def body_choices(reading: Reading) -> list[tuple[int, str]]:
    """Return the bodies to tick: the one that the file names first, then those asked in the order of every list."""
    rows = public_status(reading.intake.remiss_id, today())
    choices = [(row.organisation_id, f"{row.body} (har redan svarat)" if row.answered else row.body) for row in rows]
    if reading.found_body and reading.found_body not in reading.asked:
        name = names_on([reading.found_body], today())[reading.found_body].name
        choices.append((reading.found_body, f"{name} (inte tillfrågad)"))
    return sorted(choices, key=lambda choice: choice[0] != reading.found_body)


def warnings(reading: Reading) -> list[str]:
    """Return what a person should look at before confirming."""
    intake, found = reading.intake, [_number_warning(reading), _body_warning(reading), reading.minutes.get("doubt")]
    found.append(_own_number_warning(reading))
    twins = same_content(intake.remiss_id, intake.owner_id, [intake.attachment.sha256], but=intake.id)
    if twins:
        found.append(f"Samma fil är redan uppladdad: {listed(twins)}. Bekräfta den bara en gång.")
    if reading.questions:
        found.append(
            f"Remissen har {counted(len(reading.questions), 'fråga', 'frågor')}. Står svaren i handlingen kan de "
            "skrivas under ”Svar på frågor”, under raden med frågan. Det är frivilligt när färdiga handlingar lämnas."
        )
    if missing := missing_in(reading):
        found.append(f"Saknas: {listed(missing)}.")
    return [sentence for sentence in found if sentence]


def missing_in(reading: Reading) -> list[str]:
    """Return what a complete reply has and this file has not."""
    missing = [words for field, words in NOT_FOUND if not reading.parsed[field]]
    return missing if reading.intake.minutes else ["protokollsutdrag", *missing]


def shown_viewpoints(reading: Reading, names: Mapping[SectionKey, str]) -> list[ShownViewpoint]:
    """Return the suggestions as the page shows them; ``names`` are the section names by key."""
    return [
        ShownViewpoint(
            number=number,
            section=names[suggestion.section],
            pieces=marked(suggestion.text, (cue.text for cue in suggestion.cues)),
            stance_cues=listed([f"”{cue.text}”" for cue in suggestion.cues if cue.reason == suggestion.stance]),
            repeats=None if suggestion.repeats is None else suggestion.repeats + 1,
        )
        for number, suggestion in enumerate(reading.suggestions, start=1)
    ]


def _number_warning(reading: Reading) -> str | None:
    said, own = reading.parsed["remiss_diary_number"], reading.intake.remiss.diary_number
    if not said or not own or fold(said) == fold(own):
        return None
    return f"Filen anger remissens diarienummer som {said}, men remissen har {own}. Kontrollera att svaret hör hit."


def _own_number_warning(reading: Reading) -> str | None:
    said, own = reading.parsed["diary_number"], reading.own_number
    if not said or not own or fold(said) == fold(own):
        return None
    return f"Filen anger ert diarienummer som {said}, men ni har tagit emot remissen som {own}. Rätta det som är fel."


def _body_warning(reading: Reading) -> str | None:
    if reading.own is not None:
        if reading.found_body in {None, reading.own}:
            return None
        return f"Filen ser ut att komma från {reading.name}. Kontrollera att det är rätt fil."
    if reading.found_body is None:
        said = f"”{reading.name}” finns inte i registret" if reading.name else "Filen säger inte vem som svarar"
        near = [body.name for body in meant_by(reading.name, today())] if reading.name else []
        if near:
            return f"{said}. Menade den {' eller '.join(near)}? Kryssa för rätt instans; ingen ny läggs upp."
        return f"{said}. Välj instans i listan, eller lägg till den under Inläsning, Ej tillfrågade."
    if reading.found_body not in reading.asked:
        return f"{reading.name} är inte tillfrågad i remissen. Svaret räknas som ett yttrande från en ej tillfrågad."
    return None

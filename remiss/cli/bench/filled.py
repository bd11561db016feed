"""A remiss of any size with everything in the database that a compilation reads: the road from there is what is timed.

Rows are put in many at a time, past the services: signing three hundred replies one by one is not what is measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from remiss.cli.bench.content import CREATED, THEMES, VIEWPOINTS, text_of
from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey, digest, from_sections, serialise
from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.door import writing
from remiss.extensions import Base, db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.attachments import Attachment
from remiss.models.decisions import BoardDecision, MinorityKind, MinorityStatement, Outcome, ReplyText, Submission
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.models.remisser import ProgrammePart, ProgrammeVersion, Remiss, Theme
from remiss.models.replies import Consultee, Reply
from remiss.models.statements import StatementVersion
from remiss.models.viewpoints import (
    Assessment,
    AssessmentAction,
    LabelKind,
    LabelStatus,
    Viewpoint,
    ViewpointLabel,
)

SECTIONS, CHANGED = 40, 10
"""Sections of the draft, and how many of them its second version changes."""
_KINDS = (
    OrganisationKind.COMMITTEE, OrganisationKind.DISTRICT, OrganisationKind.COMPANY, OrganisationKind.EXTERNAL,
)  # fmt: skip
_STANCES = (*Stance, None)
_ACTIONS = tuple(AssessmentAction)
_SENT, _CAME = CREATED - timedelta(days=60), CREATED - timedelta(days=5)
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class _Place:
    """Who does everything here: the sender's side."""

    sender: int
    person: int
    remiss: int
    themes: list[int]


def fill(sender: int, person: int, replies: int) -> int:
    """Put in a closed remiss of ``sender`` with so many replies, and return its id; ``person`` has classified all."""
    with writing():
        place = _remiss(sender, person, replies)
        bodies = _bodies(replies)
        ids = _replies(place, bodies)
        viewpoints = _inserted(Viewpoint, list(_viewpoints(ids)))
        _inserted(ViewpointLabel, list(_labels(place, viewpoints)))
        _inserted(Assessment, list(_assessments(place, viewpoints)))
        return place.remiss


def _inserted(kind: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Put the rows in and return their ids in the same order."""
    statement = sa.insert(kind).returning(kind.id, sort_by_parameter_order=True)  # type: ignore[attr-defined]  # every model has it
    found: list[int] = []
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        found += db.session.scalars(statement, rows[start : start + _ROWS_AT_ONCE])
    return found


def _remiss(sender: int, person: int, replies: int) -> _Place:
    remiss = Remiss(
        sender_id=sender, title="Ett program för en trygg stad", diary_number=f"MÄT {replies} svar", letter="Svara.",
        due_on=CREATED.date() - timedelta(days=1), state=RemissState.CLOSED, created_by_id=person, created_at=_SENT,
        sent_at=_SENT, closed_at=CREATED,
    )  # fmt: skip
    remiss.themes = [
        Theme(key=f"tema{number}", name=f"Tema {number + 1}", description="Vad som hör hit.", position=number)
        for number in range(THEMES)
    ]
    remiss.programmes = [_programme(person, number, at) for number, at in ((1, _SENT), (2, _CAME))]
    db.session.add(remiss)
    db.session.flush()
    return _Place(sender, person, remiss.id, [theme.id for theme in remiss.themes])


def _programme(person: int, number: int, at: datetime) -> ProgrammeVersion:
    file = Attachment(
        sha256="0" * 64, filename="program.docx", format="docx", size=1, uploaded_by_id=person, uploaded_at=at
    )
    parts = [
        ProgrammePart(
            stable_id=f"a{place}", position=place, number=f"{place + 1}", heading=f"Avsnitt om tema {place}", level=1,
            text=text_of(0, place) + (f" {text_of(0, SECTIONS + place)}" if number > 1 and place < CHANGED else ""),
        )
        for place in range(SECTIONS)
    ]  # fmt: skip
    return ProgrammeVersion(number=number, attachment=file, created_at=at, issued_at=at, sections=parts)


def _bodies(replies: int) -> list[int]:
    kinds = [_KINDS[number % len(_KINDS)] for number in range(replies)]
    rows = [{"kind": kind, "office_name": f"Förvaltning {number + 1}"} for number, kind in enumerate(kinds)]
    bodies = _inserted(Organisation, rows)
    names = [(body, f"Remissinstans nummer {number}") for number, body in enumerate(bodies, start=1)]
    _inserted(
        OrganisationName,
        [
            {"organisation_id": body, "name": name, "sort_key": swedish_sort_key(name), "folded": fold(name),
             "is_alias": False, "valid_from": date(2000, 1, 1)}
            for body, name in names
        ],
    )  # fmt: skip
    return bodies


def _replies(place: _Place, bodies: list[int]) -> list[int]:
    came = {"state": ReplyState.SUBMITTED, "state_since": _CAME, "submitted_at": _CAME, "remiss_id": place.remiss}
    ids = _inserted(Reply, [{**came, "diary_number": f"1.1-{number}/2026"} for number in range(1, len(bodies) + 1)])
    asked = [
        {"remiss_id": place.remiss, "organisation_id": body, "reply_id": reply, "invited": True}
        for body, reply in zip(bodies, ids, strict=True)
    ]
    _inserted(Consultee, asked)
    texts = [_text(place, number, reply) for number, reply in enumerate(ids, start=1)]
    versions = _inserted(StatementVersion, texts)
    sent = {"submitted_by_id": place.person, "submitted_at": _CAME, "late": False}
    _inserted(
        Submission,
        [
            {**sent, "reply_id": text["reply_id"], "version_id": version, "sha256": text["sha256"]}
            for text, version in zip(texts, versions, strict=True)
        ],
    )
    _decisions(place, list(zip(bodies, ids, versions, strict=True)))
    return ids


def _text(place: _Place, number: int, reply: int) -> dict[str, Any]:
    said = [text_of(number, viewpoint) for viewpoint in range(1, VIEWPOINTS + 1)]
    text = from_sections(
        [
            (SectionKey.PROPOSAL, "Förslag till beslut", ["Nämnden överlämnar tjänsteutlåtandet som svar."]),
            (SectionKey.SUMMARY, "Sammanfattning", [text_of(number, 0)]),
            (SectionKey.MATTER, "Ärendet", [text_of(number, one) for one in range(VIEWPOINTS + 1, VIEWPOINTS + 6)]),
            (SectionKey.VIEWPOINTS, "Förvaltningens synpunkter och förslag", said),
        ]
    )
    written = {"reply_id": reply, "number": 1, "title": "Svar på remiss", "of_board": False}
    signed = {"content": serialise(text), "sha256": digest(text), "created_by_id": place.person, "created_at": _CAME}
    return {**written, **signed}


def _decisions(place: _Place, rows: list[tuple[int, int, int]]) -> None:
    """Let every body have decided, every seventh with an amendment; in every fifth somebody else says something."""
    departs = {"outcome": Outcome.AMENDED, "reply_text": ReplyText.OFFICE}
    as_proposed = {"outcome": Outcome.AS_PROPOSED, "reply_text": None}
    decided = [
        {**(as_proposed if number % 7 else departs), "reply_id": reply, "organisation_id": body,
         "decided_on": _CAME.date(), "paragraph": f"§ {number}",
         "text": "Nämnden överlämnar svaret.", "version_id": version, "recorded_by_id": place.person,
         "recorded_at": _CAME}
        for number, (body, reply, version) in enumerate(rows)
    ]  # fmt: skip
    minorities = [
        {"decision_id": decision, "kind": kind, "parties": parties, "text": text_of(0, decision)}
        for decision in _inserted(BoardDecision, decided)[::5]
        for kind, parties in ((MinorityKind.RESERVATION, "(M)"), (MinorityKind.SPECIAL, "(V)"))
    ]
    _inserted(MinorityStatement, minorities)


def _viewpoints(replies: list[int]) -> Iterator[dict[str, Any]]:
    for reply, reply_id in enumerate(replies, start=1):
        for number in range(1, VIEWPOINTS + 1):
            yield {
                "reply_id": reply_id,
                "position": number,
                "section": SectionKey.VIEWPOINTS,
                "text": text_of(reply, number),
                "programme_section": f"a{(reply + number) % SECTIONS}",
            }


def _labels(place: _Place, viewpoints: list[int]) -> Iterator[dict[str, Any]]:
    """A rule's stance, the stance that somebody put in its place, and a theme; every third has a second theme."""
    for number, viewpoint in enumerate(viewpoints):
        stance, theme = _STANCES[number % len(_STANCES)], number % THEMES
        base = {"viewpoint_id": viewpoint, "cues": ["bör"]}
        rule = {**base, "rule_version": "1", "status": LabelStatus.SUGGESTED, "confidence": Confidence.SURE}
        who = {"author_id": place.person, "author_organisation_id": place.sender}
        person = {**base, **who, "status": LabelStatus.CONFIRMED}
        said = {"kind": LabelKind.STANCE, "stance": stance, "theme_id": None}
        yield _label({**rule, **said, "created_at": _CAME, "superseded_at": CREATED})
        yield _label({**person, **said})
        for one in (theme, *(((theme + 5) % THEMES,) if number % 3 == 0 else ())):
            yield _label({**person, "kind": LabelKind.THEME, "stance": None, "theme_id": place.themes[one]})


def _label(row: dict[str, Any]) -> dict[str, Any]:
    """Rows that are put in together name the same columns."""
    empty = {"rule_version": None, "confidence": None, "author_id": None, "author_organisation_id": None}
    return {**empty, "created_at": CREATED, "superseded_at": None, **row}


def _assessments(place: _Place, viewpoints: list[int]) -> Iterator[dict[str, Any]]:
    for number, viewpoint in enumerate(viewpoints):
        if number % 5:
            yield {
                "viewpoint_id": viewpoint,
                "action": _ACTIONS[number % len(_ACTIONS)],
                "reason": "Målet har fått en ny lydelse i avsnitt 3.",
                "changed_section": f"a{number % SECTIONS}" if number % 4 == 0 else None,
                "author_id": place.person,
                "created_at": CREATED,
            }

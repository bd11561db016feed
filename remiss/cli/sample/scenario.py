"""What happens in the sample remiss, acted by its people through the services, up to the day it is loaded.

The printed dates of the sample's files belong to ``reference_today``. Loaded on another day, everything is moved by
whole weeks, so that weekdays stay and nothing lies in the future.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from remiss.cli.sample.city import City
from remiss.cli.sample.files import body_of, confirm_as_read, keep_file, take_in
from remiss.clock import STOCKHOLM
from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.isolated import read_document
from remiss.domain.editing import TypedSection
from remiss.domain.roles import Actor, Role
from remiss.domain.stance import Confidence
from remiss.domain.statement import SectionKey
from remiss.door import writing
from remiss.errors import RemissError
from remiss.extensions import db
from remiss.models.decisions import MinorityKind, Outcome, Submission
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Consultee, Reply
from remiss.models.viewpoints import AssessmentAction, LabelKind, Viewpoint
from remiss.services import remisser, replies, statements
from remiss.services.assessments import assess
from remiss.services.decisions import DecisionInput, Minority
from remiss.services.sessions import actor_for
from remiss.services.viewpoints import confirm_suggestion
from remiss.text import long_date

NOON = time(12, 30)


@dataclass(frozen=True)
class Stage:
    """Where the scenario plays: the sample's facts, the city, the upload folder, the shift in days."""

    folder: Path
    uploads: Path
    facts: dict[str, Any]
    city: City
    shift: timedelta

    def day(self, printed: str) -> date:
        """Return the day that a printed date falls on in this loading."""
        return date.fromisoformat(printed) + self.shift

    def moment(self, printed: str) -> datetime:
        """Return half past noon on that day."""
        return datetime.combine(self.day(printed), NOON, STOCKHOLM)

    def actor(self, organisation: str, role: Role) -> Actor:
        """Return the sample's person with ``role`` there."""
        user = db.session.get_one(User, self.city.people[(organisation, role)])
        return actor_for(user, self.moment(self.facts["sent"]))


def whole_weeks(today: date, reference: date) -> timedelta:
    """Return the shift from ``reference`` to ``today``, rounded down to whole weeks."""
    return timedelta(days=(today - reference).days // 7 * 7)


def send_sample_remiss(stage: Stage, themes: list[dict[str, str]]) -> int:
    """Create and send the remiss as the sample's coordinator; return its id."""
    actor, now = stage.actor("kommunstyrelsen", Role.COORDINATOR), stage.moment(stage.facts["sent"])
    due = stage.day(stage.facts["due"])
    path = stage.folder / stage.facts["programme"]
    programme = parse_programme(read_document(path.read_bytes(), path.name))
    letter = "\n\n".join(stage.facts["cover_letter"]).replace("{due}", long_date(due))
    with writing():
        details = remisser.RemissDetails(stage.facts["title"], stage.facts["diary_number"], letter, due)
        remiss = remisser.create_remiss(actor, stage.city.organisations["kommunstyrelsen"], details, now)
        remisser.add_programme(actor, remiss, programme, keep_file(actor, stage.uploads, path, now), now)
        given = [remisser.ThemeInput(theme["key"], theme["name"], theme["description"]) for theme in themes]
        remisser.set_themes(actor, remiss, given, remiss.version, now)
        asked = [stage.city.organisations[row["organisation"]] for row in stage.facts["consultees"]]
        remisser.choose_consultees(actor, remiss, asked, remiss.version, now)
        remisser.send_remiss(actor, remiss, remiss.version, now)
        return remiss.id


def play(stage: Stage, remiss_id: int) -> None:
    """Let every body do what the sample says it has done."""
    for row in stage.facts["consultees"]:
        if row["state"] == "inkommen":
            _reply_comes_in(stage, remiss_id, row)
        elif row["state"] == "avstatt":
            _decline(stage, remiss_id, row)
        elif row["state"] == "utkast":
            _draft(stage, remiss_id, row)
    _classify_and_answer(stage, remiss_id)


def import_folder(stage: Stage, remiss_id: int, folder: Path) -> list[str]:
    """Take every reply file in ``folder`` in; return one Swedish line a file on what became of it.

    A file whose body is known, asked and has not answered is registered as read, with its labels as suggestions. Any
    other waits for a person: an unknown name creates nothing, and a reply never replaces another.
    """
    suffixes = {".docx", ".pdf", ".txt", ".md"}
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in suffixes and not p.name.startswith("README"))
    return [f"{path.name}: {_import(stage, remiss_id, path)}" for path in files]


def _import(stage: Stage, remiss_id: int, path: Path) -> str:
    actor, now = stage.actor("kommunstyrelsen", Role.COORDINATOR), stage.moment(stage.facts["reference"])
    remiss = db.session.get_one(Remiss, remiss_id)
    try:
        read = take_in(actor, remiss, stage.uploads, path, now)
        body = body_of(read.parsed)
        if body is None:
            return "instansen kunde inte avgöras, väntar på att någon bekräftar"
        confirm_as_read(actor, read, (body,), None, Basis.UNKNOWN, now)
    except RemissError as problem:
        return problem.sentence
    return f"registrerad som svar från {read.parsed.consultee or read.parsed.office}"


def _reply_comes_in(stage: Stage, remiss_id: int, row: dict[str, Any]) -> None:
    joint = row.get("joint_with", [])
    keys = sorted([row["organisation"], *joint])
    if row["organisation"] != keys[0]:
        return
    actor, now = stage.actor("kommunstyrelsen", Role.COORDINATOR), stage.moment(row.get("decided", "2026-11-27"))
    read = take_in(actor, db.session.get_one(Remiss, remiss_id), stage.uploads, stage.folder / row["reply"], now)
    basis = Basis.OFFICE if row.get("answered_by_office") else Basis.BOARD if "outcome" in row else Basis.UNKNOWN
    bodies = tuple(stage.city.organisations[key] for key in keys)
    decision = _decision(stage, actor, row, now) if "outcome" in row else None
    confirm_as_read(actor, read, bodies, decision, basis, now)


def _classify_and_answer(stage: Stage, remiss_id: int) -> None:
    """Let the coordinator confirm what the rules were sure of, except one reply left in the queue, and answer some."""
    actor, now = stage.actor("kommunstyrelsen", Role.COORDINATOR), stage.moment(stage.facts["reference"])
    with writing():
        query = sa.select(Viewpoint).join(Submission, Submission.reply_id == Viewpoint.reply_id)
        rows = list(db.session.scalars(query.order_by(Viewpoint.id)))
        left = {stage.city.organisations["sisab"]}
        for row in rows:
            if _is_sure(row) and not row.reply.owners & left:
                confirm_suggestion(actor, row, now)
        remiss = db.session.get_one(Remiss, remiss_id)
        sections = {part.number: part.stable_id for part in remiss.programmes[-1].sections if part.number}
        for answer in stage.facts["assessments"]:
            for row in [row for row in rows if answer["contains"] in row.text and row.repeats_id is None][:1]:
                action = AssessmentAction(answer["action"])
                assess(
                    actor,
                    row,
                    action,
                    answer["reason"],
                    sections[answer["section"]] if answer["section"] else None,
                    now,
                )


def _is_sure(viewpoint: Viewpoint) -> bool:
    stances = [label for label in viewpoint.labels if label.kind is LabelKind.STANCE and label.superseded_at is None]
    themes = [label for label in viewpoint.labels if label.kind is LabelKind.THEME]
    return bool(themes) and any(label.confidence is Confidence.SURE for label in stances)


def _decision(stage: Stage, actor: Actor, row: dict[str, Any], now: datetime) -> DecisionInput:
    minutes = None
    if "minutes" in row:
        with writing():
            minutes = keep_file(actor, stage.uploads, stage.folder / row["minutes"], now)
    return DecisionInput(
        decided_on=stage.day(row["decided"]),
        paragraph=row["paragraph"],
        outcome=Outcome(row["outcome"]),
        text=row.get("decision_text", ""),
        immediate_adjustment=row["immediate_adjustment"],
        minutes=minutes,
        minorities=[Minority(MinorityKind(m["kind"]), m["parties"], m["text"]) for m in row.get("minorities", [])],
    )


def _decline(stage: Stage, remiss_id: int, row: dict[str, Any]) -> None:
    with writing():
        reply = _reply(stage, remiss_id, row)
        actor = stage.actor(row["organisation"], Role.REGISTRAR)
        reason, authority = row["decline_reason"], row["decline_authority"]
        replies.decline(actor, reply, reason, authority, reply.version, stage.moment(row["declined"]))


def _draft(stage: Stage, remiss_id: int, row: dict[str, Any]) -> None:
    arrival = stage.moment(stage.facts["sent"]) + timedelta(days=3)
    key, draft = row["organisation"], stage.facts["drafts"][row["organisation"]]
    sections = [
        TypedSection(SectionKey(part["key"]), part["heading"], "\n\n".join(part["paragraphs"]))
        for part in draft["sections"]
    ]
    with writing():
        reply = _reply(stage, remiss_id, row)
        replies.receive(stage.actor(key, Role.REGISTRAR), reply, draft["diary_number"], reply.version, arrival)
        officer = db.session.get_one(User, stage.city.people[(key, Role.OFFICER)])
        head, due = stage.actor(key, Role.HEAD), stage.day(stage.facts["due"]) - timedelta(days=7)
        replies.assign(head, reply, officer, due, reply.version, arrival + timedelta(days=1))
        later = arrival + timedelta(days=20)
        statements.save_text(stage.actor(key, Role.OFFICER), reply, draft["title"], sections, 0, later)


def _reply(stage: Stage, remiss_id: int, row: dict[str, Any]) -> Reply:
    organisation_id = stage.city.organisations[row["organisation"]]
    query = sa.select(Reply).join(Consultee, Consultee.reply_id == Reply.id)
    found = query.where(Consultee.remiss_id == remiss_id, Consultee.organisation_id == organisation_id)
    return db.session.scalars(found).one()

"""What the coordinator does with replies that have come in: judges and answers viewpoints, ends the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.analysis.draft_sections import Draft
from remiss.cli.sample.acts import Act
from remiss.cli.sample.incoming import bodies_of, sendings
from remiss.cli.sample.stage import SENDER, Stage, weekdays_after
from remiss.domain.roles import Actor, Role
from remiss.domain.stance import Stance
from remiss.domain.statement import CanonicalText
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.models.viewpoints import AssessmentAction, Viewpoint, ViewpointLabel
from remiss.queries.compiled_programme import draft_sections
from remiss.services.assessments import assess
from remiss.services.late import judge_late
from remiss.services.reminding import remind
from remiss.services.remisser import close_remiss
from remiss.services.reopening import withdraw_remiss
from remiss.services.viewpoints import classify, confirm_suggestion, place_viewpoint, remove_viewpoint


def answering_acts(stage: Stage) -> list[Act]:
    """Return the coordinator's acts: each reply the day after it came, reminders, answers at the end, the closing."""
    facts = stage.facts
    acts = [
        act
        for place, row in enumerate([*facts["consultees"], *facts.get("uninvited", [])])
        if "reply" in row
        for sent in sendings(row)
        for act in _confirm(stage, sent, place)
    ]
    acts += [
        Act(stage.moment(round_["on"], 340), _remind(stage, round_["organisations"])) for round_ in facts["reminded"]
    ]
    acts.append(Act(stage.moment(facts["assessed"], 400), lambda now: _answer(stage, now)))
    acts += [_include(stage, row, place) for place, row in enumerate(facts["consultees"]) if "included" in row]
    if "withdrawn" in facts:
        acts.append(Act(stage.moment(facts["withdrawn"]["on"], 420), lambda now: _withdraw(stage, now)))
    if "closed" in facts:
        acts.append(Act(stage.moment(facts["closed"], 420), lambda now: _close(stage, now)))
    return acts


def _confirm(stage: Stage, row: dict[str, Any], place: int) -> list[Act]:
    if row.get("left_in_queue") or row["organisation"] != bodies_of(row)[0]:
        return []

    def do(now: datetime) -> None:
        with writing():
            actor, reply = stage.actor(SENDER, Role.COORDINATOR), stage.reply(row["organisation"])
            own = [judged for judged in stage.facts["by_hand"] if judged["organisation"] == row["organisation"]]
            places = _Places(stage, reply, row["organisation"])
            for viewpoint in _viewpoints(reply):
                judged = next((entry for entry in own if viewpoint.text.startswith(entry["begins"])), None)
                _judge(actor, viewpoint, judged, places.of(viewpoint), now)

    day = min(weekdays_after(row["arrived"], 1), date.fromisoformat(stage.facts["assessed"]))
    return [Act(stage.moment(day, 300 + place), do)]


class _Places:
    """Which section of the draft each viewpoint of a reply is about: what the coordinator says, or else the rules."""

    def __init__(self, stage: Stage, reply: Reply, organisation: str) -> None:
        sections = draft_sections(reply.remiss_id)
        self._draft, self._text = Draft(sections), _text_of(reply)
        self._known = {part.number: part.stable_id for part in reversed(sections) if part.number}
        self._own: dict[str, str] = stage.facts.get("sections", {}).get(organisation, {})

    def of(self, viewpoint: Viewpoint) -> str | None:
        """Return the stable id, or None for no section in particular."""
        for begins, number in self._own.items():
            if viewpoint.text.startswith(begins):
                return self._known[number] if number else None
        found = self._draft.suggest_in(self._text, viewpoint.text)
        return found.key if found else None


def _text_of(reply: Reply) -> CanonicalText:
    sent = sa.select(StatementVersion).join(Submission, Submission.version_id == StatementVersion.id)
    standing = sent.where(Submission.reply_id == reply.id, Submission.replaced_at.is_(None))
    return db.session.scalars(standing).one().text


def _judge(
    actor: Actor, viewpoint: Viewpoint, judged: dict[str, Any] | None, section: str | None, now: datetime
) -> None:
    """Agree with the rules, or say otherwise where the facts do: another stance, other themes, no viewpoint at all."""
    if judged is None:
        confirm_suggestion(actor, viewpoint, now, section)
    elif judged.get("removed"):
        remove_viewpoint(actor, viewpoint, now)
    else:
        themes = {theme.key: theme for theme in viewpoint.reply.remiss.themes}
        stance = Stance(judged["stance"]) if judged["stance"] else None
        classify(actor, viewpoint, stance, [themes[key] for key in judged["themes"]], now)
        if section and viewpoint.programme_section is None:
            place_viewpoint(actor, viewpoint, section, now)


def _viewpoints(reply: Reply) -> list[Viewpoint]:
    query = sa.select(Viewpoint).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))
    with_labels = orm.selectinload(Viewpoint.labels).joinedload(ViewpointLabel.theme)
    return list(db.session.scalars(query.order_by(Viewpoint.position).options(with_labels)))


def _answer(stage: Stage, now: datetime) -> None:
    with writing():
        actor, remiss = stage.actor(SENDER, Role.COORDINATOR), stage.remiss()
        sections = {part.number: part.stable_id for part in remiss.programmes[-1].sections if part.number}
        query = sa.select(Viewpoint).join(Reply).where(Reply.remiss_id == remiss.id, Viewpoint.repeats_id.is_(None))
        rows = list(db.session.scalars(query.order_by(Viewpoint.id)))
        for answer in stage.facts["assessments"]:
            viewpoint = next((row for row in rows if answer["contains"] in row.text), None)
            if viewpoint is None:  # new rules may cut a text otherwise; the sample still loads, and a test tells
                continue
            changed = sections[answer["section"]] if answer["section"] else None
            assess(actor, viewpoint, AssessmentAction(answer["action"]), answer["reason"], changed, now)


def _remind(stage: Stage, keys: list[str]) -> Callable[[datetime], None]:
    def do(now: datetime) -> None:
        with writing():
            asked = [consultee for key in keys for consultee in stage.reply(key).consultees]
            remind(stage.actor(SENDER, Role.COORDINATOR), stage.remiss(), asked, now)

    return do


def _close(stage: Stage, now: datetime) -> None:
    with writing():
        remiss = stage.remiss()
        close_remiss(stage.actor(SENDER, Role.COORDINATOR), remiss, remiss.version, now)


def _withdraw(stage: Stage, now: datetime) -> None:
    with writing():
        remiss, reason = stage.remiss(), stage.facts["withdrawn"]["reason"]
        withdraw_remiss(stage.actor(SENDER, Role.COORDINATOR), remiss, reason, remiss.version, now)


def _include(stage: Stage, row: dict[str, Any], place: int) -> Act:
    """Return the act of counting a reply that came after the time was ended."""

    def do(now: datetime) -> None:
        with writing():
            reply, reason = stage.reply(row["organisation"]), row["included"]["reason"]
            judge_late(stage.actor(SENDER, Role.COORDINATOR), reply, reason, reply.version, now, include=True)

    return Act(stage.moment(row["included"]["on"], 280 + place), do)

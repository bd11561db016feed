"""What the sender does with the compilation: notes what asks for nothing, writes its own words, fixes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from remiss.cli.sample.acts import Act
from remiss.cli.sample.stage import SENDER, Stage
from remiss.domain.own_words import reply_key, theme_key
from remiss.domain.roles import Role
from remiss.domain.stance import Stance
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.queries.compilation import compilation_facts
from remiss.services.assessments import assess_all
from remiss.services.establishing import establish_compilation
from remiss.services.own_words import write_own_words

ASKING = {Stance.OBJECTS, Stance.PROPOSES_CHANGE, Stance.ASKS_CLARIFICATION}
QUIET = {Stance.SUPPORTS, Stance.NEUTRAL}


def compiling_acts(stage: Stage) -> list[Act]:
    """Return the acts in the order of a day: a group answer, words piece by piece, and what is fixed in the end."""
    facts = stage.facts
    acts = [Act(stage.moment(day, 410), lambda now: _note(stage, now)) for day in facts.get("noted", [])]
    acts += [
        Act(stage.moment(row["on"], 430 + place), _write(stage, row))
        for place, row in enumerate(facts.get("own_words", []))
    ]
    if "group_answers" in facts:
        acts.append(Act(stage.moment(facts["group_answers"]["on"], 415), lambda now: _answer_groups(stage, now)))
    if "established" in facts:
        acts.append(Act(stage.moment(facts["established"]["on"], 440), lambda now: _establish(stage, now)))
    return acts


def _note(stage: Stage, now: datetime) -> None:
    """Answer *noteras* to all that persons have found to ask for nothing."""
    with writing():
        found = compilation_facts(stage.remiss()).viewpoints()
        waiting = [
            one.id for _, one in found if one.assessment is None and one.stance_confirmed and one.stance in QUIET
        ]
        rows = db.session.scalars(sa.select(Viewpoint).where(Viewpoint.id.in_(waiting)).order_by(Viewpoint.id)).all()
        assess_all(stage.actor(SENDER, Role.COORDINATOR), rows, AssessmentAction.NOTED, "", None, now)


def _answer_groups(stage: Stage, now: datetime) -> None:
    """Answer what persons have found to ask for something, section by section, and note what only stresses a thing."""
    with writing():
        given, remiss, actor = stage.facts["group_answers"], stage.remiss(), stage.actor(SENDER, Role.COORDINATOR)
        found = [
            one for _, one in compilation_facts(remiss).viewpoints() if not one.assessment and one.stance_confirmed
        ]
        rows = {
            row.id: row for row in db.session.scalars(sa.select(Viewpoint).join(Reply).where(Reply.remiss == remiss))
        }
        # the newest version last: of what it took away the number stays
        numbers = {part.stable_id: part.number for version in remiss.programmes for part in version.sections}
        keys = {number: key for key, number in numbers.items()}
        stressed = [rows[one.id] for one in found if one.stance is Stance.SUPPORTS_WITH_REMARK]
        groups: list[tuple[list[Viewpoint], AssessmentAction, str, str | None]] = []
        groups.append((stressed, AssessmentAction.NOTED, given["noted"], None))
        for said in given["sections"]:
            key = keys[said["about"]]
            asking = [rows[one.id] for one in found if one.stance in ASKING and one.programme_key == key]
            changed = key if said["changed"] else None
            groups.append((asking, AssessmentAction(said["action"]), said["reason"], changed))
        for place, group in enumerate(group for group in groups if group[0]):
            assess_all(actor, *group, now + timedelta(seconds=place))


def _write(stage: Stage, row: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            about = reply_key(stage.reply(row["organisation"]).id) if "organisation" in row else row.get("key", "")
            key = theme_key(row["theme"]) if "theme" in row else about
            write_own_words(
                stage.actor(SENDER, Role.COORDINATOR), stage.remiss(), key, "\n\n".join(row["text"]), 0, now
            )

    return do


def _establish(stage: Stage, now: datetime) -> None:
    with writing():
        fixed, remiss, actor = stage.facts["established"], stage.remiss(), stage.actor(SENDER, Role.COORDINATOR)
        establish_compilation(actor, remiss, fixed["approver"], fixed["open_reason"], remiss.version, now)

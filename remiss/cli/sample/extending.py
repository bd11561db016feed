"""Bodies of the sample that ask for more time, and what the sender answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from remiss.cli.sample.acts import Act
from remiss.cli.sample.stage import SENDER, Stage
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.services.extensions import ask_extension, grant_extension, open_extension, refuse_extension


def extension_acts(stage: Stage, row: dict[str, Any]) -> list[Act]:
    """Return the request that the row tells of and its answer, when there is one."""
    if "extension" not in row:
        return []
    facts, key = row["extension"], row["organisation"]
    acts = [Act(stage.moment(facts["asked"], 300), _ask(stage, key, facts))]
    if "answered" in facts:
        acts.append(Act(stage.moment(facts["answered"], 90), _answer(stage, key, facts)))
    return acts


def _ask(stage: Stage, key: str, facts: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            reply = stage.reply(key)
            until, reason = stage.day(facts["until"]), facts["reason"]
            ask_extension(stage.actor(key, Role.REGISTRAR), reply, until, reason, reply.version, now)

    return do


def _answer(stage: Stage, key: str, facts: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            reply, sender = stage.reply(key), stage.actor(SENDER, Role.COORDINATOR)
            row = open_extension(reply)
            asked = row.id if row else 0
            if facts["granted"]:
                grant_extension(sender, reply, stage.day(facts["granted"]), facts.get("answer", ""), asked, now)
            else:
                refuse_extension(sender, reply, facts["answer"], asked, now)

    return do

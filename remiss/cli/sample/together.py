"""Bodies of the sample that answer with others: a joint reply agreed on here, a proposal that waits, an underremiss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from remiss.cli.sample.acts import Act
from remiss.cli.sample.stage import Stage
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.services.joint import agree_to_joint, propose_joint
from remiss.services.underremisser import Asked, send_underremiss


def together_acts(stage: Stage, row: dict[str, Any]) -> list[Act]:
    """Return what the row says that its body does with others: who it asks to share its text, and whom it asks."""
    acts = [
        Act(stage.moment(asked["on"], 130 + number), _propose(stage, row["organisation"], asked))
        for number, asked in enumerate(row.get("asks_to_share", []))
    ]
    if "underremiss" in row:
        acts.append(Act(stage.moment(row["underremiss"]["sent"], 150), _ask(stage, row)))
    return acts


def _propose(stage: Stage, key: str, asked: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            reply, other = stage.reply(key), stage.reply(asked["organisation"])
            wanted = [other.consultees[0].id]
            [party] = propose_joint(stage.actor(key, Role.REGISTRAR), reply, wanted, reply.version, now)
            if asked["agrees"]:
                registrar = stage.actor(asked["organisation"], Role.REGISTRAR)
                agree_to_joint(registrar, party, other.diary_number or "", other.version, now)

    return do


def _ask(stage: Stage, row: dict[str, Any]) -> Callable[[datetime], object]:
    facts = row["underremiss"]

    def do(now: datetime) -> None:
        with writing():
            reply = stage.reply(row["organisation"])
            places = [stage.city.organisations[key] for key in facts["organisations"]]
            asked = Asked(facts["title"], facts["letter"], stage.day(facts["due"]), places)
            send_underremiss(stage.actor(row["organisation"], Role.OFFICER), reply, asked, reply.version, now)

    return do

"""Bodies of the sample that answer with others: a joint reply agreed on here, a proposal that waits, an underremiss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from remiss.cli.sample.acts import Act
from remiss.cli.sample.files import Delivery, confirm_as_read, take_in
from remiss.cli.sample.incoming import alone_in, basis_in
from remiss.cli.sample.reading import Readings
from remiss.cli.sample.stage import Stage
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.underremisser import released_part
from remiss.services import replies
from remiss.services.joint import agree_to_joint, propose_joint
from remiss.services.steps import newest_version
from remiss.services.underremisser import Asked, send_underremiss, take_in_part
from remiss.text import long_date


def together_acts(stage: Stage, readings: Readings, row: dict[str, Any]) -> list[Act]:
    """Return what the row says that its body does with others: who it asks to share its text, and whom it asks."""
    acts = [
        Act(stage.moment(asked["on"], 130 + number), _propose(stage, row["organisation"], asked))
        for number, asked in enumerate(row.get("asks_to_share", []))
    ]
    return [*acts, *_underremiss(stage, readings, row)] if "underremiss" in row else acts


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


def _underremiss(stage: Stage, readings: Readings, row: dict[str, Any]) -> list[Act]:
    """Return the asking, what each of the asked does, and that the officer takes their words into the own text."""
    facts = row["underremiss"]
    acts = [Act(stage.moment(facts["sent"], 150), _ask(stage, row))]
    for number, answer in enumerate(facts["answers"]):
        do = _decline_part if "decline_reason" in answer else _answer_part
        acts.append(Act(stage.moment(answer["arrived"], 200 + 20 * number), do(stage, readings, row, answer)))
    return [*acts, Act(stage.moment(facts["taken_in"], 60), _take_in_parts(stage, row))]


def _ask(stage: Stage, row: dict[str, Any]) -> Callable[[datetime], object]:
    facts = row["underremiss"]

    def do(now: datetime) -> None:
        with writing():
            reply = stage.reply(row["organisation"])
            places = [stage.city.organisations[key] for key in facts["organisations"]]
            due = stage.day(facts["due"])
            asked = Asked(facts["title"], facts["letter"].replace("{due}", long_date(due)), due, places)
            send_underremiss(stage.actor(row["organisation"], Role.OFFICER), reply, asked, reply.version, now)

    return do


def _answer_part(
    stage: Stage, readings: Readings, row: dict[str, Any], answer: dict[str, Any]
) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        registrar, path = stage.actor(answer["organisation"], Role.REGISTRAR), stage.folder / answer["reply"]
        body, asked = stage.city.organisations[answer["organisation"]], _underremiss_of(stage, row)
        taken = take_in(registrar, asked.id, body, readings[path].result(), stage.uploads, path, now)
        confirm_as_read(registrar, taken, Delivery((body,), basis_in(answer), alone=alone_in(stage, answer)), now)

    return do


def _decline_part(
    stage: Stage, _: Readings, row: dict[str, Any], answer: dict[str, Any]
) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            place = stage.city.organisations[answer["organisation"]]
            asked = sa.select(Reply).join(Consultee).where(Consultee.remiss_id == _underremiss_of(stage, row).id)
            reply = db.session.scalars(asked.where(Consultee.organisation_id == place)).one()
            registrar = stage.actor(answer["organisation"], Role.REGISTRAR)
            given = (answer["decline_reason"], answer["decline_authority"])
            replies.decline(registrar, reply, *given, reply.version, now)

    return do


def _take_in_parts(stage: Stage, row: dict[str, Any]) -> Callable[[datetime], object]:
    def do(now: datetime) -> None:
        with writing():
            officer, reply = stage.actor(row["organisation"], Role.OFFICER), stage.reply(row["organisation"])
            answered = sa.select(Reply.id).join(Submission).where(Reply.remiss_id == _underremiss_of(stage, row).id)
            for part_id in db.session.scalars(answered.order_by(Submission.id)).all():
                newest = newest_version(reply)
                base = newest.number if newest else 0
                take_in_part(officer, reply, released_part(officer, reply, part_id), base, now)

    return do


def _underremiss_of(stage: Stage, row: dict[str, Any]) -> Remiss:
    place = stage.city.organisations[row["organisation"]]
    asked = sa.select(Remiss).where(Remiss.parent_id == stage.remiss().id, Remiss.sender_id == place)
    return db.session.scalars(asked).one()

"""Replies that come as finished papers, bodies that decline, and one whose reply is kept outside for secrecy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from remiss.cli.sample.acts import Act
from remiss.cli.sample.files import Delivery, confirm_as_read, keep_file, register_as_read, take_in
from remiss.cli.sample.reading import Readings
from remiss.cli.sample.stage import SENDER, Stage, weekdays_after
from remiss.domain.roles import Actor, Role
from remiss.door import writing
from remiss.models.decisions import MinorityKind, Outcome, ReplyText
from remiss.models.replies import Basis
from remiss.services import replies
from remiss.services.decisions import DecisionInput, Minority
from remiss.services.sole_decisions import SoleInput
from remiss.services.uninvited import add_uninvited


def arrival(stage: Stage, readings: Readings, row: dict[str, Any], place: int) -> list[Act]:
    """Return the acts of a reply that comes in: for a joint reply by the first body that shares it."""
    if row["organisation"] != bodies_of(row)[0]:
        return []

    def come_in(sent: dict[str, Any]) -> Act:
        return Act(stage.moment(sent["arrived"], 97 * place), lambda now: _come_in(stage, readings, sent, now))

    return [come_in(sent) for sent in sendings(row)]


def sendings(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the body has sent: the row, before it what that replaced, which told of no decision."""
    if "sent_first" not in row:
        return [row]
    first = {key: row[key] for key in ("organisation", "handed_in") if key in row}
    return [{**first, **row["sent_first"]}, row]


def signed_outside(stage: Stage, readings: Readings, row: dict[str, Any], place: int) -> list[Act]:
    """Return the act of a registrar who registers a paper that the office has written and signed elsewhere."""

    def do(now: datetime) -> None:
        registrar, path = stage.actor(row["organisation"], Role.REGISTRAR), stage.folder / row["signed_paper"]
        body, read = stage.city.organisations[row["organisation"]], readings[path].result()
        taken = take_in(registrar, stage.remiss().id, body, read, stage.uploads, path, now)
        printed = read.parsed.dates.statement
        register_as_read(registrar, taken, body, stage.day(printed or row["registered"]), now)

    return [Act(stage.moment(row["registered"], 61 * place), do)]


def decline(stage: Stage, row: dict[str, Any], place: int) -> list[Act]:
    """Return the act of a body that says it will not answer."""

    def do(now: datetime) -> None:
        with writing():
            reply = stage.reply(row["organisation"])
            reason, authority = row["decline_reason"], row["decline_authority"]
            registrar = stage.actor(row["organisation"], Role.REGISTRAR)
            replies.decline(registrar, reply, reason, authority, reply.version, now)

    return [Act(stage.moment(row["declined"], 61 * place), do)]


def outside(stage: Stage, row: dict[str, Any], place: int) -> list[Act]:
    """Return the acts of a body whose reply secrecy keeps out of the system: it says so, and hands the reply over."""

    def mark(now: datetime) -> None:
        with writing():
            reply = stage.reply(row["organisation"])
            registrar = stage.actor(row["organisation"], Role.REGISTRAR)
            replies.mark_outside(registrar, reply, row["diary_number"], row["secrecy_ground"], reply.version, now)

    def hand_over(now: datetime) -> None:
        with writing():
            reply = stage.reply(row["organisation"])
            registrar = stage.actor(row["organisation"], Role.REGISTRAR)
            replies.note_handed_over(registrar, reply, stage.day(row["handed_over"]), reply.version, now)

    marked = weekdays_after(stage.facts["sent"], 4)
    return [Act(stage.moment(marked, 61 * place), mark), Act(stage.moment(row["handed_over"], 61 * place), hand_over)]


def uninvited(stage: Stage, readings: Readings) -> list[Act]:
    """Return the acts of those who have their say without being asked: KS puts each in its register with its paper."""
    return [_uninvited(stage, readings, row, place) for place, row in enumerate(stage.facts.get("uninvited", []))]


def _uninvited(stage: Stage, readings: Readings, row: dict[str, Any], number: int) -> Act:
    def do(now: datetime) -> None:
        actor, owner = stage.actor(SENDER, Role.KS_REGISTRAR), stage.city.organisations[SENDER]
        with writing():
            place = add_uninvited(actor, stage.remiss(), None, row["organisation"], now).organisation_id
        stage.city.organisations[row["organisation"]] = place
        path = stage.folder / row["reply"]
        taken = take_in(actor, stage.remiss().id, owner, readings[path].result(), stage.uploads, path, now)
        confirm_as_read(actor, taken, Delivery((place,), Basis.UNKNOWN), now)

    return Act(stage.moment(row["arrived"], 300 + number), do)


def decision_in(stage: Stage, actor: Actor, row: dict[str, Any], now: datetime) -> DecisionInput:
    """Return what the row says that the nämnd decided, its minutes kept."""
    minutes = None
    if "minutes" in row:
        with writing():
            minutes = keep_file(actor, stage.uploads, stage.folder / row["minutes"], now)
    outcome = Outcome(row["outcome"])
    return DecisionInput(
        decided_on=stage.day(row["decided"]),
        paragraph=row["paragraph"],
        outcome=outcome,
        reply_text=ReplyText(row.get("reply_text", ReplyText.OFFICE)) if outcome.departs else None,
        text=row.get("decision_text", ""),
        immediate_adjustment=row["immediate_adjustment"],
        minutes=minutes,
        minorities=[Minority(MinorityKind(m["kind"]), m["parties"], m["text"]) for m in row.get("minorities", [])],
    )


def _come_in(stage: Stage, readings: Readings, row: dict[str, Any], now: datetime) -> None:
    by = row["organisation"] if row.get("handed_in") else SENDER
    actor = stage.actor(by, Role.REGISTRAR if row.get("handed_in") else Role.KS_REGISTRAR)
    path, owner = stage.folder / row["reply"], stage.city.organisations[by]
    taken = take_in(actor, stage.remiss().id, owner, readings[path].result(), stage.uploads, path, now)
    decision = decision_in(stage, actor, row, now) if "outcome" in row else None
    bodies = tuple(stage.city.organisations[key] for key in bodies_of(row))
    expected_on = stage.day(row["decision_expected"]) if "decision_expected" in row else None
    reason = row.get("replaces_reason", "")
    confirm_as_read(
        actor,
        taken,
        Delivery(bodies, basis_in(row), decision, expected_on, alone_in(stage, row), _answers(stage, row), reason),
        now,
    )


def _answers(stage: Stage, row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the answers of the row, which counts the questions from 1."""
    asked = [question["text"] for question in stage.facts.get("questions", [])]
    return tuple((asked[int(number) - 1], answer) for number, answer in row.get("answers", {}).items())


def alone_in(stage: Stage, row: dict[str, Any]) -> SoleInput | None:
    """Return what a delegate, the chair or a VD decided, where the row says so."""
    said = row.get("alone")
    if said is None:
        return None
    given = (said["by"], said.get("authority", ""), said.get("urgency", ""))
    return SoleInput(Basis(said["basis"]), stage.day(row["decided"]), *given)


def basis_in(row: dict[str, Any]) -> Basis:
    """Return the ground of the reply, told by the facts that the row has."""
    if "alone" in row:
        return Basis(row["alone"]["basis"])
    grounds = {
        "answered_by_office": Basis.OFFICE, "decision_expected": Basis.PRELIMINARY, "outcome": Basis.BOARD,
    }  # fmt: skip
    return next((basis for fact, basis in grounds.items() if fact in row), Basis.UNKNOWN)


def bodies_of(row: dict[str, Any]) -> list[str]:
    """Return the keys of the bodies that share the reply, in order."""
    return sorted([row["organisation"], *row.get("joint_with", [])])

"""The debt to report: decisions by one person are told to the nämnd or board at a meeting, and that is noted."""

from __future__ import annotations

from datetime import date, datetime

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, WrongState
from remiss.models.decisions import ReportDuty
from remiss.services.audit import record
from remiss.services.decisions import with_sign
from remiss.services.steps import require


def note_reported(actor: Actor, duty: ReportDuty, held_on: date, paragraph: str, now: datetime) -> None:
    """Note that the decision was reported at the meeting of a day, under a paragraph.

    Raises WrongState when it is noted already, InvalidInput when the meeting was held before the decision.
    """
    actor = require(actor, Permission.DECISION_RECORD, frozenset({duty.decision.organisation_id}))
    if duty.reported_on is not None:
        raise WrongState("Beslutet är redan noterat som anmält.")
    if held_on < duty.decision.decided_on:
        raise InvalidInput("Sammanträdet hölls före beslutet. Anmäl det vid ett senare sammanträde.")
    if not paragraph.strip():
        raise InvalidInput("Ange paragrafen i protokollet, till exempel § 14.")
    duty.reported_on, duty.paragraph, duty.reported_by_id = held_on, with_sign(paragraph), actor.user_id
    facts = {"held_on": held_on, "paragraph": duty.paragraph}
    record(actor, "anmal_beslut", "reply", duty.decision.reply_id, facts, now)


def undo_reported(actor: Actor, duty: ReportDuty, now: datetime) -> None:
    """Take the note back: the decision waits to be reported again. Raises WrongState when nothing is noted."""
    actor = require(actor, Permission.DECISION_RECORD, frozenset({duty.decision.organisation_id}))
    if duty.reported_on is None:
        raise WrongState("Beslutet är inte noterat som anmält.")
    duty.reported_on = duty.paragraph = duty.reported_by_id = None
    record(actor, "angra_anmalan", "reply", duty.decision.reply_id, {}, now)

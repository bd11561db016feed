"""Justering: the minutes of a decision are approved, and then the decision may leave the house."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput
from remiss.models.operations import AuditEvent
from remiss.models.organisations import OrganisationKind
from remiss.models.replies import Reply
from remiss.services.steps import acting_bodies, move_reply, require_step, standing_decisions
from remiss.text import long_date

ADJUSTED_WITHIN = timedelta(days=14)
"""How long the adjustment of a nämnd's minutes may take (kommunallagen 5:69); a later day is warned about."""


def adjust(actor: Actor, reply: Reply, adjusted_on: date, version: int, now: datetime) -> AuditEvent:
    """Note that the minutes with the decision about ``reply`` were adjusted on a day: now it can be sent.

    Raises InvalidInput when the day lies ahead or before the decision.
    """
    require_step(actor, reply, ReplyAction.ADJUST, version)
    note_adjusted(reply, acting_bodies(actor, Permission.DECISION_RECORD, reply), adjusted_on, now)
    return move_reply(actor, reply, ReplyAction.ADJUST, now, adjusted_on=adjusted_on)


def note_adjusted(reply: Reply, bodies: frozenset[int], adjusted_on: date, now: datetime) -> None:
    """Write the day on what ``bodies`` decided, where none is noted. Raises InvalidInput for an impossible day."""
    standing = standing_decisions(reply)
    for row in standing:
        if row.adjusted_on is None and row.organisation_id in bodies:
            check_adjustment(adjusted_on, row.decided_on, now)
            row.adjusted_on = adjusted_on
    reply.adjusted_on = max((row.adjusted_on or adjusted_on for row in standing), default=adjusted_on)


def undo_adjustment(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Take a wrongly noted adjustment back. Raises WrongState when the nämnd adjusted the decision at once."""
    require_step(actor, reply, ReplyAction.UNDO_ADJUSTMENT, version)
    event = move_reply(actor, reply, ReplyAction.UNDO_ADJUSTMENT, now)
    reply.adjusted_on = None
    own = acting_bodies(actor, Permission.DECISION_RECORD, reply)
    for row in standing_decisions(reply):
        row.adjusted_on = None if row.organisation_id in own else row.adjusted_on
    return event


def last_day_to_adjust(kind: OrganisationKind, held_on: date) -> date | None:
    """Return by when minutes of that day are to be adjusted; kommunallagen says so of a nämnd's alone."""
    municipal = kind not in {OrganisationKind.COMPANY, OrganisationKind.COUNCIL, OrganisationKind.EXTERNAL}
    return held_on + ADJUSTED_WITHIN if municipal else None


def adjustment_warning(kind: OrganisationKind, decided_on: date, adjusted_on: date | None) -> str | None:
    """Return a sentence when minutes were adjusted later than the law says: it warns, it does not stop."""
    last = last_day_to_adjust(kind, decided_on)
    if last is None or adjusted_on is None or adjusted_on <= last:
        return None
    return (
        f"Protokollet skulle ha justerats senast den {long_date(last)} (kommunallagen 5 kap. 69 §). Kontrollera dagen."
    )


def check_adjustment(adjusted_on: date | None, decided_on: date, now: datetime) -> None:
    """Raise InvalidInput when minutes cannot have been adjusted that day."""
    if adjusted_on is not None and adjusted_on < decided_on:
        raise InvalidInput("Protokollet kan inte ha justerats före beslutet. Rätta dagen.", "adjusted_on")
    if adjusted_on is not None and adjusted_on > local_date(now):
        raise InvalidInput(
            "Justeringsdagen ligger framåt i tiden. Notera den när protokollet är justerat.", "adjusted_on"
        )

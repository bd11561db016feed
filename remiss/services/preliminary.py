"""Förhandssvar (DOMAIN §3): the office's text on time, on condition of the nämnd's decision, which follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.decisions import ReplyText, Submission
from remiss.models.operations import AuditEvent
from remiss.models.replies import Basis, Reply
from remiss.services.decisions import (
    DecisionInput,
    SentByItself,
    add_decision,
    check_decision,
    deciding_body_of,
    facts_about,
    release,
    reset_if_departing,
)
from remiss.services.steps import facts_of, move_reply, require_step

_ACTIONS = {
    (False, False): ReplyAction.DECIDE_PRELIMINARY,
    (False, True): ReplyAction.POSTPONE_PRELIMINARY,
    (True, False): ReplyAction.REGISTER_DECISION,
    (True, True): ReplyAction.REGISTER_POSTPONED,
}
"""By whether the sender registers it and whether the nämnd postponed."""


def send_preliminary(
    actor: Actor, reply: Reply, expected_on: date | None, version: int, now: datetime,
    sent: SentByItself | None = None,
) -> Submission:  # fmt: skip
    """Send the signed text to KS before the nämnd has decided: it is frozen, and the wall opens for this version.

    To a sender outside the system nothing is sent from here: ``sent`` says how the body did it. Raises InvalidInput
    when that is not said, and when the decision is expected on no day or on one that has passed.
    """
    require_step(actor, reply, ReplyAction.SEND_PRELIMINARY, version)
    if expected_on is not None and expected_on < local_date(now):
        raise InvalidInput("Beslutet kan inte väntas en dag som har varit. Ange en annan dag.", "decision_expected_on")
    reply.decision_expected_on, reply.submitted_at = expected_on, now
    return release(actor, reply, ReplyAction.SEND_PRELIMINARY, Basis.PRELIMINARY, None, now, sent)


def record_following_decision(
    actor: Actor, reply: Reply, decision: DecisionInput, expected_on: date | None, version: int, now: datetime,
    *, by_sender: bool = False,
) -> AuditEvent:  # fmt: skip
    """Record what the own nämnd decided about a förhandssvar, and tell KS. ``by_sender``: KS got the minutes by mail.

    Återremiss and bordläggning leave the reply preliminary, with a new day in ``expected_on`` when it is known. An
    outcome that departs from the text resets every stance to *Ej bedömd* (DOMAIN §2). A text of the nämnd's own is put
    in afterwards, and replaces what was sent; to the sender it comes as a new reply of its own.
    """
    require_step(actor, reply, _ACTIONS[by_sender, False], version)
    if by_sender and decision.outcome.departs:
        decision = replace(decision, reply_text=ReplyText.OFFICE)
    check_decision(decision, now, reply)
    stays = decision.outcome.postpones
    if not stays and not by_sender and decision.adjusted is None:
        raise InvalidInput(
            "Ange vilken dag protokollet justerades. Beslutet skickas när det är justerat.", "adjusted_on"
        )
    if stays and expected_on is not None:
        reply.decision_expected_on = expected_on
    basis = None if stays else Basis.BOARD
    bodies = facts_of(reply, actor).undecided if by_sender else {deciding_body_of(actor, reply)}
    facts = facts_about(decision) | ({} if by_sender else {"organisation": min(bodies)})
    event = move_reply(actor, reply, _ACTIONS[by_sender, stays], now, basis=basis, **facts)
    sent = db.session.scalars(
        sa.select(Submission).where(Submission.reply_id == reply.id, Submission.replaced_at.is_(None))
    ).one()
    for organisation_id in sorted(bodies):
        add_decision(actor, reply, organisation_id, sent.version, decision, now)
    reset_if_departing(reply, sent.version, now)
    return event

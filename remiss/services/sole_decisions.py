"""Replies that no meeting decides: the office's own, and what a delegate, the chair or the VD of a company decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import ReportDuty, SoleDecision, Submission
from remiss.models.organisations import Organisation
from remiss.models.replies import Basis, Reply
from remiss.models.statements import StatementVersion
from remiss.services.decisions import SentByItself, release
from remiss.services.steps import newest_version, require, require_step, require_version

ACTIONS = {
    Basis.DELEGATION: ReplyAction.SUBMIT_BY_DELEGATION,
    Basis.CHAIR: ReplyAction.SUBMIT_BY_CHAIR,
    Basis.MANAGER: ReplyAction.SUBMIT_BY_MANAGER,
}


@dataclass(frozen=True)
class SoleInput:
    """Who decided alone, when, on what authority, and for the chair why it could not wait."""

    basis: Basis
    decided_on: date
    decided_by: str
    authority: str = ""
    urgency: str = ""
    paper: Attachment | None = None


def submit_as_office(
    actor: Actor, reply: Reply, version: int, now: datetime, sent: SentByItself | None = None
) -> Submission:
    """Send the signed text from the office alone: its reader names the office, never the nämnd (DOMAIN §3)."""
    require_step(actor, reply, ReplyAction.SUBMIT_AS_OFFICE, version)
    reply.submitted_at = now
    return release(actor, reply, ReplyAction.SUBMIT_AS_OFFICE, Basis.OFFICE, None, now, sent)


def submit_decided_alone(
    actor: Actor, reply: Reply, decision: SoleInput, version: int, now: datetime, sent: SentByItself | None = None
) -> Submission:
    """Record what a delegate, the chair or the VD decided about the signed text, and send it on that ground.

    Raises InvalidInput when what the decision rests on is not said, or its day lies ahead.
    """
    require(actor, Permission.REPLY_SUBMIT, reply.owners)
    require_version(reply, version)
    _check(decision)
    text = newest_version(reply)
    if text is None:
        raise InvalidInput("Det finns ingen text att besluta om.")
    for organisation_id in sorted(reply.owners):
        owe_report(add_sole_decision(actor, reply, organisation_id, text, decision, now))
    reply.submitted_at = now
    return release(
        actor, reply, ACTIONS[decision.basis], decision.basis, None, now, sent, decided_on=decision.decided_on
    )


def add_sole_decision(
    actor: Actor, reply: Reply, organisation_id: int, text: StatementVersion, decision: SoleInput, now: datetime
) -> SoleDecision:
    """Keep one person's decision about ``text``. Raises InvalidInput when its day lies ahead."""
    if decision.decided_on > local_date(now):
        raise InvalidInput("Beslutsdagen ligger framåt i tiden. Registrera beslutet när det är fattat.", "decided_on")
    row = SoleDecision(
        reply_id=reply.id,
        organisation_id=organisation_id,
        basis=decision.basis,
        decided_on=decision.decided_on,
        decided_by=decision.decided_by.strip(),
        authority=decision.authority.strip(),
        urgency=decision.urgency.strip(),
        paper=decision.paper,
        version_id=text.id,
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def owe_report(decision: SoleDecision) -> None:
    """Note that the nämnd is to hear of ``decision``: of the chair's always (kommunallagen 6:40), of others' where the
    body has said so.
    """
    body = db.session.get_one(Organisation, decision.organisation_id)
    if decision.basis is Basis.CHAIR or body.reports_delegated:
        db.session.add(ReportDuty(decision_id=decision.id))


def _check(decision: SoleInput) -> None:
    if not decision.decided_by.strip():
        raise InvalidInput("Skriv vem som har beslutat, med titel.", "decided_by")
    if decision.basis is Basis.DELEGATION and not decision.authority.strip():
        raise InvalidInput("Ange punkten i delegationsordningen.", "authority")
    if decision.basis is Basis.CHAIR and not decision.urgency.strip():
        raise InvalidInput("Skriv varför ärendet inte kunde vänta till nämndens sammanträde.", "urgency")

"""A joint reply that bodies agree on here: proposed by the one that holds the text, accepted by each, left again.

What was sent to all is known; a text is shared only once its party has said yes, and never merged with another
(DOMAIN §7).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.extensions import Extension
from remiss.models.joint import JointParty, JointState
from remiss.models.operations import AuditEvent
from remiss.models.replies import Consultee, Reply
from remiss.services.parting import reload_parties, take_along, tell_of_joint
from remiss.services.reminders import plan_reminders, why_not_awaited
from remiss.services.replies import receive
from remiss.services.steps import move_reply, require, require_step, require_version

ANSWERED_ALREADY = "Förslaget är redan besvarat eller taget tillbaka. Läs in sidan på nytt."


def propose_joint(
    actor: Actor, reply: Reply, consultee_ids: Sequence[int], version: int, now: datetime
) -> list[JointParty]:
    """Ask other bodies of the same remiss to share ``reply``; each is told by mail, and nobody else.

    Raises InvalidInput when none is chosen, or one that nobody waits for any more or that has been asked already.
    """
    require_step(actor, reply, ReplyAction.PROPOSE_JOINT, version)
    if not consultee_ids:
        raise InvalidInput("Välj minst en instans.", "consultees")
    asked = [_askable(reply, consultee_id) for consultee_id in consultee_ids]
    event = move_reply(actor, reply, ReplyAction.PROPOSE_JOINT, now, organisations=[c.organisation_id for c in asked])
    rows = [
        JointParty(reply=reply, consultee=consultee, proposed_by_id=actor.user_id, proposed_at=now)
        for consultee in asked
    ]
    db.session.add_all(rows)
    db.session.flush()
    for consultee in asked:
        tell_of_joint(MailKind.JOINT_PROPOSED, [consultee], reply.consultees[0], event, now)
    return rows


def withdraw_proposal(actor: Actor, party: JointParty, version: int, now: datetime) -> None:
    """Take back a proposal that has not been answered; the body that was asked is told."""
    require_step(actor, party.reply, ReplyAction.WITHDRAW_JOINT)
    _require_open(party)
    require_version(party.reply, version)
    event = move_reply(
        actor, party.reply, ReplyAction.WITHDRAW_JOINT, now, organisation=party.consultee.organisation_id
    )
    _withdraw(party, event, now)


def agree_to_joint(actor: Actor, party: JointParty, diary_number: str, version: int, now: datetime) -> Reply:
    """Share the proposer's reply from now on; the own matter, without a text, is set aside. Returns the shared reply.

    What has not been received yet is received in the same step, under ``diary_number``. Raises InvalidInput when the
    body has written a text of its own.
    """
    require(actor, Permission.JOINT_AGREE, frozenset({party.consultee.organisation_id}))
    _require_open(party)
    own, lead, consultee = _own_matter(party), party.reply, party.consultee
    require_version(own, version)
    if own.state is ReplyState.SENT:
        if not may(actor, Permission.MATTER_RECEIVE, own.owners):
            raise InvalidInput("Remissen är inte mottagen hos er. Be registratorn att ta emot den först.")
        receive(actor, own, diary_number, version, now)
    move_reply(actor, own, ReplyAction.AGREE_JOINT, now, shares=lead.id)
    _withdraw_own_proposals(own, now)
    consultee.reply, consultee.joined_at, consultee.diary_number = lead, now, own.diary_number
    party.state, party.own_matter, party.ended_at = JointState.JOINED, own, now
    reload_parties(own, lead)
    plan_reminders([consultee], now)
    event = move_reply(actor, lead, ReplyAction.WELCOME_PARTY, now, organisation=consultee.organisation_id)
    _answer(party, event, now, agreed=True)
    return lead


def refuse_joint(actor: Actor, party: JointParty, version: int, now: datetime) -> None:
    """Say no to a proposal; the body that made it is told, and the own matter goes on as it was."""
    require(actor, Permission.JOINT_AGREE, frozenset({party.consultee.organisation_id}))
    _require_open(party)
    own = _own_matter(party)
    require_version(own, version)
    event = move_reply(actor, own, ReplyAction.REFUSE_JOINT, now)
    party.state, party.ended_at = JointState.REFUSED, now
    _answer(party, event, now, agreed=False)


def leave_joint(actor: Actor, party: JointParty, version: int, now: datetime) -> Reply:
    """End what ``party`` shares, by itself or by the body that holds the text; its own matter comes back as it was.

    Returns that matter. Raises WrongState when it has left already, InvalidInput when the text has been signed.
    """
    reply, consultee, own = party.reply, party.consultee, party.own_matter
    holders = [one.organisation_id for one in reply.consultees[:1]]  # none once its body shares another's text
    actor = require(actor, Permission.JOINT_AGREE, frozenset({consultee.organisation_id, *holders}))
    if party.state is not JointState.JOINED or own is None:
        raise WrongState("Instansen är inte längre med i det gemensamma svaret. Läs in sidan på nytt.")
    require_version(reply, version)
    holder = reply.consultees[0]
    event = move_reply(actor, reply, ReplyAction.LEAVE_JOINT, now, organisation=consultee.organisation_id)
    others = [one for one in reply.consultees if one is not consultee]
    own.extended_to = max(filter(None, (own.extended_to, granted_to(consultee))), default=None)
    _give_back(party, own, now)
    plan_reminders([consultee], now)
    tell_of_joint(MailKind.JOINT_ENDED, others, consultee, event, now)
    tell_of_joint(MailKind.JOINT_ENDED, [consultee], holder, event, now)
    return own


def granted_to(consultee: Consultee) -> date | None:
    """Return the last day that the sender has granted the reply of ``consultee`` since it shares that."""
    reply = consultee.reply
    query = sa.select(Extension.granted_until).where(Extension.reply == reply, Extension.granted_until.is_not(None))
    if consultee.joined_at is not None:
        query = query.where(Extension.decided_at >= consultee.joined_at)
    return db.session.scalar(query.order_by(Extension.decided_at.desc(), Extension.id.desc()).limit(1))


def _askable(reply: Reply, consultee_id: int) -> Consultee:
    consultee = db.session.get(Consultee, consultee_id)
    if consultee is None or consultee.remiss_id != reply.remiss_id or consultee in reply.consultees:
        raise InvalidInput("Välj bland de andra instanser som har fått remissen.", "consultees")
    standing = sa.select(JointParty.id).where(
        JointParty.reply_id == reply.id,
        JointParty.consultee_id == consultee_id,
        JointParty.state == JointState.PROPOSED,
    )
    own = consultee.reply
    if own is None or why_not_awaited(own) or own.state is ReplyState.OUTSIDE or db.session.scalar(standing):
        raise InvalidInput("En av instanserna kan inte väljas längre. Läs in sidan på nytt.", "consultees")
    return consultee


def _own_matter(party: JointParty) -> Reply:
    own = party.consultee.reply
    if own is None:
        raise WrongState
    return own


def _require_open(party: JointParty) -> None:
    if party.state is not JointState.PROPOSED:
        raise WrongState(ANSWERED_ALREADY)


def _withdraw_own_proposals(own: Reply, now: datetime) -> None:
    """A body that shares another's reply asks nobody to share its own."""
    waiting = sa.select(JointParty).where(JointParty.reply_id == own.id, JointParty.state == JointState.PROPOSED)
    for party in db.session.scalars(waiting):
        _withdraw(party, None, now)


def _withdraw(party: JointParty, event: AuditEvent | None, now: datetime) -> None:
    party.state, party.ended_at = JointState.WITHDRAWN, now
    tell_of_joint(MailKind.JOINT_ENDED, [party.consultee], party.reply.consultees[0], event or party, now)


def _give_back(party: JointParty, own: Reply, now: datetime) -> None:
    party.state, party.ended_at, consultee = JointState.LEFT, now, party.consultee
    consultee.reply, consultee.joined_at, consultee.diary_number = own, None, None
    own.version += 1
    take_along(party.reply, consultee.organisation_id, own)
    reload_parties(party.reply, own)


def _answer(party: JointParty, event: AuditEvent, now: datetime, *, agreed: bool) -> None:
    tell_of_joint(MailKind.JOINT_ANSWERED, party.reply.consultees[:1], party.consultee, event, now, agreed=agreed)

"""A party goes its own way: what is its own goes with it, and the rest of a joint text waits no longer for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.extensions import db
from remiss.models.decisions import AgendaItem, BoardDecision, Meeting, Publication, Submission
from remiss.models.joint import JointParty, JointState
from remiss.models.operations import AuditEvent
from remiss.models.replies import Basis, Consultee, Reply
from remiss.services.decisions import reset_if_departing
from remiss.services.outbox import tell_bodies
from remiss.services.steps import move_reply, newest_version, standing_decisions

AGREEING = (Role.REGISTRAR, Role.HEAD)
"""Who hears of proposals: who receives the body's post, and who may say yes for the office."""


def part_with_answer(actor: Actor, action: ReplyAction, consultee: Consultee, own: Reply, now: datetime) -> None:
    """Take ``consultee`` out of a reply that others go on with, into ``own``: it answers by papers of its own.

    From a förhandssvar it takes what was sent along, to be replaced by those papers. Where it held the text, the next
    body holds it, under its own diary number. The others are told, and the text goes on to where they have come.
    """
    shared, body = consultee.reply, consultee.organisation_id
    if shared is None:
        return
    rest = [row.adjusted_on for row in standing_decisions(shared) if row.adjusted_on and row.organisation_id != body]
    shared.adjusted_on = max(rest, default=shared.adjusted_on)
    if shared.state is ReplyState.PRELIMINARY and not own.state.came_in:
        _take_sent(shared, own)
    basis = Basis.BOARD if shared.state is ReplyState.PRELIMINARY else None  # when only this decision was awaited
    event = move_reply(actor, shared, action, now, basis=basis, leaving=body, organisation=body)
    own.diary_number = own.diary_number or consultee.diary_number or shared.diary_number
    consultee.reply, consultee.joined_at, consultee.diary_number = own, None, None
    take_along(shared, body, own)
    reload_parties(shared, own)
    holder = shared.consultees[0]
    _end_parties(shared, [consultee.id, holder.id], now)
    if holder.joined_at is not None:
        shared.diary_number, holder.joined_at, holder.diary_number = holder.diary_number, None, None
    if text := newest_version(shared):
        reset_if_departing(shared, text, now)
    tell_of_joint(MailKind.JOINT_ENDED, shared.consultees, consultee, event, now, by_itself=True)


def _take_sent(shared: Reply, own: Reply) -> None:
    """The förhandssvar was sent for this body too, and is kept as its own answer so far."""
    sent = db.session.scalars(
        sa.select(Submission).where(Submission.reply_id == shared.id, Submission.replaced_at.is_(None))
    ).one()
    own.state, own.state_since, own.basis = shared.state, shared.state_since, shared.basis
    own.submitted_at, own.decision_expected_on = shared.submitted_at, shared.decision_expected_on
    own.inclusion, own.inclusion_reason, own.inclusion_at = (
        shared.inclusion, shared.inclusion_reason, shared.inclusion_at,
    )  # fmt: skip
    db.session.add(
        Submission(
            reply_id=own.id,
            version_id=sent.version_id,
            sha256=sent.sha256,
            original_id=sent.original_id,
            submitted_by_id=sent.submitted_by_id,
            submitted_at=sent.submitted_at,
            late=sent.late,
            sent_how=sent.sent_how,
            sent_on=sent.sent_on,
        )
    )


def take_along(shared: Reply, body: int, own: Reply) -> None:
    """Let what a party's nämnd decided and published about the shared text follow that party to its ``own`` matter.

    What else is on an agenda of it is taken off: how far the others come with their text is not its to know any more
    (DOMAIN §7).
    """
    db.session.flush()
    decisions = db.session.scalars(sa.select(BoardDecision).filter_by(reply_id=shared.id, organisation_id=body)).all()
    published = sa.select(Publication).join(Meeting).where(Publication.reply_id == shared.id)
    papers = db.session.scalars(published.where(Meeting.organisation_id == body)).all()
    days = {row.decided_on for row in decisions if row.withdrawn_at is None}
    there = set(db.session.scalars(sa.select(AgendaItem.meeting_id).where(AgendaItem.reply_id == own.id)))
    items = sa.select(AgendaItem).join(Meeting).where(AgendaItem.reply_id == shared.id, Meeting.organisation_id == body)
    for item in db.session.scalars(items).all():
        done = item.meeting.held_on in days or any(row.meeting_id == item.meeting_id for row in papers)
        if done and item.meeting_id not in there:
            item.reply_id = own.id
        else:
            db.session.delete(item)
    for decision in decisions:
        decision.reply_id = own.id
    for paper in papers:
        paper.reply_id = own.id


def reload_parties(*replies: Reply) -> None:
    """Write down whose each reply is now, and read it anew."""
    db.session.flush()
    for reply in replies:
        db.session.expire(reply, ["consultees"])


def tell_of_joint(
    kind: MailKind, told: Iterable[Consultee], about: Consultee, cause: AuditEvent | JointParty, now: datetime,
    **more: object,
) -> None:  # fmt: skip
    """Queue a mail about what the body ``about`` did to those of the bodies ``told`` who agree for them."""
    name = f"event-{cause.number}" if isinstance(cause, AuditEvent) else f"forslag-{cause.id}"
    other = about.organisation.name_on(local_date(now))
    tell_bodies(kind, told, AGREEING, name, now, page="/gemensamt-svar", other=other, **more)


def _end_parties(shared: Reply, consultee_ids: list[int], now: datetime) -> None:
    standing = sa.select(JointParty).where(JointParty.reply_id == shared.id, JointParty.state == JointState.JOINED)
    for party in db.session.scalars(standing.where(JointParty.consultee_id.in_(consultee_ids))):
        party.state, party.ended_at = JointState.LEFT, now

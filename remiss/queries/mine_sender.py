"""The start page at the sender of remisser: drafts, replies to work through, and what has come in.

Of other bodies only submissions and the whitelisted facts that a body answers or declines (DOMAIN §7).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import GRANTS, Permission, may
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import CAME_IN, RemissState, ReplyAction, ReplyState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.operations import AuditEvent
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Inclusion, Reply
from remiss.models.viewpoints import LabelKind, LabelStatus, Viewpoint, ViewpointLabel
from remiss.queries.mine_items import Happened, Item, ItemKind
from remiss.queries.names import names_on
from remiss.queries.wall import sent_from
from remiss.text import listed

ARRIVALS = (
    ReplyAction.SUBMIT, ReplyAction.SUBMIT_LATE, ReplyAction.HAND_IN, ReplyAction.REGISTER_INCOMING,
    ReplyAction.SEND_PRELIMINARY, ReplyAction.HAND_IN_PRELIMINARY, ReplyAction.REGISTER_PRELIMINARY,
    ReplyAction.DECIDE_PRELIMINARY, ReplyAction.REGISTER_DECISION, ReplyAction.REPLACE, ReplyAction.REPLACE_PRELIMINARY,
    ReplyAction.REGISTER_REPLACEMENT, ReplyAction.REGISTER_REPLACED_PRELIMINARY, ReplyAction.DECLINE,
    ReplyAction.REVOKE_DECLINE, ReplyAction.ANSWER_COMPLETION, ReplyAction.ASK_EXTENSION, ReplyAction.PUBLISH_PAPERS,
)  # fmt: skip


def sending_places(actor: Actor) -> frozenset[int]:
    """Return the organisations whose remisser ``actor`` may see."""
    return frozenset(place for place, role in actor.memberships if Permission.REMISS_VIEW in GRANTS[role])


def sender_items(actor: Actor) -> tuple[list[Item], list[Item]]:
    """Return what waits for the person and which remisser wait for replies: three queries."""
    places = sending_places(actor)
    if not places:
        return [], []
    remisser = db.session.scalars(sa.select(Remiss).where(sent_from(places)).order_by(Remiss.id)).all()
    open_, progress = unclassified(places), _progress(places)
    waiting = [
        _item(ItemKind.DRAFT, remiss)
        for remiss in remisser
        if remiss.state is RemissState.DRAFT and _may(actor, Permission.REMISS_EDIT, remiss)
    ]
    waiting += [
        _item(ItemKind.CLASSIFY, remiss, open_[remiss.id])
        for remiss in remisser
        if remiss.id in open_
        and remiss.state is not RemissState.WITHDRAWN
        and _may(actor, Permission.VIEWPOINT_CLASSIFY, remiss)
    ]
    expecting = [
        _item(ItemKind.REPLIES, remiss, *progress.get(remiss.id, (0, 0, 0)))
        for remiss in remisser
        if remiss.state is RemissState.SENT
    ]
    return waiting, expecting


def arrivals(actor: Actor, today: date, limit: int) -> list[Happened]:
    """Return the newest replies and declines, each with the bodies that did it: two queries and one for names."""
    places = sending_places(actor)
    if not places:
        return []
    query = (
        sa.select(AuditEvent, Reply.remiss_id, Remiss.title)
        .join(Reply, Reply.id == AuditEvent.thing_id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(AuditEvent.thing_kind == "reply", AuditEvent.action.in_(ARRIVALS), sent_from(places))
        .order_by(AuditEvent.number.desc())
        .limit(limit)
    )
    rows = db.session.execute(query).all()
    bodies = _bodies([event for event, _, _ in rows], today)
    return [
        Happened(event.action, event.at, ItemKind.REPLIES, remiss_id, title, listed(bodies[event.number]))
        for event, remiss_id, title in rows
    ]


def _may(actor: Actor, permission: Permission, remiss: Remiss) -> bool:
    return may(actor, permission, remiss.sending_side)


def _item(kind: ItemKind, remiss: Remiss, count: int = 0, declined: int = 0, total: int = 0) -> Item:
    since = remiss.sent_at if kind is ItemKind.REPLIES else None
    return Item(
        kind, remiss.id, remiss.title, remiss.diary_number, None, remiss.due_on,
        since=local_date(since) if since else None, count=count, declined=declined, total=total,
    )  # fmt: skip


def unclassified(places: Collection[int]) -> dict[int, int]:
    """Return viewpoints of submitted replies without a stance confirmed by a person, by remiss; repeats not counted."""
    confirmed = sa.select(ViewpointLabel.id).where(
        ViewpointLabel.viewpoint_id == Viewpoint.id,
        ViewpointLabel.kind == LabelKind.STANCE,
        ViewpointLabel.status == LabelStatus.CONFIRMED,
        ViewpointLabel.superseded_at.is_(None),
    )
    query = (
        sa.select(Reply.remiss_id, sa.func.count(Viewpoint.id))
        .join(Viewpoint, Viewpoint.reply_id == Reply.id)
        .join(Submission, sa.and_(Submission.reply_id == Reply.id, Submission.replaced_at.is_(None)))
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(sent_from(places), Viewpoint.removed_at.is_(None), Viewpoint.repeats_id.is_(None))
        .where(~confirmed.exists(), sa.or_(Reply.inclusion.is_(None), Reply.inclusion == Inclusion.INCLUDED))
        .group_by(Reply.remiss_id)
    )
    return dict(db.session.execute(query).all())


def _progress(places: Collection[int]) -> dict[int, tuple[int, int, int]]:
    """How many of the bodies asked have answered, how many decline, and how many were asked, by remiss."""
    answered = sa.case((Reply.state.in_(CAME_IN), 1), else_=0)
    declined = sa.case((Reply.state == ReplyState.DECLINED, 1), else_=0)
    query = (
        sa.select(Consultee.remiss_id, sa.func.sum(answered), sa.func.sum(declined), sa.func.count(Consultee.id))
        .join(Reply, Reply.id == Consultee.reply_id)
        .join(Remiss, Remiss.id == Consultee.remiss_id)
        .where(sent_from(places), Consultee.invited)
        .group_by(Consultee.remiss_id)
    )
    return {remiss_id: (came, gave_up, asked) for remiss_id, came, gave_up, asked in db.session.execute(query)}


def _bodies(events: Sequence[AuditEvent], today: date) -> dict[int, list[str]]:
    """Return by the number of each event who did it: of a joint reply all, but where one party did it that one alone.

    Who writes together is not told before their text is (DOMAIN §7).
    """
    if not events:
        return {}
    query = sa.select(Consultee.reply_id, Consultee.organisation_id)
    query = query.where(Consultee.reply_id.in_({event.thing_id for event in events})).order_by(Consultee.id)
    parties: dict[int | None, list[int]] = defaultdict(list)
    for reply_id, organisation_id in db.session.execute(query):
        parties[reply_id].append(organisation_id)
    alone = {event.number: json.loads(event.facts).get("organisation") for event in events}
    who = {event.number: [one] if (one := alone[event.number]) else parties[event.thing_id] for event in events}
    names = names_on({place for places in who.values() for place in places}, today)
    return {number: [names[place].name for place in places] for number, places in who.items()}

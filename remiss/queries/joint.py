"""What a body sees of joint replies: who shares its text, whom it has asked, who asks it, and who can be asked.

Of other bodies only ``public_status()`` is known here, and proposals are known to their two bodies alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.joint import JointParty, JointState
from remiss.models.replies import Consultee, Reply
from remiss.queries.names import names_on
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.status_groups import StatusGroup, group_of


@dataclass(frozen=True)
class Sharing:
    """A body that shares the reply. ``party_id`` is None for the one that holds the text; ``own``: the reader's."""

    party_id: int | None
    body: str
    number: str | None
    own: bool


@dataclass(frozen=True)
class Proposal:
    """A proposal with the other body and how far that is, in the words that everybody outside it may read."""

    party_id: int
    body: str
    words: str
    tone: str
    at: datetime
    state: JointState


@dataclass(frozen=True)
class JointReply:
    """Everything of one matter's page. ``holds``: the text is the reader's own body's."""

    sharing: tuple[Sharing, ...]
    holds: bool
    sent: tuple[Proposal, ...]
    received: tuple[Proposal, ...]
    candidates: tuple[PublicStatus, ...]


def joint_reply(actor: Actor, reply: Reply, today: date) -> JointReply:
    """Return what the actor's body knows. Beside the five queries of ``public_status`` one for the proposals."""
    statuses = {status.consultee_id: status for status in public_status(reply.remiss_id, today)}
    own = own_consultees(actor, reply)
    rows = _rows(reply, own)
    sent = [row for row in rows if row.reply_id == reply.id]
    asked = {row.consultee_id for row in sent if row.state in {JointState.PROPOSED, JointState.JOINED}}
    parties = {row.consultee_id: row.id for row in sent if row.state is JointState.JOINED}
    names = names_on(reply.owners, today)
    return JointReply(
        sharing=tuple(
            Sharing(
                parties.get(c.id), names[c.organisation_id].name,
                c.diary_number if c.joined_at else reply.diary_number, c.id in own,
            )
            for c in reply.consultees
        ),
        holds=reply.consultees[0].id in own,
        sent=tuple(_proposal(row, statuses[row.consultee_id]) for row in sent if row.state is not JointState.JOINED),
        received=tuple(_received(row, statuses) for row in rows if row.reply_id != reply.id),
        candidates=tuple(s for s in statuses.values() if s.consultee_id not in asked and _can_be_asked(s, reply)),
    )  # fmt: skip


def proposals_to(consultee_ids: Collection[int]) -> int:
    """Return how many proposals wait for an answer of these bodies: one query."""
    waiting = sa.select(sa.func.count(JointParty.id)).where(JointParty.state == JointState.PROPOSED)
    return db.session.scalar(waiting.where(JointParty.consultee_id.in_(consultee_ids))) or 0


def own_consultees(actor: Actor, reply: Reply) -> frozenset[int]:
    """Return which of the parties to ``reply`` are the actor's own bodies."""
    return frozenset(
        c.id for c in reply.consultees if may(actor, Permission.MATTER_VIEW, frozenset({c.organisation_id}))
    )


def shared_instead(actor: Actor, reply_id: int) -> int | None:
    """Return the reply that the actor's body shares in place of its own matter, so that old links lead on, or None."""
    query = sa.select(JointParty).where(JointParty.own_matter_id == reply_id, JointParty.state == JointState.JOINED)
    party = db.session.scalars(query).first()
    if party is None or not may(actor, Permission.MATTER_VIEW, frozenset({party.consultee.organisation_id})):
        return None
    return party.reply_id


def visible_party(actor: Actor, reply: Reply, party_id: int) -> JointParty:
    """Return a proposal or a party of the actor's own matter ``reply``. Raises NotVisible."""
    party = db.session.get(JointParty, party_id)
    own = own_consultees(actor, reply)
    if party is None or (party.reply_id != reply.id and party.consultee_id not in own):
        raise NotVisible
    return party


def _rows(reply: Reply, own: Collection[int]) -> list[JointParty]:
    mine = JointParty.reply_id == reply.id
    to_me = sa.and_(JointParty.consultee_id.in_(own), JointParty.state == JointState.PROPOSED)
    options = orm.joinedload(JointParty.reply).selectinload(Reply.consultees)
    query = sa.select(JointParty).where(sa.or_(mine, to_me)).options(options).order_by(JointParty.id)
    return list(db.session.scalars(query))


def _received(row: JointParty, statuses: dict[int, PublicStatus]) -> Proposal:
    holder: Consultee = row.reply.consultees[0]
    return _proposal(row, statuses[holder.id])


def _proposal(row: JointParty, other: PublicStatus) -> Proposal:
    return Proposal(row.id, other.body, other.words, other.tone, row.proposed_at, row.state)


def _can_be_asked(status: PublicStatus, reply: Reply) -> bool:
    waiting = group_of(status) is StatusGroup.WAITING and status.reply_id is not None
    return waiting and status.organisation_id not in reply.owners

"""What a body sees of the underremiss that it has sent from a matter: status of each part, and what is released."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.roles import Actor
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.parts import ReplyPart
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.names import NamedBody, all_bodies, names_on
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.wall import released_to_asker


@dataclass(frozen=True)
class Part:
    """One asked body. ``taken``: its released words stand in the own text."""

    status: PublicStatus
    taken: bool


@dataclass(frozen=True)
class Underremiss:
    """An underremiss as its sender sees it."""

    remiss_id: int
    title: str
    letter: str
    due_on: date | None
    parts: tuple[Part, ...]


def underremiss(reply: Reply, today: date) -> Underremiss | None:
    """Return the underremiss of a matter, or None. Seven queries: five for the status of its parts."""
    remiss = _of(reply)
    if remiss is None:
        return None
    query = sa.select(Submission.reply_id).join(ReplyPart, ReplyPart.submission_id == Submission.id)
    taken = set(db.session.scalars(query.where(ReplyPart.reply_id == reply.id)))
    parts = tuple(Part(status, status.reply_id in taken) for status in public_status(remiss.id, today))
    return Underremiss(remiss.id, remiss.title, remiss.letter, remiss.due_on, parts)


def released_part(actor: Actor, reply: Reply, part_id: int) -> Submission:
    """Return what a body answered to the underremiss of the actor's own matter. Raises NotVisible before that."""
    found, remiss = released_to_asker(actor, part_id), _of(reply)
    if remiss is None or found.reply.remiss_id != remiss.id:
        raise NotVisible
    return found


def sent_underremiss(reply: Reply) -> bool:
    """Tell whether an underremiss has been sent from the matter: one query."""
    return _of(reply) is not None


def askable(reply: Reply, today: date) -> list[NamedBody]:
    """Return whom a body can ask in turn: everybody in the register but itself and who asks it."""
    return [
        body
        for body in all_bodies(today)
        if body.organisation_id not in reply.owners and body.organisation_id != reply.remiss.sender_id
    ]


def parts_in(reply_ids: Collection[int], day: date) -> dict[int, list[str]]:
    """Return reply → the names of the bodies whose words it holds as parts: two queries.

    Ask only for replies that have been released: what a draft holds is inside its body.
    """
    query = (
        sa.select(ReplyPart.reply_id, Consultee.organisation_id)
        .join(Submission, Submission.id == ReplyPart.submission_id)
        .join(Consultee, Consultee.reply_id == Submission.reply_id)
        .where(ReplyPart.reply_id.in_(reply_ids))
        .order_by(ReplyPart.id, Consultee.id)
    )
    pairs = db.session.execute(query).all()
    names = names_on({place for _, place in pairs}, day) if pairs else {}
    found: dict[int, list[str]] = {}
    for reply_id, place in pairs:
        found.setdefault(reply_id, []).append(names[place].name)
    return found


def _of(reply: Reply) -> Remiss | None:
    query = sa.select(Remiss).where(Remiss.parent_id == reply.remiss_id, Remiss.sender_id.in_(reply.owners))
    return db.session.scalars(query.order_by(Remiss.id)).first()

"""Anstånd as both sides see them: what was asked, why, and what the sender answered. No names of a body's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.roles import Actor
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.extensions import Extension
from remiss.models.replies import Consultee, Reply
from remiss.queries.names import names_on
from remiss.queries.wall import own_remiss
from remiss.text import listed


@dataclass(frozen=True)
class AskedExtension:
    """One request, or what was granted without one, with the bodies that it is about. ``due_on`` is theirs now."""

    row: Extension
    consultee_id: int
    bodies: str
    due_on: date | None
    ended: bool


def extensions_of(reply_id: int) -> list[Extension]:
    """Return the requests of the actor's own matter, the newest first. The caller has passed the wall."""
    query = sa.select(Extension).where(Extension.reply_id == reply_id)
    return list(db.session.scalars(query.order_by(Extension.id.desc())))


def extensions_in(remiss_id: int, today: date) -> list[AskedExtension]:
    """Return those of a remiss, the unanswered first, then the newest: four queries. The caller owns the remiss."""
    loaded = sa.orm.joinedload(Extension.reply).selectinload(Reply.consultees)
    query = sa.select(Extension).join(Reply).where(Reply.remiss_id == remiss_id).options(loaded)
    rows = [row for row in db.session.scalars(query.order_by(Extension.id.desc())) if row.reply.consultees]
    names = names_on({place for row in rows for place in row.reply.owners}, today)
    found = [
        AskedExtension(
            row, row.reply.consultees[0].id,
            listed([names[consultee.organisation_id].name for consultee in row.reply.consultees]),
            row.reply.due_on, ended=row.reply.state.holder is None or row.reply.state.came_in,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: not (one.row.is_open and not one.ended))


def consultee_in(actor: Actor, remiss_id: int, consultee_id: int) -> Consultee:
    """Return one of those asked in the actor's own remiss, with its reply. Raises NotVisible."""
    own_remiss(actor, remiss_id)
    consultee = db.session.get(Consultee, consultee_id)
    if consultee is None or consultee.remiss_id != remiss_id or consultee.reply is None:
        raise NotVisible
    return consultee

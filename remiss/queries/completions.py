"""Requests for completion of a reply, with their answers: sent and not drafted, so both sides read them."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.roles import Actor
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.queries.wall import own_matter, released_reply


def completions_of(reply_ids: Collection[int]) -> list[Completion]:
    """Return the requests of these replies in the order in which they were asked. The caller has passed the wall."""
    options = (orm.joinedload(Completion.viewpoint), orm.joinedload(Completion.attachment))
    query = sa.select(Completion).where(Completion.reply_id.in_(reply_ids)).options(*options)
    return list(db.session.scalars(query.order_by(Completion.id)))


def asked_completion(actor: Actor, reply_id: int, completion_id: int) -> Completion:
    """Return a request to the sender of the reply. Raises NotVisible."""
    released_reply(actor, reply_id)
    return _of(reply_id, completion_id)


def open_completion(actor: Actor, reply_id: int) -> Completion | None:
    """Return what the actor's own body is asked now, or None. Raises NotVisible outside the body."""
    own_matter(actor, reply_id)
    return next((row for row in completions_of([reply_id]) if row.is_open), None)


def _of(reply_id: int, completion_id: int) -> Completion:
    row = db.session.get(Completion, completion_id)
    if row is None or row.reply_id != reply_id:
        raise NotVisible
    return row

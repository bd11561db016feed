"""Completions that the sender waits for, on the start page of those who may send them."""

from __future__ import annotations

import sqlalchemy as sa

from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.mine_items import Item, ItemKind


def completion_items(actor: Actor) -> list[Item]:
    """Return what the actor's bodies are asked and have not answered: one query."""
    places = {place for place, role in actor.memberships if Permission.REPLY_SUBMIT in GRANTS[role]}
    if not places:
        return []
    query = (
        sa.select(Reply.id, Remiss.title, Remiss.diary_number, Completion.due_on)
        .join(Completion, Completion.reply_id == Reply.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(Completion.open_when(), Reply.consultees.any(Consultee.organisation_id.in_(places)))
        .order_by(Completion.id)
    )
    return [
        Item(ItemKind.COMPLETION, row.id, row.title, row.diary_number, None, row.due_on)
        for row in db.session.execute(query)
    ]

"""The start page inside a body: its own matters, held by this person or by somebody else, and what was done to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import ReplyAction
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.queries.matters import MatterRow, bodies_of, matters
from remiss.queries.mine_items import Happened, Item, ItemKind

WRITING = (ReplyAction.SAVE_TEXT, ReplyAction.EDIT_ATTACHMENTS, ReplyAction.NOTE_PREPARATION)
NEWS = tuple(action for action in ReplyAction if action not in WRITING)
"""Every step of the route. Writing is no news: it happens many times a day."""


def office_items(actor: Actor, today: date) -> tuple[list[Item], list[Item], dict[int, str]]:
    """Return what the person holds, what others hold, and the title of every matter by reply id.

    Three queries for each body the person works in, nearly always one. A joint reply of two of them stands once. An
    officer sees only the own matters among those that others hold.
    """
    held: dict[int, Item] = {}
    others: dict[int, Item] = {}
    titles: dict[int, str] = {}
    for place in sorted(bodies_of(actor)):
        roles = actor.roles_in(frozenset({place}))
        for row in matters(frozenset({place}), today):
            titles[row.reply_id] = row.title
            if row.is_held_by(actor):
                held[row.reply_id] = _held(row)
            elif not row.ended and (roles - {Role.OFFICER} or actor.answers_for(row.officer_id)):
                others[row.reply_id] = _item(row, row.due_on)
    return list(held.values()), [item for number, item in others.items() if number not in held], titles


def office_events(titles: Mapping[int, str], limit: int) -> list[Happened]:
    """Return the newest steps of the matters in ``titles``, in one query."""
    if not titles:
        return []
    query = sa.select(AuditEvent).where(
        AuditEvent.thing_kind == "reply", AuditEvent.thing_id.in_(titles), AuditEvent.action.in_(NEWS)
    )
    events = db.session.scalars(query.order_by(AuditEvent.number.desc()).limit(limit))
    return [Happened(e.action, e.at, ItemKind.MATTER, e.thing_id, titles[e.thing_id], e.actor_name) for e in events]


def _held(row: MatterRow) -> Item:
    """To the officer who writes, the body's own earlier date is the date."""
    writing = row.holder_role is Role.OFFICER
    return _item(row, (row.internal_due_on if writing else None) or row.due_on)


def _item(row: MatterRow, due_on: date | None) -> Item:
    return Item(
        ItemKind.MATTER, row.reply_id, row.title, row.remiss_number or row.own_number or "",
        ", ".join(row.bodies), due_on,
        since=row.since, state=row.state, holders=row.holders, holder_role=row.holder_role,
    )  # fmt: skip

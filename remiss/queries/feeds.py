"""The calendar addresses that a person has made, and what they could make one for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.extensions import db
from remiss.models.calendars import CalendarFeed, FeedScope
from remiss.models.remisser import Remiss
from remiss.queries.matters import bodies_of
from remiss.queries.names import NamedBody, names_on
from remiss.queries.remiss_facts import senders_of
from remiss.queries.wall import sent_from


@dataclass(frozen=True)
class FeedRow:
    """An address in use: what it shows and since when. The secret itself is kept nowhere."""

    feed_id: int
    name: str
    created_at: datetime


def feeds_of(user_id: int, today: date) -> list[FeedRow]:
    """Return the person's addresses in use, the oldest first: one query, and one for names."""
    query = sa.select(CalendarFeed, Remiss.title).outerjoin(Remiss, Remiss.id == CalendarFeed.remiss_id)
    mine = query.where(CalendarFeed.user_id == user_id, CalendarFeed.revoked_at.is_(None)).order_by(CalendarFeed.id)
    rows = [(feed, title) for feed, title in db.session.execute(mine)]
    names = names_on({feed.organisation_id for feed, _ in rows if feed.organisation_id}, today)
    return [
        FeedRow(feed.id, feed_name(feed.scope, title or _body(names, feed.organisation_id)), feed.created_at)
        for feed, title in rows
    ]


def _body(names: dict[int, NamedBody], organisation_id: int | None) -> str:
    return names[organisation_id].name if organisation_id else ""


def feed_name(scope: FeedScope, thing: str) -> str:
    """Return what a calendar is called."""
    return "Mina ärenden och sammanträden" if scope is FeedScope.PERSON else thing


def choices_for(actor: Actor, today: date) -> list[tuple[str, str]]:
    """Return what the person can make a calendar for: their own days, their bodies, their running remisser."""
    bodies = sorted(names_on(bodies_of(actor), today).values(), key=lambda body: body.sort_key)
    open_ones = sa.select(Remiss.id, Remiss.title).where(sent_from(senders_of(actor)), Remiss.state == RemissState.SENT)
    remisser = db.session.execute(open_ones.order_by(Remiss.id)).all()
    return [
        (FeedScope.PERSON.value, feed_name(FeedScope.PERSON, "")),
        *((f"{FeedScope.BODY.value}-{body.organisation_id}", f"{body.name}: alla dagar") for body in bodies),
        *((f"{FeedScope.REMISS.value}-{row.id}", f"Remissen {row.title}") for row in remisser),
    ]

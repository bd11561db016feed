"""Secret addresses of calendars: made, revoked, and answered with what their owner may see at that moment."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.documents.calendar.writing import Entry
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import db
from remiss.models.calendars import CalendarFeed, FeedScope, ToldEvent
from remiss.models.remisser import Remiss
from remiss.queries.calendar_days import CalendarDay, days_of_body, days_of_person, days_of_remiss
from remiss.queries.wall import own_remiss
from remiss.services.audit import record
from remiss.services.sessions import actor_for, token_hash
from remiss.services.steps import require
from remiss.services.working_days import is_working_day

SECRET_BYTES = 32
MOST_FEEDS = 30
GONE = "Inställt"


def make_feed(actor: Actor, scope: FeedScope, thing_id: int | None, now: datetime) -> str:
    """Make an address and return its secret, which is kept nowhere. Raises Forbidden or NotVisible for what is others'.

    ``thing_id`` is the body or the remiss; of the person's own calendar there is one thing only.
    """
    if scope is FeedScope.BODY:
        require(actor, Permission.MATTER_VIEW, frozenset({thing_id or 0}))
    if scope is FeedScope.REMISS:
        own_remiss(actor, thing_id or 0)
    own = sa.select(sa.func.count(CalendarFeed.id)).where(CalendarFeed.user_id == actor.user_id)
    if (db.session.scalar(own.where(CalendarFeed.revoked_at.is_(None))) or 0) >= MOST_FEEDS:
        raise InvalidInput(f"Du har redan {MOST_FEEDS} adresser. Ta bort någon som inte används.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed(
        scope=scope,
        user_id=actor.user_id,
        organisation_id=thing_id if scope is FeedScope.BODY else None,
        remiss_id=thing_id if scope is FeedScope.REMISS else None,
        token_hash=token_hash(secret),
        created_at=now,
    )
    db.session.add(feed)
    record(actor, "skapa_kalenderadress", "user", actor.user_id, {"scope": scope, "thing": thing_id}, now)
    return secret


def revoke_feed(actor: Actor, feed_id: int, now: datetime) -> None:
    """End an own address: from now on it answers as one that never was. Raises NotVisible for another's."""
    feed = db.session.get(CalendarFeed, feed_id)
    if feed is None or feed.user_id != actor.user_id or feed.revoked_at is not None:
        raise NotVisible
    feed.revoked_at = now
    facts = {"scope": feed.scope, "thing": feed.organisation_id or feed.remiss_id}
    record(actor, "aterkalla_kalenderadress", "user", actor.user_id, facts, now)


def feed_of(secret: str) -> CalendarFeed:
    """Return the calendar of an address that is in use. Raises NotVisible."""
    found = sa.select(CalendarFeed).where(CalendarFeed.token_hash == token_hash(secret))
    feed = db.session.scalars(found.where(CalendarFeed.revoked_at.is_(None))).first()
    if feed is None:
        raise NotVisible
    return feed


def days_in(feed: CalendarFeed, now: datetime) -> list[CalendarDay]:
    """Return what the calendar shows its owner now. Raises NotVisible when the owner may not see the thing any more."""
    actor, today = actor_for(feed.user, now), local_date(now)
    if feed.scope is FeedScope.PERSON:
        if not feed.user.active:
            raise NotVisible
        return days_of_person(actor, today, is_working_day)
    if feed.scope is FeedScope.BODY:
        place = feed.organisation_id or 0
        if not may(actor, Permission.MATTER_VIEW, frozenset({place})):
            raise NotVisible
        return days_of_body(place, today, is_working_day)
    remiss: Remiss = own_remiss(actor, feed.remiss_id or 0)
    return days_of_remiss(remiss, today)


def is_told(feed: CalendarFeed, days: Sequence[CalendarDay]) -> bool:
    """Tell whether the calendar has said exactly this: then nothing is to be written."""
    told = {row.uid: row.digest for row in _told(feed) if row.gone_at is None}
    return told == {day.uid: _digest(day) for day in days}


def tell(feed: CalendarFeed, days: Sequence[CalendarDay], now: datetime) -> None:
    """Note what the calendar says from now on: a change raises the number of the event, a loss cancels it."""
    known, current = {row.uid: row for row in _told(feed)}, {day.uid: day for day in days}
    for uid, day in current.items():
        row, digest = known.get(uid), _digest(day)
        if row is None:
            db.session.add(
                ToldEvent(feed_id=feed.id, uid=uid, sequence=0, digest=digest, starts_on=day.on, changed_at=now)
            )
        elif row.digest != digest or row.gone_at is not None:
            row.sequence, row.digest, row.starts_on = row.sequence + 1, digest, day.on
            row.changed_at, row.gone_at = now, None
    for uid, row in known.items():
        if uid not in current and row.gone_at is None:
            row.sequence, row.changed_at, row.gone_at = row.sequence + 1, now, now
    db.session.flush()


def entries(feed: CalendarFeed, days: Sequence[CalendarDay], base_url: str, now: datetime) -> list[Entry]:
    """Return the events with their numbers. What has gone is told while its day lies ahead; what has been is past."""
    words, host = {day.uid: day for day in days}, base_url.split("://")[-1].rstrip("/")
    found = []
    for row in _told(feed):
        uid = f"{row.uid}@{host}"
        if row.gone_at is None and row.uid in words:
            day = words[row.uid]
            url = f"{base_url.rstrip('/')}{day.path}"
            found.append(Entry(uid, day.on, day.words, url, row.sequence, row.changed_at))
        elif row.gone_at is not None and row.starts_on >= local_date(now):
            found.append(Entry(uid, row.starts_on, GONE, "", row.sequence, row.changed_at, gone=True))
    return found


def _told(feed: CalendarFeed) -> Sequence[ToldEvent]:
    return db.session.scalars(sa.select(ToldEvent).where(ToldEvent.feed_id == feed.id).order_by(ToldEvent.id)).all()


def _digest(day: CalendarDay) -> str:
    return hashlib.sha256(f"{day.on.isoformat()}\n{day.words}\n{day.path}".encode()).hexdigest()

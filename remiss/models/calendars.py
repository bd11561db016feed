"""Calendars that people subscribe to: addresses that can be revoked, and what each calendar has told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model, choice
from remiss.models.people import User


class FeedScope(StrEnum):
    """What a calendar is about."""

    PERSON = "person"
    BODY = "instans"
    REMISS = "remiss"


class CalendarFeed(Model):
    """A secret address that one person made. Only its hash is kept; what it shows is what that person may see then."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        sa.CheckConstraint("(scope = 'instans') = (organisation_id IS NOT NULL)", name="of_a_body"),
        sa.CheckConstraint("(scope = 'remiss') = (remiss_id IS NOT NULL)", name="of_a_remiss"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[FeedScope] = mapped_column(choice(FeedScope, "scope"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    remiss_id: Mapped[int | None] = mapped_column(sa.ForeignKey("remiss.id"))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class ToldEvent(Model):
    """What a calendar said of one thing when it was last fetched: that is how a change or a loss is noticed."""

    __tablename__ = "told_event"
    __table_args__ = (sa.UniqueConstraint("feed_id", "uid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(sa.ForeignKey("calendar_feed.id"))
    uid: Mapped[str] = mapped_column(comment="svar-12-sista-svarsdag and the like")
    sequence: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64), comment="of what was told, which itself is not kept")
    starts_on: Mapped[date]
    changed_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]

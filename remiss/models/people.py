"""People, what they are in which organisation, and where they are signed in."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.roles import Role
from remiss.extensions import Model, choice
from remiss.models.organisations import Organisation


class User(Model):
    """A person with an account. ``failed_logins`` and ``locked_until`` slow a guesser down."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None]
    phone: Mapped[str | None]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    single_mails: Mapped[bool] = mapped_column(
        default=False, server_default=sa.false(), comment="one reminding mail per matter instead of one a day"
    )
    page_only: Mapped[list[str]] = mapped_column(
        sa.JSON, default=list, server_default="[]", comment="kinds of mail that the person reads in the page instead"
    )
    memberships: Mapped[list[Membership]] = relationship(back_populates="user", cascade="all, delete-orphan")


class Membership(Model):
    """A role in an organisation for a period."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "organisation_id", "role", "valid_from"),
        sa.CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship()


class UserSession(Model):
    """A signed-in browser. The cookie holds a token, this row its hash: signing out ends old cookies too."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(comment="the password was given again, to sign")
    user_agent: Mapped[str | None] = mapped_column(comment="what the browser calls itself, cut short")
    user: Mapped[User] = relationship()


class LinkKind(StrEnum):
    """Why a link for choosing a password was mailed."""

    INVITATION = "inbjudan"
    RECOVERY = "aterstallning"


class PasswordLink(Model):
    """A link that was mailed, used once. Its secret is derived when it is needed and stands nowhere."""

    __tablename__ = "password_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind, "kind"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()


class Substitution(Model):
    """Somebody is away and somebody else acts with the same roles in one body, both days included."""

    __tablename__ = "substitution"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="period"),
        sa.CheckConstraint("absent_id <> substitute_id", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    absent_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(comment="ended before its time")
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    organisation: Mapped[Organisation] = relationship()
    absent: Mapped[User] = relationship(foreign_keys=[absent_id])
    substitute: Mapped[User] = relationship(foreign_keys=[substitute_id])

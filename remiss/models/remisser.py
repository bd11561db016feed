"""A remiss: what is sent out, by whom, by when, sorted under which themes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.workflow.states import RemissState
from remiss.extensions import Model, choice
from remiss.models.attachments import Attachment
from remiss.models.organisations import Organisation

if TYPE_CHECKING:
    from remiss.models.established import EstablishedCompilation


class Remiss(Model):
    """A remitted matter. A due date means that day 23:59 in Stockholm. ``parent`` is set for an underremiss.

    ``registered_by`` is set for a remiss from a sender outside the system: it is that body's own matter, and the
    sender, even one with people here, sees nothing of it (DOMAIN §1, §7).
    """

    __tablename__ = "remiss"
    __table_args__ = (
        sa.Index(
            "uq_remiss_sent_number",
            "sender_id",
            "diary_number",
            unique=True,
            sqlite_where=sa.text("registered_by_id IS NULL"),
            postgresql_where=sa.text("registered_by_id IS NULL"),
        ),
        sa.Index(
            "uq_remiss_registered_number",
            "registered_by_id",
            "sender_id",
            "diary_number",
            unique=True,
            sqlite_where=sa.text("diary_number <> ''"),
            postgresql_where=sa.text("diary_number <> ''"),
        ),
        sa.CheckConstraint("registered_by_id IS NOT NULL OR diary_number <> ''", name="sent_has_number"),
        sa.CheckConstraint("registered_by_id <> sender_id", name="registered_from_another"),
        sa.CheckConstraint("state = 'utkast' OR (sent_at IS NOT NULL AND due_on IS NOT NULL)", name="sent_has_dates"),
        sa.CheckConstraint("state <> 'avslutad' OR closed_at IS NOT NULL", name="closed_has_date"),
        sa.CheckConstraint(
            "state <> 'aterkallad' OR (withdrawn_at IS NOT NULL AND withdrawn_reason IS NOT NULL)",
            name="withdrawn_has_reason",
        ),
        sa.CheckConstraint("(reopened_at IS NULL) = (reopened_reason IS NULL)", name="reopened_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("remiss.id"))
    title: Mapped[str]
    registered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    diary_number: Mapped[str] = mapped_column(
        comment="the sender's; text: twelve formats are in use, never computed with. "
        "Empty when a registered one has none"
    )
    letter: Mapped[str] = mapped_column(comment="missiv: what to answer")
    due_on: Mapped[date | None]
    state: Mapped[RemissState] = mapped_column(choice(RemissState, "state"), default=RemissState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
    reopened_at: Mapped[datetime | None] = mapped_column(comment="opened again after closing or withdrawal, last time")
    reopened_reason: Mapped[str | None]

    sender: Mapped[Organisation] = relationship(foreign_keys=[sender_id])
    papers: Mapped[list[RemissPaper]] = relationship(order_by="RemissPaper.id", cascade="all, delete-orphan")
    themes: Mapped[list[Theme]] = relationship(
        back_populates="remiss", order_by="Theme.position", cascade="all, delete-orphan"
    )
    programmes: Mapped[list[ProgrammeVersion]] = relationship(
        back_populates="remiss", order_by="ProgrammeVersion.number", cascade="all, delete-orphan"
    )
    compilations: Mapped[list[EstablishedCompilation]] = relationship(
        back_populates="remiss", order_by="EstablishedCompilation.number", cascade="all, delete-orphan"
    )

    @property
    def established(self) -> EstablishedCompilation | None:
        """The compilation that is fixed (*fastställd*) and stands, or None while it is open."""
        return next((row for row in self.compilations if row.reopened_at is None), None)

    @property
    def sending_side(self) -> frozenset[int]:
        """The organisations whose sender roles count: none when the sender is outside the system."""
        return frozenset({self.sender_id}) if self.registered_by_id is None else frozenset()

    @property
    def programme(self) -> ProgrammeVersion | None:
        """The version of the draft that counts: the newest that was sent out, or the newest while none was."""
        known = self.issued or self.programmes
        return known[-1] if known else None

    @property
    def issued(self) -> list[ProgrammeVersion]:
        """The versions that went out, with the remiss or while it runs. The others are the sender's drafts."""
        return [version for version in self.programmes if version.issued_at is not None]

    @property
    def proposed(self) -> ProgrammeVersion | None:
        """A new version that is uploaded while the remiss runs and has not gone out, or None."""
        return self.programmes[-1] if self.issued and self.programmes[-1].issued_at is None else None

    def programme_at(self, moment: datetime) -> ProgrammeVersion | None:
        """Return the version that counted at ``moment``: what was answered then is bound to it."""
        return next((one for one in reversed(self.issued) if one.issued_at and one.issued_at <= moment), None)


class RemissPaper(Model):
    """A paper beside the draft: an annex of the sender, or what came with a registered remiss."""

    __tablename__ = "remiss_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))
    attachment: Mapped[Attachment] = relationship()


class Theme(Model):
    """A theme of one remiss; ``key`` stays when the name changes."""

    __tablename__ = "theme"
    __table_args__ = (sa.UniqueConstraint("remiss_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    key: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    position: Mapped[int]
    remiss: Mapped[Remiss] = relationship(back_populates="themes")


class ProgrammeVersion(Model):
    """One version of the remitted draft: the file as it was uploaded, and its section tree."""

    __tablename__ = "programme_version"
    __table_args__ = (sa.UniqueConstraint("remiss_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    number: Mapped[int]
    title: Mapped[str | None]
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))
    created_at: Mapped[datetime]
    issued_at: Mapped[datetime | None] = mapped_column(comment="went out to the bodies; empty: the sender's own draft")
    letter: Mapped[str | None] = mapped_column(comment="what changed and what is wanted, of a version after the first")
    remiss: Mapped[Remiss] = relationship(back_populates="programmes")
    attachment: Mapped[Attachment] = relationship()
    sections: Mapped[list[ProgrammePart]] = relationship(
        back_populates="version", order_by="ProgrammePart.position", cascade="all, delete-orphan"
    )


class ProgrammePart(Model):
    """A section of the draft. ``stable_id`` follows it through later versions, so that anchors hold."""

    __tablename__ = "programme_part"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "stable_id"),
        sa.CheckConstraint("level BETWEEN 1 AND 9", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("programme_version.id"), index=True)
    stable_id: Mapped[str]
    position: Mapped[int]
    number: Mapped[str | None]
    heading: Mapped[str]
    level: Mapped[int]
    text: Mapped[str]
    version: Mapped[ProgrammeVersion] = relationship(back_populates="sections")

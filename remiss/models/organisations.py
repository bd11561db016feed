"""Organisations that send and answer remisser, with names that are valid for a period."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model, choice


class OrganisationKind(StrEnum):
    """What kind of body it is; the order is the order of every list (DOMAIN §6)."""

    EXECUTIVE = "kommunstyrelse"
    COMMITTEE = "facknamnd"
    DISTRICT = "stadsdelsnamnd"
    COMPANY = "bolag"
    COUNCIL = "rad"
    EXTERNAL = "extern"

    @property
    def label(self) -> str:
        """The Swedish word shown to people."""
        return {
            "kommunstyrelse": "Kommunstyrelsen",
            "facknamnd": "Facknämnd",
            "stadsdelsnamnd": "Stadsdelsnämnd",
            "bolag": "Bolag",
            "rad": "Råd",
            "extern": "Extern",
        }[self.value]


USUAL_LADDER = ("sju_arbetsdagar_fore", "en_arbetsdag_fore", "en_arbetsdag_efter")
"""When the people of a body are reminded unless it has chosen: T-7, T-1 and +1."""


class Organisation(Model):
    """A nämnd, a bolag, KS, a råd or an external body. Each nämnd is its own authority (DOMAIN §1)."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.CheckConstraint("successor_id <> id", name="another_succeeds"),
        sa.CheckConstraint("signature_levels IN (1, 2)", name="one_or_two_signatures"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind, "kind"))
    office_name: Mapped[str | None]
    statement_word: Mapped[str] = mapped_column(default="Tjänsteutlåtande")
    signature_levels: Mapped[int] = mapped_column(
        default=2, server_default="2", comment="2: avdelningschef and then förvaltningschef; 1: the latter alone"
    )
    chair_authorised: Mapped[bool] = mapped_column(
        default=False, server_default=sa.false(), comment="the chair may decide what is urgent (kommunallagen 6:39)"
    )
    reports_delegated: Mapped[bool] = mapped_column(
        default=True, server_default=sa.true(), comment="delegates' and the VD's decisions are reported to the board"
    )
    mail_note: Mapped[str] = mapped_column(
        default="", server_default="", comment="its own words in mail about its remisser; see domain/mail_notes"
    )
    ladder: Mapped[list[str]] = mapped_column(
        sa.JSON,
        default=lambda: list(USUAL_LADDER),
        server_default=json.dumps(USUAL_LADDER),
        comment="when its people are reminded: values of reminder.kind",
    )
    reminds_chief: Mapped[bool] = mapped_column(
        default=False, server_default=sa.false(), comment="from a day before the last the chief is reminded as well"
    )
    reminds_of_meeting: Mapped[bool] = mapped_column(
        default=True, server_default=sa.true(), comment="its people are reminded of the days before a planned meeting"
    )
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), comment="took over its tasks")
    registered_by_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"),
        comment="an external sender in this body's own register, unknown to all others",
    )
    names: Mapped[list[OrganisationName]] = relationship(
        back_populates="organisation", order_by="OrganisationName.valid_from", cascade="all, delete-orphan"
    )

    def name_on(self, day: date) -> str:
        """Return the official name valid on ``day``, or the newest one."""
        official = [name for name in self.names if not name.is_alias]
        valid = [n for n in official if n.valid_from <= day and (n.valid_to is None or day <= n.valid_to)]
        return (valid or official)[-1].name


class OrganisationName(Model):
    """A name with its period; aliases are the other ways people write it, never shown as the name."""

    __tablename__ = "organisation_name"
    __table_args__ = (sa.CheckConstraint("valid_to IS NULL OR valid_from <= valid_to", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(comment="Swedish order, å ä ö last: databases sort without it")
    folded: Mapped[str] = mapped_column(index=True, comment="for looking a name up as people write it")
    is_alias: Mapped[bool] = mapped_column(default=False)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    organisation: Mapped[Organisation] = relationship(back_populates="names")

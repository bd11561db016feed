"""Whom a sender usually asks: saved lists of bodies and rules, and the tags that rules speak of."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model, choice
from remiss.models.organisations import OrganisationKind

_K = OrganisationKind


class Rule(StrEnum):
    """Everybody of a kind on the day the rule is used: a new nämnd is in it from its first day."""

    BOARDS = "alla_namnder"
    COMMITTEES = "alla_facknamnder"
    DISTRICTS = "alla_stadsdelsnamnder"
    COMPANIES = "alla_bolag"
    COUNCILS = "alla_rad"
    EXTERNAL = "alla_externa"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "alla_namnder": "Alla nämnder",
            "alla_facknamnder": "Alla facknämnder",
            "alla_stadsdelsnamnder": "Alla stadsdelsnämnder",
            "alla_bolag": "Alla bolag",
            "alla_rad": "Alla råd",
            "alla_externa": "Alla externa",
        }[self.value]

    @property
    def kinds(self) -> frozenset[OrganisationKind]:
        """The kinds of bodies that the rule takes in."""
        return {
            "alla_namnder": frozenset({_K.COMMITTEE, _K.DISTRICT}),
            "alla_facknamnder": frozenset({_K.COMMITTEE}),
            "alla_stadsdelsnamnder": frozenset({_K.DISTRICT}),
            "alla_bolag": frozenset({_K.COMPANY}),
            "alla_rad": frozenset({_K.COUNCIL}),
            "alla_externa": frozenset({_K.EXTERNAL}),
        }[self.value]


class OrganisationTag(Model):
    """A word that says what a body has to do with, such as *beredskap*: rules can ask for all that carry it."""

    __tablename__ = "organisation_tag"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "tag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    tag: Mapped[str] = mapped_column(index=True, comment="in lower case")


class DistributionList(Model):
    """A saved list (sändlista) of one sender. A removed one is kept, so that removing can be undone."""

    __tablename__ = "distribution_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    entries: Mapped[list[DistributionEntry]] = relationship(
        order_by="DistributionEntry.id", cascade="all, delete-orphan"
    )


class DistributionEntry(Model):
    """One line of a list: a body, a rule, or a tag."""

    __tablename__ = "distribution_entry"
    __table_args__ = (
        sa.CheckConstraint(
            "(organisation_id IS NOT NULL AND rule IS NULL AND tag IS NULL)"
            " OR (organisation_id IS NULL AND rule IS NOT NULL AND tag IS NULL)"
            " OR (organisation_id IS NULL AND rule IS NULL AND tag IS NOT NULL)",
            name="one_thing",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(sa.ForeignKey("distribution_list.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    rule: Mapped[Rule | None] = mapped_column(choice(Rule, "rule"))
    tag: Mapped[str | None]

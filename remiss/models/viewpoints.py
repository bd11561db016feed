"""Viewpoints, the labels put on them, and what KS answers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.extensions import Model, choice
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Theme
from remiss.models.replies import Reply


class Viewpoint(Model):
    """One evaluated object or one request, in the words of the text. ``repeats`` points at the one it restates."""

    __tablename__ = "viewpoint"
    __table_args__ = (sa.UniqueConstraint("reply_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    position: Mapped[int]
    section: Mapped[SectionKey] = mapped_column(choice(SectionKey, "section"))
    text: Mapped[str] = mapped_column(comment="verbatim: a substring of the statement, white space normalised")
    programme_section: Mapped[str | None] = mapped_column(comment="stable id of the section of the draft it is about")
    repeats_id: Mapped[int | None] = mapped_column(sa.ForeignKey("viewpoint.id"))
    removed_at: Mapped[datetime | None] = mapped_column(comment="a person said: this is no viewpoint")
    reply: Mapped[Reply] = relationship()
    labels: Mapped[list[ViewpointLabel]] = relationship(
        back_populates="viewpoint", order_by="ViewpointLabel.id", cascade="all, delete-orphan"
    )
    assessments: Mapped[list[Assessment]] = relationship(
        back_populates="viewpoint", order_by="Assessment.id", cascade="all, delete-orphan"
    )


class LabelKind(StrEnum):
    """What a label says."""

    STANCE = "stallningstagande"
    THEME = "tema"


class LabelStatus(StrEnum):
    """Who stands for a label: a rule suggested it, or a person confirmed or set it."""

    SUGGESTED = "foreslagen"
    CONFIRMED = "bekraftad"


class ViewpointLabel(Model):
    """A stance or a theme on a viewpoint: who or which rule, when, from which words. Superseded rows are kept.

    A stance is a classification with an author, never a decision (DOMAIN §2). A confirmed stance of NULL says that a
    person looked and left it *Ej bedömd*.
    """

    __tablename__ = "viewpoint_label"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'tema') = (theme_id IS NOT NULL)", name="theme_label_has_theme"),
        sa.CheckConstraint("kind = 'stallningstagande' OR stance IS NULL", name="only_stance_has_stance"),
        sa.CheckConstraint("(status = 'foreslagen') = (rule_version IS NOT NULL)", name="suggestion_has_rule"),
        sa.CheckConstraint("(status = 'bekraftad') = (author_id IS NOT NULL)", name="confirmation_has_author"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    viewpoint_id: Mapped[int] = mapped_column(sa.ForeignKey("viewpoint.id"), index=True)
    kind: Mapped[LabelKind] = mapped_column(choice(LabelKind, "kind"))
    stance: Mapped[Stance | None] = mapped_column(choice(Stance, "stance"))
    theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("theme.id"))
    status: Mapped[LabelStatus] = mapped_column(choice(LabelStatus, "status"))
    confidence: Mapped[Confidence | None] = mapped_column(choice(Confidence, "confidence"))
    cues: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    rule_version: Mapped[str | None]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    author_organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    created_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    viewpoint: Mapped[Viewpoint] = relationship(back_populates="labels")
    theme: Mapped[Theme | None] = relationship()
    author: Mapped[User | None] = relationship()
    author_organisation: Mapped[Organisation | None] = relationship()


class AssessmentAction(StrEnum):
    """What KS does with a viewpoint (DOMAIN §6 b)."""

    ACCEPTED = "beaktas"
    PARTLY = "beaktas_delvis"
    ALREADY_MET = "redan_tillgodosett"
    NOT_ACCEPTED = "beaktas_inte"
    NOTED = "noteras"
    REFERRED = "hanvisas_till_annan"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "beaktas": "Beaktas",
            "beaktas_delvis": "Beaktas delvis",
            "redan_tillgodosett": "Redan tillgodosett",
            "beaktas_inte": "Beaktas inte",
            "noteras": "Noteras",
            "hanvisas_till_annan": "Hänvisas till annan",
        }[self.value]


class Assessment(Model):
    """KS's answer to one viewpoint. A new row replaces the old one, which is kept."""

    __tablename__ = "assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    viewpoint_id: Mapped[int] = mapped_column(sa.ForeignKey("viewpoint.id"), index=True)
    action: Mapped[AssessmentAction] = mapped_column(choice(AssessmentAction, "action"))
    reason: Mapped[str]
    changed_section: Mapped[str | None] = mapped_column(comment="stable id of the section of the draft that is changed")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]
    viewpoint: Mapped[Viewpoint] = relationship(back_populates="assessments")
    author: Mapped[User] = relationship()

"""What a sender demands of the answers besides a statement: structured questions, and sections that must be there."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.statement import SectionKey
from remiss.extensions import Model, choice


class Question(Model):
    """A question of one remiss, to everybody asked or, with ``bodies``, to those alone. It is fixed when it is sent.

    The answers stand in the statement's text, under the question as heading: they are signed and released with it.
    """

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    mandatory: Mapped[bool]
    bodies: Mapped[list[QuestionBody]] = relationship(order_by="QuestionBody.id", cascade="all, delete-orphan")


class QuestionBody(Model):
    """A body that a question goes to, when it does not go to all."""

    __tablename__ = "question_body"
    __table_args__ = (sa.UniqueConstraint("question_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))


class RequiredSection(Model):
    """A section that the sender wants in every answer, besides those that all answers have."""

    __tablename__ = "required_section"
    __table_args__ = (sa.UniqueConstraint("remiss_id", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    section: Mapped[SectionKey] = mapped_column(choice(SectionKey, "section"))

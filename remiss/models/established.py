"""Compilations that were fixed (*fastställda*): the facts as they were, with their hash. Every version is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.people import User
from remiss.models.remisser import Remiss


class EstablishedCompilation(Model):
    """One version. It stands until it is opened again with a reason; at most one of a remiss stands."""

    __tablename__ = "established_compilation"
    __table_args__ = (
        sa.UniqueConstraint("remiss_id", "number"),
        sa.Index(
            "uq_established_compilation_standing",
            "remiss_id",
            unique=True,
            sqlite_where=sa.text("reopened_at IS NULL"),
            postgresql_where=sa.text("reopened_at IS NULL"),
        ),
        sa.CheckConstraint("(reopened_at IS NULL) = (reopened_reason IS NULL)", name="reopened_has_reason"),
        sa.CheckConstraint("approver <> ''", name="approver_is_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    number: Mapped[int]
    approver: Mapped[str] = mapped_column(comment="who approved it, by name and title; often without an account here")
    established_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    established_at: Mapped[datetime]
    facts: Mapped[str] = mapped_column(deferred=True, comment="the one text of the facts, hashed as it stands")
    sha256: Mapped[str] = mapped_column(sa.String(64))
    open_points: Mapped[list[dict[str, Any]]] = mapped_column(
        sa.JSON, default=list, comment="requests and objections without an answer, each with the reason"
    )
    reopened_at: Mapped[datetime | None]
    reopened_reason: Mapped[str | None]
    reopened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    remiss: Mapped[Remiss] = relationship(back_populates="compilations")
    established_by: Mapped[User] = relationship(foreign_keys=[established_by_id])

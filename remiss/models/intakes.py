"""A finished reply that came as a file: read, suggested, and waiting for a person to confirm."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model, choice
from remiss.models.attachments import Attachment
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply


class IntakeState(StrEnum):
    """How far the reading of a file has come."""

    READING = "lases"
    TO_CONFIRM = "att_bekrafta"
    CONFIRMED = "bekraftad"
    FAILED = "misslyckad"
    CANCELLED = "avbruten"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "lases": "Läses in",
            "att_bekrafta": "Att bekräfta",
            "bekraftad": "Bekräftad",
            "misslyckad": "Kunde inte läsas",
            "avbruten": "Avbruten",
        }[self.value]


class Intake(Model):
    """One uploaded reply. It belongs to the organisation of the person who uploaded it until it is confirmed."""

    __tablename__ = "intake"
    __table_args__ = (
        sa.CheckConstraint("state <> 'bekraftad' OR reply_id IS NOT NULL", name="confirmed_has_reply"),
        sa.CheckConstraint("state <> 'misslyckad' OR problem IS NOT NULL", name="failed_has_problem"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))
    minutes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"), comment="protokollsutdrag")
    state: Mapped[IntakeState] = mapped_column(choice(IntakeState, "state"), default=IntakeState.READING)
    parsed: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, deferred=True, deferred_group="read")
    minutes_read: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    analysis: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON, deferred=True, deferred_group="read")
    original: Mapped[str | None] = mapped_column(
        sa.Text, deferred=True, deferred_group="read", comment="the document as JSON"
    )
    places: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON, deferred=True, deferred_group="read", comment="where in it each field stands"
    )
    typed: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON, deferred=True, deferred_group="read", comment="the form as a person left it, until confirmed"
    )
    problem: Mapped[str | None]
    reply_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reply.id"))
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    remiss: Mapped[Remiss] = relationship()
    owner: Mapped[Organisation] = relationship()
    attachment: Mapped[Attachment] = relationship(foreign_keys=[attachment_id])
    minutes: Mapped[Attachment | None] = relationship(foreign_keys=[minutes_id])
    reply: Mapped[Reply | None] = relationship()

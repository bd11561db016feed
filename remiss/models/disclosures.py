"""Documents that were handed out: which, after what review, with what masked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.disclosure import DisclosureOutcome, Mask
from remiss.extensions import Model, choice
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply


class Disclosure(Model):
    """One handing out (utlämnande) by one organisation, of its own matter or of what came in to its remiss.

    It is prepared, then finished once; who asked is noted only if it was told (TF 2 kap. 18 §).
    """

    __tablename__ = "disclosure"
    __table_args__ = (
        sa.CheckConstraint("(finished_at IS NULL) = (sha256 IS NULL)", name="finished_has_file"),
        sa.CheckConstraint("finished_at IS NULL OR outcome IS NOT NULL", name="finished_has_outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    reply_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("reply.id"), index=True, comment="set when a body hands out its own matter"
    )
    version: Mapped[int] = mapped_column(default=1)
    documents: Mapped[list[str]] = mapped_column(sa.JSON, comment="keys of the chosen documents")
    masks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list, comment="words and legal ground")
    asked_by: Mapped[str] = mapped_column(default="", comment="never demanded")
    examined: Mapped[str] = mapped_column(default="", comment="what the secrecy review looked at")
    outcome: Mapped[DisclosureOutcome | None] = mapped_column(choice(DisclosureOutcome, "outcome"))
    ground: Mapped[str] = mapped_column(default="", comment="legal ground of what was held back")
    sha256: Mapped[str | None] = mapped_column(sa.String(64), comment="of the zip file, which is kept by that name")
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    finished_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    finished_at: Mapped[datetime | None]
    organisation: Mapped[Organisation] = relationship()
    remiss: Mapped[Remiss] = relationship()
    reply: Mapped[Reply | None] = relationship()
    finished_by: Mapped[User | None] = relationship(foreign_keys=[finished_by_id])

    @property
    def chosen_masks(self) -> tuple[Mask, ...]:
        """The masks, in the order they were made."""
        return tuple(Mask(row["words"], row["ground"], frozenset(row.get("kept", ()))) for row in self.masks)

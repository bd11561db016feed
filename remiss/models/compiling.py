"""Files of a compilation that somebody has ordered: made in the background, kept for a day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.people import User
from remiss.models.remisser import Remiss


class CompilationOrder(Model):
    """One file: in which layout and format, and what was chosen. The words to mask are forgotten once it is made."""

    __tablename__ = "compilation_order"
    __table_args__ = (sa.CheckConstraint("(sha256 IS NULL) = (made_at IS NULL)", name="made_has_content"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    ordered_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    ordered_at: Mapped[datetime]
    layout: Mapped[str]
    format: Mapped[str]
    choices: Mapped[dict[str, Any]] = mapped_column(sa.JSON, comment="what was chosen, without the words to mask")
    masks: Mapped[list[list[str]]] = mapped_column(
        sa.JSON, default=list, comment="words and ground; emptied when the file is made or nobody waits for it any more"
    )
    sha256: Mapped[str | None] = mapped_column(sa.String(64), comment="of the file; its content is kept for a day")
    made_at: Mapped[datetime | None]
    remiss: Mapped[Remiss] = relationship()
    ordered_by: Mapped[User] = relationship()

"""House templates: what an organisation's Word files look like."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model
from remiss.models.attachments import Attachment
from remiss.models.organisations import Organisation


class HouseTemplate(Model):
    """An uploaded template. At most one of an organisation is in use; earlier ones stay, to be gone back to."""

    __tablename__ = "house_template"
    __table_args__ = (
        sa.Index(
            "uq_house_template_in_use",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text("taken_at IS NOT NULL"),
            postgresql_where=sa.text("taken_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), comment="the file as it was uploaded")
    form: Mapped[str] = mapped_column(deferred=True, comment="what was chosen of it: domain/house_template as one text")
    notices: Mapped[list[str]] = mapped_column(sa.JSON, default=list, comment="what was left out of it")
    taken_at: Mapped[datetime | None] = mapped_column(comment="since when it is in use; None: it is not")
    organisation: Mapped[Organisation] = relationship()
    attachment: Mapped[Attachment] = relationship()

"""Many replies that came as files in one go: the batch, and what became of each file."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model, choice
from remiss.models.intakes import Intake
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss


class FileState(StrEnum):
    """What became of one file of a batch. A paired one is the protokollsutdrag of another file's intake."""

    WAITING = "vantar"
    OPENED = "uppackad"
    TAKEN = "inlast"
    KNOWN = "kand"
    PAIRED = "sammanford"
    REFUSED = "avvisad"


class ImportBatch(Model):
    """Files that somebody uploaded together. It belongs to the organisation of that person."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    paired_at: Mapped[datetime | None] = mapped_column(comment="minutes have been put to their replies, once")
    remiss: Mapped[Remiss] = relationship()
    owner: Mapped[Organisation] = relationship()
    created_by: Mapped[User] = relationship()


class ImportFile(Model):
    """One file of a batch, also one that could not be used. A zip is a file too; what was in it follows as files."""

    __tablename__ = "import_file"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('inlast', 'kand', 'sammanford') OR intake_id IS NOT NULL", name="taken_has_intake"
        ),
        sa.CheckConstraint("state <> 'avvisad' OR problem IS NOT NULL", name="refused_has_problem"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id"), index=True)
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(sa.String(64), comment="empty when the content was never kept")
    size: Mapped[int]
    state: Mapped[FileState] = mapped_column(choice(FileState, "state"), default=FileState.WAITING)
    intake_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("intake.id"), index=True, comment="the reading; of a known file the earlier one"
    )
    body_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisation.id"), comment="whose reply it is, as a person has said"
    )
    problem: Mapped[str | None]
    batch: Mapped[ImportBatch] = relationship()
    intake: Mapped[Intake | None] = relationship()

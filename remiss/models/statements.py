"""The text of a reply: every saved version is kept, signatures and receipts bind to one exact version."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.roles import Role
from remiss.domain.statement import CanonicalText, deserialise
from remiss.extensions import Model, choice
from remiss.models.people import User
from remiss.models.replies import Reply


class StatementVersion(Model):
    """One saved version. ``content`` is the canonical serialisation, ``sha256`` its hash; rows are never changed."""

    __tablename__ = "statement_version"
    __table_args__ = (sa.UniqueConstraint("reply_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    content: Mapped[str]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    created_at: Mapped[datetime]
    created_by: Mapped[User] = relationship()
    reply: Mapped[Reply] = relationship()

    @property
    def text(self) -> CanonicalText:
        """The version as canonical text."""
        return deserialise(self.content)


class Signature(Model):
    """An approval record: who, as what, when, on exactly which text. Never called an advanced e-signature."""

    __tablename__ = "signature"
    __table_args__ = (sa.CheckConstraint("(voided_at IS NULL) = (voided_reason IS NULL)", name="voided_has_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), comment="whose signature it is: each party to a joint reply signs"
    )
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    title: Mapped[str]
    on_behalf_of: Mapped[str | None] = mapped_column(comment="whom the signer stood in for: vid förfall för …")
    signed_at: Mapped[datetime]
    voided_at: Mapped[datetime | None]
    voided_reason: Mapped[str | None]
    user: Mapped[User] = relationship()
    version: Mapped[StatementVersion] = relationship()


class SendBack(Model):
    """A text sent back for change, with the reasons: by a chief, or by the nämnd (återremiss)."""

    __tablename__ = "send_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    reason: Mapped[str]
    sent_back_at: Mapped[datetime]
    user: Mapped[User] = relationship()
    version: Mapped[StatementVersion] = relationship()

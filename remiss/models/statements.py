"""The text of a reply: every saved version is kept, signatures and receipts bind to one exact version."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.roles import Role
from remiss.domain.statement import CanonicalText, deserialise
from remiss.extensions import Model, choice
from remiss.models.attachments import Attachment
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
    of_board: Mapped[bool] = mapped_column(
        default=False, server_default=sa.false(), comment="a text of the nämnd's own: never what the office wrote"
    )
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


class SignedPaper(Model):
    """A text written and signed outside Remiss: who stands on the paper, and its file. No signature is made."""

    __tablename__ = "signed_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"), unique=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"))
    signed_on: Mapped[date]
    signers: Mapped[list[list[str]]] = mapped_column(sa.JSON, comment="name and title of each, as on the paper")
    version: Mapped[StatementVersion] = relationship()
    attachment: Mapped[Attachment] = relationship()


class StatementAttachment(Model):
    """A file that goes with the statement, in its order. What is taken away stays as a row, and can be put back."""

    __tablename__ = "statement_attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    attachment_id: Mapped[int] = mapped_column(sa.ForeignKey("attachment.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(comment="what it is called among the attachments of the text")
    removed_at: Mapped[datetime | None]
    attachment: Mapped[Attachment] = relationship()


class SendBack(Model):
    """A text sent back for change, with the reasons: by a chief, or by the nämnd (återremiss)."""

    __tablename__ = "send_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    reason: Mapped[str]
    sent_back_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="undone by the one who sent it back")
    done: Mapped[list[int]] = mapped_column(
        sa.JSON, default=list, server_default="[]", comment="which of its points the officer has ticked off"
    )
    user: Mapped[User] = relationship()
    version: Mapped[StatementVersion] = relationship()

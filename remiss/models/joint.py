"""A joint reply (gemensamt svar) that bodies agree on here: who was asked to share a text, and what they said."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.extensions import Model, choice
from remiss.models.replies import Consultee, Reply


class JointState(StrEnum):
    """What became of a proposal to answer jointly."""

    PROPOSED = "foreslagen"
    JOINED = "med"
    REFUSED = "avbojd"
    WITHDRAWN = "aterkallad"
    LEFT = "lamnad"


class JointParty(Model):
    """A body that was asked to share the reply of another. ``own_matter`` is set aside while it does.

    The proposal is known to the two bodies alone, and the text to both only once it is accepted (DOMAIN §7).
    """

    __tablename__ = "joint_party"
    __table_args__ = (
        sa.Index(
            "uq_joint_party_standing",
            "reply_id",
            "consultee_id",
            unique=True,
            sqlite_where=sa.text("state IN ('foreslagen', 'med')"),
            postgresql_where=sa.text("state IN ('foreslagen', 'med')"),
        ),
        sa.CheckConstraint("state <> 'med' OR own_matter_id IS NOT NULL", name="joined_has_own_matter"),
        sa.CheckConstraint("state = 'foreslagen' OR ended_at IS NOT NULL", name="answered_has_moment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    consultee_id: Mapped[int] = mapped_column(sa.ForeignKey("consultee.id"), index=True)
    own_matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reply.id"), comment="set aside while it shares")
    state: Mapped[JointState] = mapped_column(choice(JointState, "state"), default=JointState.PROPOSED)
    proposed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    proposed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(comment="when it was last answered, withdrawn or left")
    reply: Mapped[Reply] = relationship(foreign_keys=[reply_id])
    consultee: Mapped[Consultee] = relationship()
    own_matter: Mapped[Reply | None] = relationship(foreign_keys=[own_matter_id])

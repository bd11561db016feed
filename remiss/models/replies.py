"""Who is asked, and the reply that comes. Several consultees may share one reply (gemensamt svar)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import Model, choice
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss


class Basis(StrEnum):
    """On whose authority the reply stands (DOMAIN §3). It decides whom the compilation names."""

    BOARD = "namndbeslut"
    OFFICE = "kontorsyttrande"
    DELEGATION = "delegationsbeslut"
    CHAIR = "ordforandebeslut"
    MANAGER = "vd_beslut"
    PRELIMINARY = "forhandssvar"
    UNKNOWN = "beslut_ej_bifogat"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "namndbeslut": "Beslut av nämnd eller styrelse",
            "kontorsyttrande": "Kontorsyttrande",
            "delegationsbeslut": "Delegationsbeslut",
            "ordforandebeslut": "Ordförandebeslut",
            "vd_beslut": "Beslut av verkställande direktören",
            "forhandssvar": "Förhandssvar, nämndens beslut väntas",
            "beslut_ej_bifogat": "Beslut inte bifogat",
        }[self.value]


ALONE = (Basis.DELEGATION, Basis.CHAIR, Basis.MANAGER)
"""What rests on the decision of one person on the body's behalf."""


class Inclusion(StrEnum):
    """Whether a reply that came when nobody waited any more counts in the compilation; KS says so, with a reason."""

    UNDECIDED = "att_avgora"
    INCLUDED = "tas_med"
    LEFT_OUT = "tas_inte_med"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "att_avgora": "Kom in efter avslutad svarstid, inte avgjort om det tas med",
            "tas_med": "Kom in efter avslutad svarstid, tas med",
            "tas_inte_med": "Kom in efter avslutad svarstid, tas inte med",
        }[self.value]


class Reply(Model):
    """One text in answer to one remiss. It belongs to the organisations of its consultees and to nobody else."""

    __tablename__ = "reply"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('inskickad', 'forhandssvar') OR submitted_at IS NOT NULL", name="submitted_has_moment"
        ),
        sa.CheckConstraint("(state = 'forhandssvar') = (basis = 'forhandssvar')", name="preliminary_rests_on_nothing"),
        sa.CheckConstraint("state <> 'forhandssvar' OR decision_expected_on IS NOT NULL", name="preliminary_has_day"),
        sa.CheckConstraint("state <> 'utanfor_systemet' OR diary_number IS NOT NULL", name="outside_has_number"),
        sa.CheckConstraint(
            "state IN ('utanfor_systemet', 'aterkallad') OR (secrecy_ground IS NULL AND handed_over_on IS NULL)",
            name="only_outside",
        ),
        sa.CheckConstraint(
            "(state IN ('ej_inkommit', 'aterkallad')) = (state_before IS NOT NULL)", name="broken_off_has_way_back"
        ),
        sa.CheckConstraint("state <> 'justerad' OR adjusted_on IS NOT NULL", name="adjusted_has_day"),
        sa.CheckConstraint("state <> 'avstatt' OR declined_reason IS NOT NULL", name="declined_has_reason"),
        sa.CheckConstraint("state NOT IN ('fordelad', 'utkast') OR officer_id IS NOT NULL", name="draft_has_officer"),
        sa.CheckConstraint(
            "inclusion IS NULL OR inclusion = 'att_avgora' "
            "OR (inclusion_reason IS NOT NULL AND inclusion_at IS NOT NULL)",
            name="judged_has_reason",
        ),
        sa.CheckConstraint("muted_at IS NULL OR muted_reason IS NOT NULL", name="muted_has_reason"),
        # an id used again would give a new reply the history of one that went into a joint reply of other bodies
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    state: Mapped[ReplyState] = mapped_column(choice(ReplyState, "state"), default=ReplyState.SENT, index=True)
    state_since: Mapped[datetime]
    state_before: Mapped[ReplyState | None] = mapped_column(
        choice(ReplyState, None), comment="where it stood when the sender stopped waiting for it"
    )
    version: Mapped[int] = mapped_column(default=1)
    basis: Mapped[Basis] = mapped_column(choice(Basis, "basis"), default=Basis.BOARD)
    diary_number: Mapped[str | None]
    handled_outside: Mapped[bool] = mapped_column(default=False, comment="finished papers handed in")
    received_at: Mapped[datetime | None]
    officer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    internal_due_on: Mapped[date | None]
    planned_on: Mapped[date | None] = mapped_column(comment="the meeting it says it answers at; told to the sender")
    declined_reason: Mapped[str | None]
    declined_authority: Mapped[str | None] = mapped_column(comment="on whose authority: delegation item, decision")
    submitted_at: Mapped[datetime | None]
    adjusted_on: Mapped[date | None] = mapped_column(comment="when the last minutes of its decision were adjusted")
    inclusion: Mapped[Inclusion | None] = mapped_column(
        choice(Inclusion, "inclusion"), comment="came when nobody waited any more: whether it counts"
    )
    inclusion_reason: Mapped[str | None]
    inclusion_at: Mapped[datetime | None]
    decision_expected_on: Mapped[date | None] = mapped_column(comment="a förhandssvar: when the nämnd is to decide")
    secrecy_ground: Mapped[str | None] = mapped_column(comment="handled outside: the legal ground, in few words")
    handed_over_on: Mapped[date | None] = mapped_column(comment="handled outside: when the reply was delivered")
    muted_at: Mapped[datetime | None] = mapped_column(comment="its people are not reminded until this is undone")
    muted_reason: Mapped[str | None]
    extended_to: Mapped[date | None] = mapped_column(comment="the last day by the newest anstånd that was granted")

    remiss: Mapped[Remiss] = relationship()
    officer: Mapped[User | None] = relationship()
    consultees: Mapped[list[Consultee]] = relationship(
        back_populates="reply", order_by=lambda: (Consultee.joined_at.is_not(None), Consultee.id)
    )
    """Whose reply it is; of a joint reply first the body that holds the text."""

    @property
    def due_on(self) -> date | None:
        """The last day for this reply: the remiss's, or a later one that the sender has granted (anstånd)."""
        common = self.remiss.due_on
        return max(common, self.extended_to) if common and self.extended_to else common

    @property
    def owners(self) -> frozenset[int]:
        """The organisations that the reply belongs to: the inside of the wall."""
        return frozenset(consultee.organisation_id for consultee in self.consultees)

    def numbers(self, names: Mapping[int, str]) -> str | None:
        """Return its diary number; of a joint reply the number of each body, with the body's name out of ``names``."""
        if len(self.consultees) == 1:
            return self.diary_number
        known = ((names[c.organisation_id], c.diary_number or self.diary_number) for c in self.consultees)
        one_each = [f"{number} ({name})" for name, number in known if number]
        return ", ".join(one_each) if any(c.diary_number for c in self.consultees) else self.diary_number


LAST_DAY = sa.case((Reply.extended_to > Remiss.due_on, Reply.extended_to), else_=Remiss.due_on)
"""``Reply.due_on`` in a query that joins both."""


class Consultee(Model):
    """An organisation asked in one remiss. ``invited`` is False for a reply from somebody not asked.

    ``joined_at`` and ``diary_number`` are set while it shares another body's reply: each is an authority with a diary.
    """

    __tablename__ = "consultee"
    __table_args__ = (sa.UniqueConstraint("remiss_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remiss_id: Mapped[int] = mapped_column(sa.ForeignKey("remiss.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    reply_id: Mapped[int | None] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    invited: Mapped[bool] = mapped_column(default=True)
    joined_at: Mapped[datetime | None] = mapped_column(comment="when it began to share another body's reply")
    diary_number: Mapped[str | None] = mapped_column(comment="its own number for a reply that another body holds")
    remiss: Mapped[Remiss] = relationship()
    organisation: Mapped[Organisation] = relationship()
    reply: Mapped[Reply | None] = relationship(back_populates="consultees")

    @property
    def due_on(self) -> date | None:
        """The last day for this body."""
        return self.reply.due_on if self.reply else self.remiss.due_on

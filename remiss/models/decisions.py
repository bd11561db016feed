"""What the nämnd decided, and the receipt of what was sent."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from secrets import token_hex

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from remiss.domain.planning import STANDARD, DatedMeeting, Rhythm, Step
from remiss.extensions import Model, choice
from remiss.models.attachments import Attachment
from remiss.models.organisations import Organisation
from remiss.models.replies import Basis, Reply
from remiss.models.statements import StatementVersion


class Meeting(Model):
    """A sammanträde. ``stop_on`` is the last day for a statement to come on its agenda.

    The day of a meeting is public; its other days are the body's own. Those not set follow the body's rhythm.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "held_on"),
        sa.Index("uq_meeting_uid", "organisation_id", "uid", unique=True),
        sa.CheckConstraint("stop_on IS NULL OR stop_on <= held_on", name="stop_before_meeting"),
        sa.CheckConstraint("union_on IS NULL OR union_on <= held_on", name="union_before_meeting"),
        sa.CheckConstraint("preparation_on IS NULL OR preparation_on <= held_on", name="preparation_before_meeting"),
        sa.CheckConstraint("dispatch_on IS NULL OR dispatch_on <= held_on", name="dispatch_before_meeting"),
        sa.CheckConstraint("adjustment_on IS NULL OR adjustment_on >= held_on", name="adjustment_after_meeting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    held_on: Mapped[date]
    stop_on: Mapped[date | None]
    union_on: Mapped[date | None] = mapped_column(comment="förvaltningsgruppen")
    preparation_on: Mapped[date | None] = mapped_column(comment="beredningen")
    dispatch_on: Mapped[date | None] = mapped_column(comment="utskicket of the papers")
    adjustment_on: Mapped[date | None] = mapped_column(comment="when the minutes are to be adjusted")
    uid: Mapped[str | None] = mapped_column(comment="in the calendar that it was imported from")
    minutes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"), comment="the protokoll, once given")
    organisation: Mapped[Organisation] = relationship()
    minutes: Mapped[Attachment | None] = relationship()

    @property
    def dated(self) -> DatedMeeting:
        """The meeting with the days that are set for it."""
        own = {step: day for step, name in OWN_DAYS.items() if (day := getattr(self, name))}
        return DatedMeeting(self.held_on, own, self.id)

    @dated.setter
    def dated(self, days: DatedMeeting) -> None:
        """Set every day; one that is left out follows the rhythm again."""
        self.held_on = days.held_on
        for step, name in OWN_DAYS.items():
            setattr(self, name, days.own.get(step))


OWN_DAYS = {
    Step.STOP: "stop_on",
    Step.UNION: "union_on",
    Step.PREPARATION: "preparation_on",
    Step.DISPATCH: "dispatch_on",
    Step.ADJUSTMENT: "adjustment_on",
}
"""The columns of a meeting's own days."""


class MeetingRhythm(Model):
    """How many working days before and after its meetings a body's other days lie. Without a row: the usual ones."""

    __tablename__ = "meeting_rhythm"
    __table_args__ = (
        sa.CheckConstraint(
            "writing BETWEEN 0 AND 90 AND signing BETWEEN 0 AND 90 AND stop BETWEEN 0 AND 90 "
            "AND forum BETWEEN 0 AND 90 AND preparation BETWEEN 0 AND 90 AND dispatch BETWEEN 0 AND 90 "
            "AND adjustment BETWEEN 0 AND 90",
            name="days_within_reason",
        ),
    )

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), primary_key=True)
    writing: Mapped[int] = mapped_column(
        default=STANDARD.writing, server_default="10", comment="at least, from when the remiss came"
    )
    signing: Mapped[int] = mapped_column(comment="before the stoppdag")
    stop: Mapped[int] = mapped_column(comment="stoppdag before the meeting")
    forum: Mapped[int] = mapped_column(comment="förvaltningsgrupp before the meeting")
    preparation: Mapped[int]
    dispatch: Mapped[int]
    adjustment: Mapped[int] = mapped_column(comment="after the meeting")

    @property
    def rhythm(self) -> Rhythm:
        """What the body's days are counted with."""
        return Rhythm(**{name: getattr(self, name) for name in asdict(STANDARD)})


class Outcome(StrEnum):
    """How the nämnd decided in relation to the office's proposal (DOMAIN §4)."""

    AS_PROPOSED = "enligt_forslag"
    AMENDED = "med_andring"
    OTHERWISE = "enligt_annat_forslag"
    REJECTED = "avslag"
    REMITTED_BACK = "aterremiss"
    TABLED = "bordlaggning"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "enligt_forslag": "Enligt förvaltningens förslag",
            "med_andring": "Med tillägg eller ändring",
            "enligt_annat_forslag": "Enligt annat förslag",
            "avslag": "Avslag",
            "aterremiss": "Återremiss",
            "bordlaggning": "Bordläggning",
        }[self.value]

    @property
    def postpones(self) -> bool:
        """True where there is still no decision."""
        return self in POSTPONING

    @property
    def departs(self) -> bool:
        """True where the office's words are not the nämnd's: the stance is then reset to *Ej bedömd* (DOMAIN §2)."""
        return self in {Outcome.AMENDED, Outcome.OTHERWISE, Outcome.REJECTED}


POSTPONING = frozenset({Outcome.REMITTED_BACK, Outcome.TABLED})
"""Outcomes after which there is still no decision."""


class ReplyText(StrEnum):
    """Which text is the reply when the nämnd decided otherwise than its office proposed (DOMAIN §2)."""

    OFFICE = "forvaltningens_text"
    BOARD = "namndens_eget"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "forvaltningens_text": "Förvaltningens text. Det som nämnden ändrade står i beslutet bredvid.",
            "namndens_eget": "Nämndens eget yttrande. Texten läggs in i nästa steg.",
        }[self.value]


class AgendaItem(Model):
    """A reply on the agenda of a meeting."""

    __tablename__ = "agenda_item"
    __table_args__ = (sa.UniqueConstraint("reply_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    planned_at: Mapped[datetime]
    position: Mapped[int | None] = mapped_column(comment="place on the agenda")
    meeting: Mapped[Meeting] = relationship()


class Publication(Model):
    """The text of a reply released with the papers of a meeting, before its decision. Rows are never changed."""

    __tablename__ = "publication"
    __table_args__ = (sa.UniqueConstraint("version_id", "meeting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"))
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    published_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    published_at: Mapped[datetime]
    version: Mapped[StatementVersion] = relationship()
    meeting: Mapped[Meeting] = relationship()


class BoardDecision(Model):
    """What a nämnd or board decided at a meeting, with § and the protokollsutdrag."""

    __tablename__ = "board_decision"
    __table_args__ = (
        sa.CheckConstraint("adjusted_on IS NULL OR adjusted_on >= decided_on", name="adjusted_after_decided"),
        sa.CheckConstraint("NOT immediate_adjustment OR adjusted_on IS NOT NULL", name="adjusted_at_once"),
        sa.CheckConstraint(
            "(reply_text IS NOT NULL) = (outcome IN ('med_andring', 'enligt_annat_forslag', 'avslag'))",
            name="departing_says_text",
        ),
        sa.CheckConstraint(
            "(own_version_id IS NULL AND own_file_id IS NULL) "
            "OR (reply_text IS NOT NULL AND reply_text = 'namndens_eget')",
            name="own_text_is_the_reply",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    decided_on: Mapped[date]
    paragraph: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    text: Mapped[str] = mapped_column(default="", comment="the decision in the nämnd's own words")
    immediate_adjustment: Mapped[bool] = mapped_column(default=False)
    adjusted_on: Mapped[date | None] = mapped_column(comment="when the minutes were adjusted; at once: that very day")
    minutes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    version_id: Mapped[int] = mapped_column(
        sa.ForeignKey("statement_version.id"), comment="the text that was on the table: the office's proposal"
    )
    reply_text: Mapped[ReplyText | None] = mapped_column(
        choice(ReplyText, "reply_text"), comment="which text is the reply, where the outcome departs from the proposal"
    )
    own_version_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("statement_version.id"), index=True, comment="the nämnd's own text, which is then the reply"
    )
    own_file_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("attachment.id"), comment="the file that the nämnd's own text came as"
    )
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="recorded wrongly and taken back before dispatch")
    organisation: Mapped[Organisation] = relationship()
    minutes: Mapped[Attachment | None] = relationship(foreign_keys=minutes_id)
    own_version: Mapped[StatementVersion | None] = relationship(foreign_keys=own_version_id)
    own_file: Mapped[Attachment | None] = relationship(foreign_keys=own_file_id)
    minorities: Mapped[list[MinorityStatement]] = relationship(
        back_populates="decision", order_by="MinorityStatement.id", cascade="all, delete-orphan"
    )


class SoleDecision(Model):
    """What one person decided on the body's behalf: a delegate, the chair, or the VD of a company (DOMAIN §3)."""

    __tablename__ = "sole_decision"
    __table_args__ = (
        sa.CheckConstraint("basis IN ('delegationsbeslut', 'ordforandebeslut', 'vd_beslut')", name="by_one_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    basis: Mapped[Basis] = mapped_column(choice(Basis, "basis"))
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(comment="name and title")
    authority: Mapped[str] = mapped_column(default="", comment="item of the delegation order, or the authorisation")
    urgency: Mapped[str] = mapped_column(default="", comment="the chair's: why it could not wait for the nämnd")
    paper_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"))
    recorded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    paper: Mapped[Attachment | None] = relationship()


class ReportDuty(Model):
    """A decision by one person that the nämnd or board is still to hear of at a meeting (kommunallagen 6:40)."""

    __tablename__ = "report_duty"
    __table_args__ = (sa.CheckConstraint("(reported_on IS NULL) = (paragraph IS NULL)", name="reported_where"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("sole_decision.id"), unique=True)
    reported_on: Mapped[date | None]
    paragraph: Mapped[str | None]
    reported_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    decision: Mapped[SoleDecision] = relationship()


class MinorityKind(StrEnum):
    """A voice beside the majority: against it, or with it and adding words."""

    RESERVATION = "reservation"
    SPECIAL = "sarskilt_uttalande"
    SUBSTITUTE = "ersattaryttrande"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "reservation": "Reservation",
            "sarskilt_uttalande": "Särskilt uttalande",
            "ersattaryttrande": "Ersättaryttrande",
        }[self.value]


class MinorityStatement(Model):
    """Shown under the body, never merged into its stance (DOMAIN §4)."""

    __tablename__ = "minority_statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("board_decision.id"), index=True)
    kind: Mapped[MinorityKind] = mapped_column(choice(MinorityKind, "kind"))
    parties: Mapped[str]
    text: Mapped[str]
    decision: Mapped[BoardDecision] = relationship(back_populates="minorities")


class Submission(Model):
    """The reply as KS received it: which version, which hash, when. Its existence is what opens the wall.

    One stands for each reply; those that were replaced are kept, with the reason.

    To a sender outside the system the body sends it itself; ``sent_how`` and ``sent_on`` are what it says about that.
    ``secret`` seals copies in which words or names are hidden (decision 27).
    """

    __tablename__ = "submission"
    __table_args__ = (
        sa.CheckConstraint("(sent_how IS NULL) = (sent_on IS NULL)", name="sent_by_itself"),
        sa.CheckConstraint("(replaced_at IS NULL) = (replaced_reason IS NULL)", name="replaced_has_reason"),
        sa.Index(
            "uq_submission_standing", "reply_id", unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"), postgresql_where=sa.text("replaced_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(sa.ForeignKey("reply.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("statement_version.id"))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    original_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"), comment="the file as handed in")
    submitted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    submitted_at: Mapped[datetime]
    late: Mapped[bool]
    sent_how: Mapped[str | None] = mapped_column(comment="Skickat med e-post till …")
    sent_on: Mapped[date | None]
    replaced_at: Mapped[datetime | None] = mapped_column(comment="the body sent another text in its place")
    replaced_reason: Mapped[str | None]
    secret: Mapped[str] = mapped_column(sa.String(64), default=partial(token_hex, 32), comment="never shown to anybody")
    reply: Mapped[Reply] = relationship()
    version: Mapped[StatementVersion] = relationship()
    original: Mapped[Attachment | None] = relationship()

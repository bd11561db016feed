"""What a body is to report at its meetings: decisions of the chair, of delegates and of a VD. Inside the body only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.decisions import Meeting, ReportDuty, SoleDecision
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.mine_items import Item, ItemKind


@dataclass(frozen=True)
class DutyRow:
    """A decision to report. ``meeting_on`` is the first meeting after it, None when none is in the calendar;
    ``reported_on`` and ``paragraph`` are set once it is reported.
    """

    duty_id: int
    reply_id: int
    organisation_id: int
    title: str
    number: str
    kind: str
    decided_on: date
    decided_by: str
    meeting_id: int | None
    meeting_on: date | None
    reported_on: date | None
    paragraph: str | None


def open_duties(organisation_ids: Collection[int]) -> list[DutyRow]:
    """Return what the bodies have not reported yet, the oldest decision first. One query."""
    return _rows(ReportDuty.reported_on.is_(None), SoleDecision.organisation_id.in_(organisation_ids))


def to_report_at(meeting: Meeting) -> list[DutyRow]:
    """Return what is to be reported at ``meeting`` or was: also what an earlier meeting has missed. One query."""
    due = sa.and_(ReportDuty.reported_on.is_(None), SoleDecision.decided_on <= meeting.held_on)
    own = SoleDecision.organisation_id == meeting.organisation_id
    return _rows(own, sa.or_(due, ReportDuty.reported_on == meeting.held_on))


def report_items(actor: Actor, today: date) -> list[Item]:
    """Return what waits for those who keep the minutes, by the day of the next meeting. One query, for them alone."""
    bodies = {place for place, role in actor.memberships if Permission.DECISION_RECORD in GRANTS[role]}
    return [
        Item(ItemKind.REPORT, row.reply_id, row.title, row.number, f"{row.kind} {row.decided_on.isoformat()}",
             row.meeting_on, since=today)
        for row in (open_duties(bodies) if bodies else [])
    ]  # fmt: skip


def _rows(*conditions: sa.ColumnElement[bool]) -> list[DutyRow]:
    first = sa.select(sa.func.min(Meeting.held_on)).where(
        Meeting.organisation_id == SoleDecision.organisation_id, Meeting.held_on >= SoleDecision.decided_on
    )
    meeting_on = first.correlate(SoleDecision).scalar_subquery()
    query = (
        sa.select(ReportDuty, SoleDecision, Remiss.title, Remiss.diary_number, Meeting.id, Meeting.held_on)
        .join(SoleDecision, SoleDecision.id == ReportDuty.decision_id)
        .join(Reply, Reply.id == SoleDecision.reply_id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .outerjoin(
            Meeting,
            sa.and_(Meeting.organisation_id == SoleDecision.organisation_id, Meeting.held_on == meeting_on),
        )
        .where(*conditions)
        .order_by(SoleDecision.decided_on, ReportDuty.id)
    )
    return [
        DutyRow(
            duty.id, decision.reply_id, decision.organisation_id, title, number, decision.basis.label,
            decision.decided_on, decision.decided_by, meeting_id, held_on, duty.reported_on, duty.paragraph,
        )
        for duty, decision, title, number, meeting_id, held_on in db.session.execute(query)
    ]  # fmt: skip

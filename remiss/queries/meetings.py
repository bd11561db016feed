"""The meetings of a body, and one meeting with the matters on its agenda. Inside the body only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.deadlines import IsWorkingDay
from remiss.domain.planning import STANDARD, Step, days_of
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import AgendaItem, BoardDecision, Meeting, MeetingRhythm, Outcome
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import LAST_DAY, Consultee, Reply
from remiss.queries.names import NamedBody, names_on

MISSING = {
    ReplyState.ASSIGNED: "text och båda signaturerna",
    ReplyState.DRAFT: "båda signaturerna",
    ReplyState.HEAD_REVIEW: "båda signaturerna",
    ReplyState.DIRECTOR_REVIEW: "förvaltningschefens signatur",
    ReplyState.SIGNED: "",
}
"""What a matter lacks before it can come on an agenda, by state."""


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in the list: how many matters it has, and how many of them wait for a decision. ``counted``: the
    stoppdag is not set but follows the body's rhythm.
    """

    meeting_id: int
    body: str
    held_on: date
    stop_on: date
    counted: bool
    matters: int
    undecided: int


@dataclass(frozen=True)
class AgendaMatter:
    """A matter on the agenda. ``paragraph`` and ``outcome`` are those of the decision that stands from this meeting;
    ``sender_words`` is its sender inside a sentence; ``registered`` is one whose sender is outside the system, so that
    the body sends the reply itself.
    """

    reply_id: int
    version: int
    title: str
    remiss_number: str
    own_number: str | None
    sender: str
    sender_words: str
    registered: bool
    state: ReplyState
    due_on: date | None
    paragraph: str | None
    outcome: Outcome | None
    adjusted_on: date | None

    @property
    def undecided(self) -> bool:
        """True when the meeting's decision is to be recorded. A förhandssvar that it postponed is done."""
        early = self.state is ReplyState.PRELIMINARY and self.outcome is None
        return self.state is ReplyState.TO_BOARD or early


@dataclass(frozen=True)
class WaitingMatter:
    """A matter that is on no agenda yet; ``missing`` is empty when it can be put on one."""

    reply_id: int
    version: int
    title: str
    remiss_number: str
    state: ReplyState
    due_on: date | None
    missing: str


def meetings_of(organisation_ids: Collection[int], today: date, is_working_day: IsWorkingDay) -> list[MeetingRow]:
    """Return the meetings of the bodies: the coming ones, nearest first, then those held, newest first. Three queries
    and one for names.
    """
    query = sa.select(Meeting, MeetingRhythm).where(Meeting.organisation_id.in_(organisation_ids))
    meetings = db.session.execute(query.outerjoin(MeetingRhythm, _same_body)).all()
    names = names_on({meeting.organisation_id for meeting, _ in meetings}, today)
    found = [_counts(organisation_ids), _expected_counts(organisation_ids)]
    counts = {
        m.id: [sum(pair) for pair in zip(*(one.get(m.id, (0, 0)) for one in found), strict=True)] for m, _ in meetings
    }
    rows = [
        MeetingRow(
            m.id, names[m.organisation_id].name, m.held_on, _stop_day(m, rhythm, is_working_day), m.stop_on is None,
            *counts[m.id],
        )
        for m, rhythm in meetings
    ]  # fmt: skip
    coming = sorted((row for row in rows if row.held_on >= today), key=lambda row: (row.held_on, row.body))
    return coming + sorted((row for row in rows if row.held_on < today), key=lambda row: row.held_on, reverse=True)


_same_body = MeetingRhythm.organisation_id == Meeting.organisation_id


def _stop_day(meeting: Meeting, row: MeetingRhythm | None, is_working_day: IsWorkingDay) -> date:
    return days_of(meeting.dated, row.rhythm if row else STANDARD, is_working_day)[Step.STOP]


def _latest() -> sa.Subquery:
    """The agenda that each matter was put on last: a matter that was moved stands on one meeting only."""
    order = (AgendaItem.planned_at.desc(), AgendaItem.id.desc())
    place = sa.func.row_number().over(partition_by=(AgendaItem.reply_id, Meeting.organisation_id), order_by=order)
    return sa.select(AgendaItem.id, place.label("place")).join(Meeting).subquery()


def _counts(organisation_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    latest = _latest()
    undecided = sa.or_(Reply.state == ReplyState.TO_BOARD, sa.and_(Reply.state == ReplyState.PRELIMINARY, ~_decided()))
    waiting = sa.case((undecided, 1), else_=0)
    query = (
        sa.select(AgendaItem.meeting_id, sa.func.count(AgendaItem.id), sa.func.sum(waiting))
        .join(latest, latest.c.id == AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Reply, Reply.id == AgendaItem.reply_id)
        .join(Consultee, _own_of(Meeting))
        .where(latest.c.place == 1, Meeting.organisation_id.in_(organisation_ids))
        .group_by(AgendaItem.meeting_id)
    )
    return {meeting_id: (number, waits) for meeting_id, number, waits in db.session.execute(query)}


def _expected_counts(organisation_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """The förhandssvar whose decision is expected of a meeting without being on its agenda."""
    latest = _latest()
    listed = sa.select(AgendaItem.id).join(latest, latest.c.id == AgendaItem.id).where(latest.c.place == 1)
    listed = listed.where(AgendaItem.reply_id == Reply.id, AgendaItem.meeting_id == Meeting.id)
    query = (
        sa.select(Meeting.id, sa.func.count(Reply.id), sa.func.sum(sa.case((_decided(), 0), else_=1)))
        .join(Consultee, Consultee.organisation_id == Meeting.organisation_id)
        .join(Reply, Reply.id == Consultee.reply_id)
        .where(Meeting.organisation_id.in_(organisation_ids), Reply.state == ReplyState.PRELIMINARY)
        .where(Reply.decision_expected_on == Meeting.held_on, ~listed.exists())
        .group_by(Meeting.id)
    )
    return {meeting_id: (number, waits) for meeting_id, number, waits in db.session.execute(query)}


def _decided() -> sa.Exists:
    """The condition that the meeting has decided, or postponed, about the matter."""
    return sa.exists().where(
        BoardDecision.reply_id == Reply.id,
        BoardDecision.organisation_id == Meeting.organisation_id,
        BoardDecision.decided_on == Meeting.held_on,
        BoardDecision.withdrawn_at.is_(None),
    )


def agenda_of(meeting: Meeting) -> list[AgendaMatter]:
    """Return the matters of a meeting in the order of its agenda: those put on it last, those it decided about, and
    förhandssvar whose decision is expected that day. Three queries and one for names.
    """
    latest, decisions = _latest(), _decisions(meeting)
    query = (
        sa.select(Reply, Remiss, Consultee.diary_number)
        .join(AgendaItem, AgendaItem.reply_id == Reply.id)
        .join(latest, latest.c.id == AgendaItem.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .join(Consultee, _own_of(meeting))
        .where(AgendaItem.meeting_id == meeting.id)
        .where(sa.or_(latest.c.place == 1, Reply.id.in_(decisions)))
        .order_by(AgendaItem.position.is_(None), AgendaItem.position, AgendaItem.planned_at, AgendaItem.id)
    )
    planned = [(reply, remiss, number) for reply, remiss, number in db.session.execute(query)]
    rows = [*planned, *_expected(meeting, [reply.id for reply, _, _ in planned])]
    names = names_on({remiss.sender_id for _, remiss, _ in rows}, meeting.held_on)
    return [
        _matter(reply, remiss, number, names[remiss.sender_id], decisions.get(reply.id))
        for reply, remiss, number in rows
    ]


def _own_of(meeting: Meeting | type[Meeting]) -> sa.ColumnElement[bool]:
    """Each party to a joint reply is an authority with a diary of its own; one that has left it is no party."""
    return sa.and_(Consultee.reply_id == Reply.id, Consultee.organisation_id == meeting.organisation_id)


def _expected(meeting: Meeting, known: Collection[int]) -> list[tuple[Reply, Remiss, str | None]]:
    query = (
        sa.select(Reply, Remiss, Consultee.diary_number)
        .join(Consultee, Consultee.reply_id == Reply.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(Consultee.organisation_id == meeting.organisation_id, Reply.id.not_in(known))
        .where(Reply.state == ReplyState.PRELIMINARY, Reply.decision_expected_on == meeting.held_on)
    )
    return [(reply, remiss, number) for reply, remiss, number in db.session.execute(query.order_by(Reply.id))]


def _decisions(meeting: Meeting) -> dict[int, BoardDecision]:
    query = sa.select(BoardDecision).where(
        BoardDecision.organisation_id == meeting.organisation_id,
        BoardDecision.decided_on == meeting.held_on,
        BoardDecision.withdrawn_at.is_(None),
    )
    return {row.reply_id: row for row in db.session.scalars(query.order_by(BoardDecision.id))}


def _matter(
    reply: Reply, remiss: Remiss, number: str | None, sender: NamedBody, decision: BoardDecision | None
) -> AgendaMatter:
    return AgendaMatter(
        reply_id=reply.id,
        version=reply.version,
        title=remiss.title,
        remiss_number=remiss.diary_number,
        own_number=number or reply.diary_number,
        sender=sender.name,
        sender_words=sender.in_sentence,
        registered=remiss.registered_by_id is not None,
        state=reply.state,
        due_on=reply.due_on,
        paragraph=decision.paragraph if decision else None,
        outcome=decision.outcome if decision else None,
        adjusted_on=decision.adjusted_on if decision else None,
    )


def waiting_matters(organisation_id: int) -> list[WaitingMatter]:
    """Return the body's matters that no agenda of its own has yet, the most pressing first, with what they lack.

    A joint reply may stand on another party's agenda already. One query.
    """
    own_agenda = sa.select(AgendaItem.id).join(Meeting).where(AgendaItem.reply_id == Reply.id)
    own_agenda = own_agenda.where(Meeting.organisation_id == organisation_id)
    query = (
        sa.select(Reply, Remiss)
        .join(Consultee, Consultee.reply_id == Reply.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .where(Consultee.organisation_id == organisation_id)
        .where(sa.or_(Reply.state.in_(MISSING), sa.and_(Reply.state == ReplyState.TO_BOARD, ~own_agenda.exists())))
        .order_by(LAST_DAY, Reply.id)
    )
    return [
        WaitingMatter(r.id, r.version, remiss.title, remiss.diary_number, r.state, r.due_on, MISSING.get(r.state, ""))
        for r, remiss in db.session.execute(query)
    ]


def minutes_of(meeting: Meeting) -> Attachment | None:
    """Return the meeting's protokoll, or the one that its recorded decisions came with, or None."""
    if meeting.minutes is not None:
        return meeting.minutes
    found = [row for row in _decisions(meeting).values() if row.minutes_id is not None]
    return max(found, key=lambda row: row.id).minutes if found else None


def body_names(organisation_ids: Collection[int], today: date) -> list[tuple[int, str]]:
    """Return the bodies by name, to choose one."""
    known = sa.select(Organisation.id).where(Organisation.id.in_(organisation_ids))
    names = names_on(list(db.session.scalars(known)), today)
    return sorted(((number, name.name) for number, name in names.items()), key=lambda pair: names[pair[0]].sort_key)

"""``public_status()``: the only thing KS, or anybody outside a body, sees of a reply that is not released.

A whitelist: how far, the planned meeting, the meeting day, the decision day, when it came in, the due date, anstånd,
how many reminders were sent and when the last one went.
No names, internal dates, signing steps or rounds (DOMAIN §7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.board_words import spoken
from remiss.domain.workflow.states import CAME_IN, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.extensions import db
from remiss.models.decisions import AgendaItem, BoardDecision, Meeting, Publication, Submission
from remiss.models.extensions import Extension
from remiss.models.mail import Reminder, ReminderState
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.remisser import Remiss
from remiss.models.replies import LAST_DAY, Basis, Consultee, Inclusion, Reply
from remiss.queries.names import names_on
from remiss.text import long_date, with_authority


@dataclass(frozen=True)
class PublicStatus:
    """One body's row. ``words`` is the whitelisted status in Swedish; ``tone`` its colour token.

    ``joint_with`` is told once a reply has come in: who writes together is their own business until then (DOMAIN §7).
    ``extended``: ``due_on`` is an anstånd of its own; ``extension_asked``: it waits for the sender's answer.
    ``answered`` counts a förhandssvar, which ``preliminary`` tells apart; ``outside`` is secret and never counted as
    silent or declined. ``early_on``: a förhandssvar came in time that day, and the decided text after the due date.
    ``published``: there are papers of a meeting to read, which are no reply.
    """

    consultee_id: int
    organisation_id: int
    body: str
    office: str | None
    kind: OrganisationKind
    invited: bool
    reply_id: int | None
    words: str
    tone: str
    answered: bool
    declined: bool
    silent: bool
    declined_reason: str | None
    due_on: date | None
    submitted_at: datetime | None
    late: bool
    basis: Basis
    joint_with: tuple[str, ...]
    reminders: int
    reminded_at: datetime | None
    unopened: bool
    preliminary: bool = False
    outside: bool = False
    decision_expected_on: date | None = None
    planned_on: date | None = None
    meeting_on: date | None = None
    withdrawn: bool = False
    inclusion: Inclusion | None = None
    inclusion_reason: str | None = None
    published: bool = False
    early_on: date | None = None
    extended: bool = False
    extension_asked: bool = False

    @property
    def left_out(self) -> bool:
        """True for a reply that came when nobody waited for it and that KS has not said it counts."""
        return self.answered and self.inclusion in (Inclusion.UNDECIDED, Inclusion.LEFT_OUT)


def public_status(remiss_id: int, today: date) -> list[PublicStatus]:
    """Return every body of a remiss, in the order of every list: facknämnder, stadsdelsnämnder, bolag, external.

    Five queries: the bodies with their replies, their names, meeting days, decision days, reminders.
    """
    rows = db.session.execute(_bodies(remiss_id)).all()
    names = names_on([row.organisation_id for row in rows], today)
    meetings, decisions, reminders = _meetings(remiss_id), _decision_days(remiss_id), _reminders(remiss_id)
    shared: dict[int, list[str]] = {}
    for row in rows:
        shared.setdefault(row.reply_id or 0, []).append(names[row.organisation_id].name)
    statuses = [_status(row, names[row.organisation_id].name, (meetings, decisions, reminders), shared) for row in rows]
    order = list(OrganisationKind)
    return sorted(statuses, key=lambda s: (order.index(s.kind), names[s.organisation_id].sort_key))


def _bodies(remiss_id: int) -> sa.Executable:
    asked = sa.select(Extension.id).where(Extension.reply_id == Reply.id, Extension.open_when())
    earlier = sa.select(sa.func.min(_EARLIER.submitted_at)).where(
        _EARLIER.reply_id == Reply.id, _EARLIER.replaced_at.is_not(None), ~_EARLIER.late
    )
    return (
        sa.select(
            Consultee.id.label("consultee_id"), Consultee.organisation_id, Consultee.reply_id, Consultee.invited,
            Organisation.kind, Organisation.office_name, LAST_DAY.label("due_on"),
            (Reply.extended_to > Remiss.due_on).label("extended"), asked.exists().label("extension_asked"),
            Reply.state, Reply.basis, Reply.declined_reason, Reply.declined_authority, Reply.planned_on,
            Reply.decision_expected_on, Reply.handed_over_on, Reply.inclusion, Reply.inclusion_reason,
            Submission.submitted_at, Submission.late, earlier.scalar_subquery().label("earlier_at"),
        )
        .join(Organisation, Organisation.id == Consultee.organisation_id)
        .join(Remiss, Remiss.id == Consultee.remiss_id)
        .outerjoin(Reply, Reply.id == Consultee.reply_id)
        .outerjoin(Submission, sa.and_(Submission.reply_id == Reply.id, Submission.replaced_at.is_(None)))
        .where(Consultee.remiss_id == remiss_id)
    )  # fmt: skip


_EARLIER = sa.orm.aliased(Submission)
Days = dict[tuple[int, int], date]
"""By reply and body: each party to a joint reply has meetings of its own."""


@dataclass(frozen=True)
class Meetings:
    """``days``: the meeting each matter was last put on, which may be an earlier day than before; ``announced``: those
    for which the papers of that very meeting are published; ``readable``: those with papers of any meeting.
    """

    days: Days
    announced: frozenset[tuple[int, int]]
    readable: frozenset[tuple[int, int]]


def _meetings(remiss_id: int) -> Meetings:
    papers = sa.select(Publication.id).where(
        Publication.reply_id == AgendaItem.reply_id, Publication.meeting_id == AgendaItem.meeting_id
    )
    query = (
        sa.select(AgendaItem.reply_id, Meeting.organisation_id, Meeting.held_on, papers.exists())
        .join(Meeting)
        .join(Reply, Reply.id == AgendaItem.reply_id)
        .where(Reply.remiss_id == remiss_id)
        .order_by(AgendaItem.planned_at, AgendaItem.id)
    )
    rows = [((reply_id, body), day, out) for reply_id, body, day, out in db.session.execute(query)]
    last = {key: out for key, _, out in rows}
    return Meetings(
        {key: day for key, day, _ in rows},
        frozenset(key for key, out in last.items() if out),
        frozenset(key for key, _, out in rows if out),
    )


def _decision_days(remiss_id: int) -> Days:
    query = (
        sa.select(BoardDecision.reply_id, BoardDecision.organisation_id, sa.func.max(BoardDecision.decided_on))
        .join(Reply, Reply.id == BoardDecision.reply_id)
        .where(Reply.remiss_id == remiss_id, BoardDecision.withdrawn_at.is_(None))
        .group_by(BoardDecision.reply_id, BoardDecision.organisation_id)
    )
    return {(reply_id, body): day for reply_id, body, day in db.session.execute(query)}


def _reminders(remiss_id: int) -> dict[int, tuple[int, datetime]]:
    """How many each body got, and when the last one went."""
    query = (
        sa.select(Reminder.consultee_id, sa.func.count(Reminder.id), sa.func.max(Reminder.fired_at))
        .join(Consultee)
        .where(Consultee.remiss_id == remiss_id, Reminder.state == ReminderState.FIRED)
        .group_by(Reminder.consultee_id)
    )
    return {consultee_id: (count, last) for consultee_id, count, last in db.session.execute(query) if last}


_UNDER_WAY = (
    ReplyState.ASSIGNED, ReplyState.DRAFT, ReplyState.HEAD_REVIEW, ReplyState.DIRECTOR_REVIEW, ReplyState.SIGNED,
)  # fmt: skip


_PLANNING = (ReplyState.RECEIVED, *_UNDER_WAY)
"""While a meeting is only planned; once the matter is on an agenda, that meeting is told."""


_WAITED_FOR = reply_row(ReplyAction.ASK_EXTENSION).sources


_MEETING_DAY: dict[ReplyState, Callable[[PublicDays], date | None]] = {
    ReplyState.TO_BOARD: lambda days: days.meeting,
    ReplyState.DECIDED: lambda days: days.decided,
    ReplyState.ADJUSTED: lambda days: days.decided,
}
"""The meeting that is told of a reply on an agenda or decided."""


@dataclass(frozen=True)
class PublicDays:
    """The days of a reply that everybody may know: of the meeting, the decision, its arrival, the decision that is
    awaited after a förhandssvar, and the handing over of what is handled outside. ``papers``: those of the meeting are
    published.
    """

    meeting: date | None = None
    decided: date | None = None
    submitted: date | None = None
    expected: date | None = None
    handed_over: date | None = None
    papers: bool = False


OUTSIDE_WORDS = "Hanteras utanför systemet (sekretess)"


def public_words(state: ReplyState | None, days: PublicDays) -> tuple[str, str]:
    """Return the whitelisted words and the colour token for a reply in ``state``."""
    if state is None:
        return "Inte skickad", "quiet"
    if state in _UNDER_WAY:
        return "Under arbete", "active"
    published = "Handlingarna publicerade, ej beslutat, sammanträde den" if days.papers else "Sammanträde den"
    decided = (_dated("Beslutad den", days.decided) or "Beslutad", "active")
    words = {
        ReplyState.SENT: ("Inte mottagen", "waiting"),
        ReplyState.RECEIVED: ("Mottagen", "waiting"),
        ReplyState.TO_BOARD: (_dated(published, days.meeting) or "Under arbete", "active"),
        ReplyState.DECIDED: decided,
        ReplyState.ADJUSTED: decided,
        ReplyState.PRELIMINARY: (_dated("Förhandssvar, beslut väntas den", days.expected) or "Förhandssvar", "done"),
        ReplyState.SUBMITTED: (_dated("Inkommen den", days.submitted) or "Inkommen", "done"),
        ReplyState.DECLINED: ("Avstår", "quiet"),
        ReplyState.NOT_RECEIVED: ("Har inte inkommit med svar", "late"),
        ReplyState.WITHDRAWN: ("Remissen är återkallad", "quiet"),
        ReplyState.OUTSIDE: (_dated(f"{OUTSIDE_WORDS}, överlämnat den", days.handed_over) or OUTSIDE_WORDS, "quiet"),
    }
    return words[state]


def _dated(words: str, day: date | None) -> str:
    return f"{words} {long_date(day)}" if day else ""


def _days(row: sa.Row[Any], meetings: Meetings, decisions: Days) -> PublicDays:
    key = (row.reply_id or 0, row.organisation_id)
    submitted = local_date(row.submitted_at) if row.submitted_at else None
    return PublicDays(
        meetings.days.get(key), decisions.get(key), submitted, row.decision_expected_on, row.handed_over_on,
        papers=key in meetings.announced,
    )  # fmt: skip


def _early_on(row: sa.Row[Any]) -> date | None:
    """What came after the due date and is not late has a förhandssvar to thank for it."""
    after = row.submitted_at and row.due_on and local_date(row.submitted_at) > row.due_on
    return local_date(row.earlier_at) if after and row.earlier_at and not row.late else None


def _status(
    row: sa.Row[Any],
    body: str,
    days: tuple[Meetings, Days, dict[int, tuple[int, datetime]]],
    shared: dict[int, list[str]],
) -> PublicStatus:
    meetings, decisions, reminders = days
    state: ReplyState | None = row.state
    count, last = reminders.get(row.consultee_id, (0, None))
    told = _days(row, meetings, decisions)
    words, tone = public_words(state, told)
    words = spoken(words, company=row.kind is OrganisationKind.COMPANY)
    if state is None and not row.invited:
        words = "Yttrandet är inte registrerat ännu"
    declined = with_authority(row.declined_reason, row.declined_authority) if state is ReplyState.DECLINED else None
    return PublicStatus(
        consultee_id=row.consultee_id, organisation_id=row.organisation_id, body=body, office=row.office_name,
        kind=row.kind, invited=row.invited, reply_id=row.reply_id, words=words, tone=tone,
        answered=state in CAME_IN,
        preliminary=state is ReplyState.PRELIMINARY,
        outside=state is ReplyState.OUTSIDE,
        withdrawn=state is ReplyState.WITHDRAWN,
        declined=state is ReplyState.DECLINED,
        silent=state is ReplyState.NOT_RECEIVED,
        declined_reason=declined,
        planned_on=row.planned_on if state in _PLANNING else None,
        meeting_on=_MEETING_DAY[state](told) if state in _MEETING_DAY else None,
        decision_expected_on=row.decision_expected_on if state is ReplyState.PRELIMINARY else None,
        due_on=row.due_on,
        submitted_at=row.submitted_at,
        late=bool(row.late),
        basis=row.basis or Basis.BOARD,
        joint_with=tuple(name for name in shared.get(row.reply_id or -1, []) if name != body and state in CAME_IN),
        inclusion=row.inclusion, inclusion_reason=row.inclusion_reason,
        reminders=count, reminded_at=last,
        unopened=state is ReplyState.SENT,
        extended=bool(row.extended),
        extension_asked=bool(row.extension_asked) and state in _WAITED_FOR,
        early_on=_early_on(row), published=(row.reply_id, row.organisation_id) in meetings.readable,
    )  # fmt: skip

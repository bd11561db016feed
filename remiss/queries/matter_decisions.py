"""Meetings, decisions, receipt and files of a matter, inside its body."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from remiss.domain.deadlines import IsWorkingDay
from remiss.domain.planning import STANDARD, Step, days_of
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import (
    BoardDecision,
    Meeting,
    MeetingRhythm,
    MinorityKind,
    Outcome,
    ReplyText,
    SoleDecision,
    Submission,
)
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.queries.matter_viewpoints import other_papers
from remiss.queries.statement_files import statement_files


@dataclass(frozen=True)
class KnownMeeting:
    """A meeting that stands in the calendar; its stoppdag is counted with the body's rhythm where none is set."""

    held_on: date
    stop_on: date


@dataclass(frozen=True)
class MinorityVoice:
    """A reservation or the like."""

    kind: MinorityKind
    parties: str
    text: str


@dataclass(frozen=True)
class FileRow:
    """A file of the matter and what it is."""

    attachment_id: int
    filename: str
    what: str
    size: int
    at: datetime


@dataclass(frozen=True)
class DecisionRow:
    """What a nämnd decided, as recorded."""

    decided_on: date
    paragraph: str
    outcome: Outcome
    text: str
    immediate_adjustment: bool
    adjusted_on: date | None
    minutes: FileRow | None
    minorities: tuple[MinorityVoice, ...]
    withdrawn: bool
    organisation_id: int = 0
    body: str = ""
    reply_text: ReplyText | None = None
    own_number: int | None = None
    own_file: FileRow | None = None


@dataclass(frozen=True)
class AloneRow:
    """What a delegate, the chair or the VD decided. ``kind``: *Delegationsbeslut* and so on."""

    kind: str
    decided_on: date
    decided_by: str
    authority: str
    urgency: str
    paper: FileRow | None


@dataclass(frozen=True)
class Receipt:
    """What the sender received: who sent which version, when, and its hash; to one outside the system also how."""

    at: datetime
    sent_by: str
    number: int
    title: str
    sha256: str
    late: bool
    original: FileRow | None
    sent_how: str | None
    sent_on: date | None


def coming_meetings(organisation_ids: Collection[int], since: date, is_working_day: IsWorkingDay) -> list[KnownMeeting]:
    """Return the known meetings of the bodies from a day on, each day once, the nearest first: one query."""
    query = sa.select(Meeting, MeetingRhythm).outerjoin(
        MeetingRhythm, MeetingRhythm.organisation_id == Meeting.organisation_id
    )
    query = query.where(Meeting.organisation_id.in_(organisation_ids), Meeting.held_on >= since)
    found: dict[date, date] = {}
    for meeting, row in db.session.execute(query.order_by(Meeting.held_on)):
        stop_on = days_of(meeting.dated, row.rhythm if row else STANDARD, is_working_day)[Step.STOP]
        found[meeting.held_on] = min(stop_on, found.get(meeting.held_on, stop_on))
    return [KnownMeeting(*days) for days in found.items()]


def decisions_of(reply_id: int) -> list[DecisionRow]:
    """Return every recorded decision about the reply, oldest first; the last one of each body counts. What was
    registered at once for all parties to a joint reply is shown once.
    """
    body = joinedload(BoardDecision.organisation).selectinload(Organisation.names)
    own = (joinedload(BoardDecision.own_version), joinedload(BoardDecision.own_file))
    options = (*own, joinedload(BoardDecision.minutes), selectinload(BoardDecision.minorities), body)
    query = sa.select(BoardDecision).where(BoardDecision.reply_id == reply_id).options(*options)
    rows = db.session.scalars(query.order_by(BoardDecision.id)).all()
    once = {(row.recorded_at, row.decided_on, row.paragraph): row for row in reversed(rows)}
    return [
        DecisionRow(
            decided_on=row.decided_on,
            paragraph=row.paragraph,
            outcome=row.outcome,
            text=row.text,
            immediate_adjustment=row.immediate_adjustment,
            adjusted_on=row.adjusted_on,
            minutes=_file(row.minutes, f"Protokollsutdrag, {row.paragraph}"),
            minorities=tuple(MinorityVoice(m.kind, m.parties, m.text) for m in row.minorities),
            withdrawn=row.withdrawn_at is not None,
            organisation_id=row.organisation_id,
            body=row.organisation.name_on(row.decided_on),
            reply_text=row.reply_text,
            own_number=row.own_version.number if row.own_version else None,
            own_file=_file(row.own_file, f"Nämndens eget yttrande, {row.paragraph}"),
        )
        for row in reversed(once.values())
    ]


def decided_alone(reply_id: int) -> AloneRow | None:
    """Return what one person decided on the body's behalf about what was sent, or None."""
    query = sa.select(SoleDecision).where(SoleDecision.reply_id == reply_id).order_by(SoleDecision.id.desc()).limit(1)
    row = db.session.scalars(query.options(joinedload(SoleDecision.paper))).first()
    if row is None:
        return None
    paper = _file(row.paper, row.basis.label)
    return AloneRow(row.basis.label, row.decided_on, row.decided_by, row.authority, row.urgency, paper)


def standing_decisions(reply_id: int) -> list[DecisionRow]:
    """Return the recorded decisions that nobody has taken back."""
    return [decision for decision in decisions_of(reply_id) if not decision.withdrawn]


def receipt_of(reply_id: int) -> Receipt | None:
    """Return the receipt of a reply that has been sent, or None."""
    options = (joinedload(Submission.version), joinedload(Submission.original))
    query = sa.select(Submission, User.name).join(User, User.id == Submission.submitted_by_id)
    standing = query.where(Submission.reply_id == reply_id, Submission.replaced_at.is_(None))
    found = db.session.execute(standing.options(*options)).first()
    if found is None:
        return None
    row, sent_by = found
    original = _file(row.original, "Svaret som det lämnades in")
    return Receipt(
        row.submitted_at,
        sent_by,
        row.version.number,
        row.version.title,
        row.sha256,
        row.late,
        original,
        row.sent_how,
        row.sent_on,
    )


def files_of(reply: Reply) -> list[FileRow]:
    """Return the files of the matter, oldest first: remitted papers, attachments, minutes, the reply as handed in."""
    issued = reply.remiss.issued
    programmes = [
        _file(one.attachment, f"Remissunderlag, version {one.number}" if len(issued) > 1 else "Remissunderlag")
        for one in issued
    ]
    papers = [_file(paper, "Remisshandling") for paper in other_papers(reply.remiss)]
    decisions = decisions_of(reply.id)
    minutes = [decision.minutes for decision in decisions]
    receipt = receipt_of(reply.id)
    alone = decided_alone(reply.id)
    annexes = [_file(row.attachment, f"Bilaga {n}: {row.name}") for n, row in enumerate(statement_files(reply.id), 1)]
    own = [decision.own_file for decision in decisions]
    found = [*programmes, *papers, *annexes, *minutes, *own, alone.paper if alone else None]
    found.append(receipt.original if receipt else None)
    unique = {file.attachment_id: file for file in found if file is not None}
    return sorted(unique.values(), key=lambda file: (file.at, file.attachment_id))


def _file(attachment: Attachment | None, what: str) -> FileRow | None:
    if attachment is None:
        return None
    return FileRow(attachment.id, attachment.filename, what, attachment.size, attachment.uploaded_at)

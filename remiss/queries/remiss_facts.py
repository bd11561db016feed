"""A remiss as its sender sees it, and the list of the sender's remisser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.extensions import db
from remiss.models.remisser import ProgrammeVersion, Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.wall import sent_from


@dataclass(frozen=True)
class RemissRow:
    """One remiss in the list. ``answered`` counts asked bodies whose answer has come in."""

    id: int
    title: str
    diary_number: str
    state: RemissState
    due_on: date | None
    asked: int
    answered: int


@dataclass(frozen=True)
class RemissView:
    """A remiss on its own pages."""

    id: int
    version: int
    title: str
    diary_number: str
    letter: str
    state: RemissState
    due_on: date | None
    sent_at: datetime | None
    closed_at: datetime | None
    sender_id: int


@dataclass(frozen=True)
class ShownSection:
    """A section of the draft; ``words`` is how many words its own text has."""

    number: str | None
    heading: str
    level: int
    text: str
    words: int


@dataclass(frozen=True)
class ShownProgramme:
    """The newest version of the draft, with its file."""

    number: int
    title: str | None
    attachment_id: int
    filename: str
    size: int
    uploaded_at: datetime
    sections: tuple[ShownSection, ...]


def senders_of(actor: Actor, permission: Permission = Permission.REMISS_VIEW) -> frozenset[int]:
    """Return the organisations in which ``actor`` holds ``permission`` on remisser."""
    return frozenset(place for place, role in actor.memberships if permission in GRANTS[role])


def remisser_of(organisation_ids: frozenset[int]) -> list[RemissRow]:
    """Return the remisser of these senders, drafts first, then the newest sent: one query."""
    came_in = sa.case((Reply.state == ReplyState.SUBMITTED, 1), else_=0)
    query = (
        sa.select(Remiss, sa.func.count(Consultee.id), sa.func.coalesce(sa.func.sum(came_in), 0))
        .outerjoin(Consultee, sa.and_(Consultee.remiss_id == Remiss.id, Consultee.invited))
        .outerjoin(Reply, Reply.id == Consultee.reply_id)
        .where(sent_from(organisation_ids))
        .group_by(Remiss.id)
        .order_by(Remiss.sent_at.is_not(None), Remiss.sent_at.desc(), Remiss.id.desc())
    )
    return [
        RemissRow(remiss.id, remiss.title, remiss.diary_number, remiss.state, remiss.due_on, asked, int(answered))
        for remiss, asked, answered in db.session.execute(query)
    ]


def remiss_view(remiss: Remiss) -> RemissView:
    """Return the facts of ``remiss`` for its pages."""
    return RemissView(
        id=remiss.id, version=remiss.version, title=remiss.title, diary_number=remiss.diary_number,
        letter=remiss.letter, state=remiss.state, due_on=remiss.due_on, sent_at=remiss.sent_at,
        closed_at=remiss.closed_at, sender_id=remiss.sender_id,
    )  # fmt: skip


def shown_programme(remiss: Remiss) -> ShownProgramme | None:
    """Return the newest draft of ``remiss`` section by section, or None before one is uploaded."""
    version: ProgrammeVersion | None = remiss.programme
    if version is None:
        return None
    return ShownProgramme(
        number=version.number, title=version.title, attachment_id=version.attachment_id,
        filename=version.attachment.filename, size=version.attachment.size, uploaded_at=version.created_at,
        sections=tuple(
            ShownSection(s.number, s.heading, s.level, s.text, len(s.text.split())) for s in version.sections
        ),
    )  # fmt: skip

"""A remiss as its sender sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.models.remisser import ProgrammeVersion, Remiss


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
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    reopened_at: datetime | None
    reopened_reason: str | None
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


def remiss_view(remiss: Remiss) -> RemissView:
    """Return the facts of ``remiss`` for its pages."""
    return RemissView(
        id=remiss.id, version=remiss.version, title=remiss.title, diary_number=remiss.diary_number,
        letter=remiss.letter, state=remiss.state, due_on=remiss.due_on, sent_at=remiss.sent_at,
        closed_at=remiss.closed_at, withdrawn_at=remiss.withdrawn_at, withdrawn_reason=remiss.withdrawn_reason,
        reopened_at=remiss.reopened_at, reopened_reason=remiss.reopened_reason, sender_id=remiss.sender_id,
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

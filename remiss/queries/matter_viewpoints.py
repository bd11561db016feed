"""The viewpoints of a matter as its own body marked and classified them.

What KS does with them after submission is KS's own work and is not shown here (DOMAIN §7): this page stops at the
moment when the reply was sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import ThemeDefinition
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.operations import AuditEvent
from remiss.models.remisser import ProgrammePart, Remiss, RemissPaper
from remiss.models.replies import Reply
from remiss.models.viewpoints import LabelKind, LabelStatus, Viewpoint, ViewpointLabel


@dataclass(frozen=True)
class MarkedViewpoint:
    """A marked viewpoint. ``classified`` says that a person set the labels; an open one carries none."""

    id: int
    section: SectionKey
    text: str
    stance: Stance | None
    themes: tuple[str, ...]
    programme_section: str | None
    classified: bool
    removed: bool


@dataclass(frozen=True)
class ProgrammeSectionRow:
    """A section of the remitted draft."""

    stable_id: str
    number: str | None
    heading: str
    level: int
    text: str

    @property
    def name(self) -> str:
        """Number and heading."""
        return f"{self.number} {self.heading}" if self.number else self.heading


@dataclass(frozen=True)
class PaperRow:
    """A file that came with a registered remiss."""

    attachment_id: int
    filename: str
    size: int


@dataclass(frozen=True)
class Material:
    """The remitted papers: letter, themes, the newest draft with its file, and what else came with a registered one.

    ``gone`` are the sections that only an earlier version has: a viewpoint may still be about them.
    """

    letter: str
    themes: tuple[ThemeDefinition, ...]
    sections: tuple[ProgrammeSectionRow, ...]
    gone: tuple[ProgrammeSectionRow, ...]
    attachment_id: int | None
    filename: str | None
    size: int
    files: tuple[PaperRow, ...]


def material(remiss: Remiss) -> Material:
    """Return the remitted papers: themes, versions with their files, and the sections of the newest, one query each;
    one more for the other files.
    """
    newest = remiss.programme
    attachment = newest.attachment if newest else None
    return Material(
        letter=remiss.letter,
        themes=tuple(ThemeDefinition(theme.key, theme.name, theme.description) for theme in remiss.themes),
        sections=tuple(_section(part) for part in (newest.sections if newest else ())),
        gone=_gone(remiss),
        attachment_id=attachment.id if attachment else None,
        filename=attachment.filename if attachment else None,
        size=attachment.size if attachment else 0,
        files=annexes_of(remiss),
    )


def _gone(remiss: Remiss) -> tuple[ProgrammeSectionRow, ...]:
    """Sections of earlier versions that the newest lacks, as they were named last."""
    if len(remiss.issued) < 2:
        return ()
    *earlier, newest = remiss.issued
    kept = {part.stable_id for part in newest.sections}
    parts = {part.stable_id: part for one in earlier for part in one.sections}
    return tuple(_section(part) for key, part in parts.items() if key not in kept)


def _section(part: ProgrammePart) -> ProgrammeSectionRow:
    return ProgrammeSectionRow(part.stable_id, part.number, part.heading, part.level, part.text)


def annexes_of(remiss: Remiss) -> tuple[PaperRow, ...]:
    """Return the papers besides the draft as links to show."""
    return tuple(PaperRow(file.id, file.filename, file.size) for file in other_papers(remiss))


def other_papers(remiss: Remiss) -> list[Attachment]:
    """Return what its sender put beside the draft, or what came with a registered remiss besides it."""
    query = sa.select(Attachment).join(RemissPaper, RemissPaper.attachment_id == Attachment.id)
    return list(db.session.scalars(query.where(RemissPaper.remiss_id == remiss.id).order_by(RemissPaper.id)))


def marked_viewpoints(reply: Reply) -> list[MarkedViewpoint]:
    """Return the body's viewpoints, removed ones included, in the order they were marked."""
    query = sa.select(Viewpoint).where(Viewpoint.reply_id == reply.id).order_by(Viewpoint.position)
    options = selectinload(Viewpoint.labels).joinedload(ViewpointLabel.theme)
    foreign = _marked_after_submission(reply)
    rows = db.session.scalars(query.options(options)).all()
    return [_marked(row, reply) for row in rows if row.id not in foreign]


def _marked(row: Viewpoint, reply: Reply) -> MarkedViewpoint:
    until = reply.submitted_at
    mine = [label for label in row.labels if _shows(label, reply)]
    stances = [label for label in mine if label.kind is LabelKind.STANCE]
    return MarkedViewpoint(
        id=row.id,
        section=row.section,
        text=row.text,
        stance=stances[0].stance if stances else None,
        themes=tuple(label.theme.key for label in mine if label.theme),
        programme_section=row.programme_section,
        classified=any(label.status is LabelStatus.CONFIRMED for label in mine),
        removed=row.removed_at is not None and (until is None or row.removed_at <= until),
    )


def _shows(label: ViewpointLabel, reply: Reply) -> bool:
    if label.author_organisation_id is not None and label.author_organisation_id not in reply.owners:
        return False
    return _stood_at(label, reply.submitted_at)


def _stood_at(label: ViewpointLabel, moment: datetime | None) -> bool:
    if moment is None:
        return label.superseded_at is None
    return label.created_at <= moment and (label.superseded_at is None or label.superseded_at > moment)


def _marked_after_submission(reply: Reply) -> set[int]:
    if reply.submitted_at is None:
        return set()
    query = sa.select(AuditEvent.facts).where(
        AuditEvent.thing_kind == "reply",
        AuditEvent.thing_id == reply.id,
        AuditEvent.action == "markera_synpunkt",
        AuditEvent.at > reply.submitted_at,
    )
    return {json.loads(facts)["viewpoint"] for facts in db.session.scalars(query)}

"""What changed between the versions of the remitted draft, and which viewpoints stand where something is gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.programme_changes import ComparedSection, DraftSection, SectionChange, compared
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.remisser import ProgrammeVersion, Remiss
from remiss.models.viewpoints import Assessment, Viewpoint
from remiss.queries.names import names_on
from remiss.queries.wall import released
from remiss.text import listed


@dataclass(frozen=True)
class ProgrammeChanges:
    """A version beside the one before it that went out."""

    number: int
    earlier: int
    issued_at: datetime | None
    letter: str | None
    attachment_id: int
    filename: str
    size: int
    earlier_attachment_id: int
    earlier_filename: str
    earlier_size: int
    sections: tuple[ComparedSection, ...]

    def counts(self) -> list[tuple[SectionChange, int]]:
        """Return how many sections of each kind there are, the kinds with none left out."""
        found = Counter(section.kind for section in self.sections)
        return [(kind, found[kind]) for kind in SectionChange if found[kind]]

    def touched(self) -> tuple[ComparedSection, ...]:
        """Return the sections that are not as before."""
        return tuple(section for section in self.sections if section.kind is not SectionChange.UNCHANGED)


@dataclass(frozen=True)
class Unplaced:
    """A removed section and what the released replies say about it."""

    section: str
    viewpoints: tuple[tuple[str, str], ...]


def draft_sections(version: ProgrammeVersion | None) -> tuple[DraftSection, ...]:
    """Return the sections of ``version`` as they are compared; none of no version."""
    parts = version.sections if version else []
    return tuple(DraftSection(part.number, part.heading, part.text, part.stable_id) for part in parts)


def prepared_changes(remiss: Remiss) -> ProgrammeChanges | None:
    """Return what the version that is prepared would change, for its sender alone; None when none is."""
    if remiss.proposed is None or remiss.programme is None:
        return None
    return _changes(remiss.programme, remiss.proposed)


def issued_changes(remiss: Remiss) -> tuple[ProgrammeChanges, ...]:
    """Return what each version that went out after the first one changed, the newest first."""
    issued = remiss.issued
    return tuple(_changes(*pair) for pair in reversed(list(pairwise(issued))))


def answered_version(remiss: Remiss, answered_at: datetime | None) -> int | None:
    """Return the number of the version that an answer of that moment is bound to; None when there is but one."""
    version = remiss.programme_at(answered_at) if answered_at and len(remiss.issued) > 1 else None
    return version.number if version else None


def unplaced(remiss: Remiss, changes: ProgrammeChanges) -> tuple[Unplaced, ...]:
    """Return the removed sections that viewpoints are about, with body and words: of released replies only."""
    gone = {one.stable_id: one.name for one in changes.sections if one.kind is SectionChange.REMOVED}
    replies = released(remiss.id).with_only_columns(Submission.reply_id).order_by(None)
    query = sa.select(Viewpoint).where(
        Viewpoint.reply_id.in_(replies), Viewpoint.programme_section.in_(gone), Viewpoint.removed_at.is_(None)
    )
    rows = db.session.scalars(query.order_by(Viewpoint.reply_id, Viewpoint.position)).all()
    owners = {owner for row in rows for owner in row.reply.owners}
    names = names_on(owners, local_date(remiss.sent_at or remiss.created_at))
    said = [
        (row.programme_section, listed([names[owner].name for owner in sorted(row.reply.owners)]), row.text)
        for row in rows
    ]
    found = (Unplaced(gone[key], tuple((who, text) for where, who, text in said if where == key)) for key in gone)
    return tuple(one for one in found if one.viewpoints)


def reasons_for_changes(remiss: Remiss) -> dict[str, list[tuple[int, str, str]]]:
    """Return, by stable id, the viewpoints whose standing answers name a section as changed: id, whose, and words.

    Of released replies only, for the sender.
    """
    replies = released(remiss.id).with_only_columns(Submission.reply_id).order_by(None)
    query = sa.select(Assessment.changed_section, Viewpoint).join(Viewpoint, Viewpoint.id == Assessment.viewpoint_id)
    standing = query.where(Assessment.superseded_at.is_(None), Assessment.changed_section.is_not(None))
    chosen = standing.where(Viewpoint.reply_id.in_(replies), Viewpoint.removed_at.is_(None))
    rows = db.session.execute(chosen.order_by(Viewpoint.reply_id, Viewpoint.position)).all()
    owners = {owner for _, row in rows for owner in row.reply.owners}
    names = names_on(owners, local_date(remiss.sent_at or remiss.created_at))
    found: dict[str, list[tuple[int, str, str]]] = {}
    for section, row in rows:
        whose = listed([names[owner].name for owner in sorted(row.reply.owners)])
        found.setdefault(section or "", []).append((row.id, whose, row.text))
    return found


def _changes(old: ProgrammeVersion, new: ProgrammeVersion) -> ProgrammeChanges:
    return ProgrammeChanges(
        number=new.number, earlier=old.number, issued_at=new.issued_at, letter=new.letter,
        attachment_id=new.attachment_id, filename=new.attachment.filename, size=new.attachment.size,
        earlier_attachment_id=old.attachment_id, earlier_filename=old.attachment.filename,
        earlier_size=old.attachment.size, sections=compared(draft_sections(old), draft_sections(new)),
    )  # fmt: skip

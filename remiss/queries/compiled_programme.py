"""The draft that was sent out, as a compilation knows it: its sections in order, and what later versions changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.compilation import DraftChanges, ProgrammeSection
from remiss.domain.programme_changes import DraftSection, SectionChange, compared
from remiss.extensions import db
from remiss.models.remisser import ProgrammePart, ProgrammeVersion, Remiss

Rows = list[tuple[ProgrammePart, int]]


def sections_sent_out(remiss_id: int) -> Rows:
    """Return the sections of every version that went out, the newest version first: one query."""
    issued = (ProgrammeVersion.remiss_id == remiss_id, ProgrammeVersion.issued_at.is_not(None))
    query = sa.select(ProgrammePart, ProgrammeVersion.number).join(ProgrammeVersion).where(*issued)
    rows = db.session.execute(query.order_by(ProgrammeVersion.number.desc(), ProgrammePart.position))
    return [(part, number) for part, number in rows]


def draft_sections(remiss_id: int) -> list[DraftSection]:
    """Return them as a reader of the replies looks for them: one query."""
    rows = sections_sent_out(remiss_id)
    return [DraftSection(part.number, part.heading, part.text, part.stable_id) for part, _ in rows]


def section_names(rows: Rows) -> dict[str, str]:
    """Return the sections as a reader names them, by stable id: those of the newest version first, then those that
    only an earlier one has, which a viewpoint may still be about.
    """
    names: dict[str, str] = {}
    for part, number in rows:
        name = f"{part.number} {part.heading}" if part.number else part.heading
        gone = "" if number == rows[0][1] else f" (borttaget i version {rows[0][1]})"
        names.setdefault(part.stable_id, name + gone)
    return names


def programme_of(rows: Rows, bodies: Sequence[tuple[str, str | None]]) -> tuple[ProgrammeSection, ...]:
    """Return the sections in their order, each with those of ``bodies``, body and office, that its text names."""
    texts: dict[str, str] = {}
    for part, _ in rows:
        texts.setdefault(part.stable_id, part.text.casefold())
    said = [(body, tuple(name.casefold() for name in (body, office) if name)) for body, office in bodies]
    return tuple(
        ProgrammeSection(key, name, tuple(body for body, forms in said if any(form in texts[key] for form in forms)))
        for key, name in section_names(rows).items()
    )


def draft_changes(remiss: Remiss, rows: Rows) -> tuple[DraftChanges, ...]:
    """Return what each version after the first one changed, in their order."""
    parts: dict[int, list[DraftSection]] = defaultdict(list)
    for part, number in rows:
        parts[number].append(DraftSection(part.number, part.heading, part.text, part.stable_id))
    found = []
    for old, new in pairwise(remiss.issued):
        if new.issued_at:
            sections = compared(parts[old.number], parts[new.number])
            touched = tuple(one for one in sections if one.kind is not SectionChange.UNCHANGED)
            found.append(DraftChanges(new.number, local_date(new.issued_at), touched))
    return tuple(found)

"""Viewpoints of released replies, with who stands for each label, as a compilation counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.compilation import AssessmentFacts, ViewpointFacts
from remiss.domain.stance import Confidence
from remiss.domain.statement import BlockShape, CanonicalText, SectionKey, normalise
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.remisser import Theme
from remiss.models.viewpoints import Assessment, LabelKind, LabelStatus, Viewpoint, ViewpointLabel

Row = Any
"""A row of one of the queries here: its columns by name."""
Select = sa.Select[*tuple[Any, ...]]


@dataclass
class ReadViewpoint:
    """A viewpoint as it is read, KS's standing answer in the same row, and its standing labels.

    Rows and not objects that can be changed: a remiss with 300 replies has 30,000 of them, which takes half as long.
    """

    row: Row
    labels: list[Row] = field(default_factory=list)


def read_viewpoints(reply_ids: Collection[int]) -> dict[int, list[ReadViewpoint]]:
    """Return every viewpoint of these replies, removed and repeating ones too, by reply: two queries."""
    theirs = Viewpoint.reply_id.in_(reply_ids)
    by_id: dict[int, ReadViewpoint] = {}
    for row in db.session.execute(_with_answers().where(theirs)):
        by_id.setdefault(row.id, ReadViewpoint(row))
    for label in db.session.execute(_standing_labels().where(theirs)):
        by_id[label.viewpoint_id].labels.append(label)
    found: dict[int, list[ReadViewpoint]] = defaultdict(list)
    for viewpoint in by_id.values():
        found[viewpoint.row.reply_id].append(viewpoint)
    return found


def _with_answers() -> Select:
    v, answer = Viewpoint, Assessment
    columns = (v.id, v.reply_id, v.section, v.text, v.programme_section, v.repeats_id, v.removed_at)
    query = sa.select(*columns, answer.action, answer.reason, answer.changed_section)
    standing = sa.and_(answer.viewpoint_id == v.id, answer.superseded_at.is_(None))
    return query.outerjoin(answer, standing).order_by(v.reply_id, v.position, answer.id)


def _standing_labels() -> Select:
    one = ViewpointLabel
    columns = (one.viewpoint_id, one.kind, one.stance, one.status, one.confidence, one.cues, one.rule_version)
    query = sa.select(*columns, one.author_organisation_id, Theme.key.label("theme"))
    return query.join(Viewpoint).outerjoin(Theme).where(one.superseded_at.is_(None)).order_by(one.id)


def newest_change(reply_ids: Collection[int]) -> list[datetime]:
    """Return when a label or an answer of these replies was last given or replaced: one query."""
    moments = [
        sa.select(sa.func.max(moment)).join(Viewpoint).where(Viewpoint.reply_id.in_(reply_ids)).scalar_subquery()
        for kind in (ViewpointLabel, Assessment)
        for moment in (kind.created_at, kind.superseded_at)
    ]
    return [moment for moment in db.session.execute(sa.select(*moments)).one() if moment is not None]


def authors_of(viewpoints: dict[int, list[ReadViewpoint]]) -> dict[int, str]:
    """Return by organisation who stands for what somebody there has confirmed: a side, never a person's name."""
    labels = [label for found in viewpoints.values() for one in found for label in one.labels]
    places = {label.author_organisation_id for label in labels if label.kind is LabelKind.STANCE} - {None}
    if not places:
        return {}
    query = sa.select(Organisation).where(Organisation.id.in_(places)).options(orm.joinedload(Organisation.names))
    return {
        one.id: "klassat av kommunstyrelsen"
        if one.kind is OrganisationKind.EXECUTIVE
        else f"klassat av handläggare vid {one.office_name or one.names[-1].name}"
        for one in db.session.scalars(query).unique()
    }


def viewpoints_of(
    found: Sequence[ReadViewpoint], text: CanonicalText, programme: dict[str, str], authors: dict[int, str]
) -> tuple[ViewpointFacts, ...]:
    """Return the counted viewpoints of one reply, numbered: without removed ones, and each said once.

    A repetition of a removed viewpoint counts by itself, since its words would otherwise be lost. Words that do not
    stand in the released ``text`` were marked in a draft and stay behind the wall.
    """
    released_words = normalise(text.plain_text())
    present = {
        one.row.id: one for one in found if one.row.removed_at is None and normalise(one.row.text) in released_words
    }
    counted = [one for one in present.values() if one.row.repeats_id not in present]
    restated = Counter(one.row.repeats_id for one in present.values() if one.row.repeats_id in present)
    headings = Headings(text)
    return tuple(
        _facts(one, number, headings.over(one.row.section, one.row.text), programme, authors, restated[one.row.id])
        for number, one in enumerate(counted, start=1)
    )


def _facts(
    one: ReadViewpoint, number: int, section: str, programme: dict[str, str], authors: dict[int, str], restated: int
) -> ViewpointFacts:
    row = one.row
    stance = next((label for label in one.labels if label.kind is LabelKind.STANCE), None)
    themes = [label for label in one.labels if label.kind is LabelKind.THEME]
    return ViewpointFacts(
        id=row.id,
        number=number,
        text=row.text,
        section=section,
        stance=stance.stance if stance else None,
        stance_confirmed=stance is not None and stance.status is LabelStatus.CONFIRMED,
        classified_by=_author(stance, authors) if stance else None,
        themes=tuple(label.theme for label in themes if label.theme),
        themes_confirmed=all(label.status is LabelStatus.CONFIRMED for label in themes),
        programme_section=programme.get(row.programme_section or ""),
        assessment=_answer(row, programme) if row.action else None,
        restated=restated,
        cues=tuple(dict.fromkeys(cue for label in one.labels for cue in label.cues)),
        sure=stance is not None and stance.confidence is Confidence.SURE,
        programme_key=row.programme_section if row.programme_section in programme else None,
    )


def _author(label: Row, authors: dict[int, str]) -> str:
    """Return who stands for a label, for a reader; of a suggestion the rule that made it."""
    if label.status is LabelStatus.SUGGESTED or label.author_organisation_id is None:
        return f"förslag av regel {label.rule_version}, inte bekräftat"
    return authors[label.author_organisation_id]


class Headings:
    """The headings of one text, with what stands below them, normalised once: a reply has many viewpoints."""

    def __init__(self, text: CanonicalText) -> None:
        """Sort the blocks by section."""
        self._blocks: dict[SectionKey, list[tuple[str | None, str]]] = defaultdict(list)
        for block in text.blocks:
            is_heading = block.shape is BlockShape.HEADING
            self._blocks[block.section].append((block.text, "") if is_heading else (None, normalise(block.text)))

    def over(self, section: SectionKey, words: str) -> str:
        """Return the heading under which ``words`` begin in ``section``, as it stands in the text.

        A section may hold several headings, and a viewpoint several paragraphs.
        """
        sought, heading, first = normalise(words), "", ""
        for title, body in self._blocks[section]:
            if title is not None:
                heading, first = title, first or title
            elif sought in body or (body and sought.startswith(body)):
                return heading or section.usual_heading
        return first or section.usual_heading


def _answer(row: Row, programme: dict[str, str]) -> AssessmentFacts:
    changed = row.changed_section
    name = programme.get(changed, f"{changed} (finns inte i det senaste underlaget)") if changed else None
    return AssessmentFacts(row.action.label, row.reason, name, row.action.value, changed)

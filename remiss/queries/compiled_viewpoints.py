"""Viewpoints of released replies, with who stands for each label, as a compilation counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.compilation import AssessmentFacts, ViewpointFacts
from remiss.domain.stance import Confidence
from remiss.domain.statement import BlockShape, CanonicalText, SectionKey, normalise
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.viewpoints import Assessment, LabelKind, LabelStatus, Viewpoint, ViewpointLabel


def read_viewpoints(reply_ids: Sequence[int]) -> dict[int, list[Viewpoint]]:
    """Return every viewpoint of these replies, removed and repeating ones too, by reply."""
    labels = orm.selectinload(Viewpoint.labels)
    query = (
        sa.select(Viewpoint)
        .where(Viewpoint.reply_id.in_(reply_ids))
        .order_by(Viewpoint.reply_id, Viewpoint.position)
        .options(
            orm.selectinload(Viewpoint.assessments),
            labels.joinedload(ViewpointLabel.theme),
            labels.joinedload(ViewpointLabel.author_organisation).selectinload(Organisation.names),
        )
    )
    found: dict[int, list[Viewpoint]] = defaultdict(list)
    for viewpoint in db.session.scalars(query):
        found[viewpoint.reply_id].append(viewpoint)
    return found


def viewpoints_of(
    rows: Sequence[Viewpoint], text: CanonicalText, programme: dict[str, str]
) -> tuple[ViewpointFacts, ...]:
    """Return the counted viewpoints of one reply, numbered: without removed ones, and each said once.

    A repetition of a removed viewpoint counts by itself, since its words would otherwise be lost. Words that do not
    stand in the released ``text`` were marked in a draft and stay behind the wall.
    """
    released_words = normalise(text.plain_text())
    present = {row.id: row for row in rows if row.removed_at is None and normalise(row.text) in released_words}
    counted = [row for row in present.values() if row.repeats_id not in present]
    restated = Counter(row.repeats_id for row in present.values() if row.repeats_id in present)
    return tuple(
        facts_of(row, number, heading_over(text, row.section, row.text), programme, restated[row.id])
        for number, row in enumerate(counted, start=1)
    )


def facts_of(row: Viewpoint, number: int, section: str, programme: dict[str, str], restated: int = 0) -> ViewpointFacts:
    """Return one viewpoint with its standing labels and KS's standing answer."""
    standing = [label for label in row.labels if label.superseded_at is None]
    stance = next((label for label in standing if label.kind is LabelKind.STANCE), None)
    themes = [label for label in standing if label.kind is LabelKind.THEME]
    return ViewpointFacts(
        id=row.id,
        number=number,
        text=row.text,
        section=section,
        stance=stance.stance if stance else None,
        stance_confirmed=stance is not None and stance.status is LabelStatus.CONFIRMED,
        classified_by=author_of(stance) if stance else None,
        themes=tuple(label.theme.key for label in themes if label.theme),
        themes_confirmed=all(label.status is LabelStatus.CONFIRMED for label in themes),
        programme_section=programme.get(row.programme_section or ""),
        assessment=_answer(row, programme),
        restated=restated,
        cues=tuple(dict.fromkeys(cue for label in standing for cue in label.cues)),
        sure=stance is not None and stance.confidence is Confidence.SURE,
        programme_key=row.programme_section if row.programme_section in programme else None,
    )


def author_of(label: ViewpointLabel) -> str:
    """Return who stands for a label, for a reader: a side, never a person's name, or the rule that suggested it."""
    if label.status is LabelStatus.SUGGESTED or label.author_organisation is None:
        return f"förslag av regel {label.rule_version}, inte bekräftat"
    organisation = label.author_organisation
    if organisation.kind is OrganisationKind.EXECUTIVE:
        return "klassat av kommunstyrelsen"
    return f"klassat av handläggare vid {organisation.office_name or organisation.names[-1].name}"


def heading_over(text: CanonicalText, section: SectionKey, words: str) -> str:
    """Return the heading under which ``words`` begin in ``section``, as it stands in the text.

    A section may hold several headings, and a viewpoint several paragraphs.
    """
    sought, heading, first = normalise(words), "", ""
    for block in text.blocks:
        if block.section is not section:
            continue
        if block.shape is BlockShape.HEADING:
            heading, first = block.text, first or block.text
        elif sought in (body := normalise(block.text)) or (body and sought.startswith(body)):
            return heading or section.usual_heading
    return first or section.usual_heading


def _answer(row: Viewpoint, programme: dict[str, str]) -> AssessmentFacts | None:
    answer: Assessment | None = next((one for one in row.assessments if one.superseded_at is None), None)
    if answer is None:
        return None
    changed = answer.changed_section
    name = programme.get(changed, f"{changed} (finns inte i det senaste underlaget)") if changed else None
    return AssessmentFacts(answer.action.label, answer.reason, name, answer.action.value, changed)

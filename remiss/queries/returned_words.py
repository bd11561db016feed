"""The pieces that can come back from Word, as they are in the page now, with what they said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from remiss.domain.compilation import CompilationFacts
from remiss.domain.marks import print_of
from remiss.domain.own_words import OFFICE_VIEW, POLITICAL_VIEW, SUMMARY, answer_key, reply_key, theme_key
from remiss.domain.returned_words import Known
from remiss.extensions import db
from remiss.models.own_words import WrittenWords
from remiss.models.viewpoints import Assessment


@dataclass(frozen=True)
class Standing:
    """A piece now: what it says, and the id of the row that says it, 0 for none. It is what a change is based on."""

    known: Known
    base: int


def standing_pieces(remiss_id: int, facts: CompilationFacts) -> dict[str, Standing]:
    """Return every piece of the compilation by its key, in order: own words, then the reasons of answers."""
    rows = db.session.scalars(sa.select(WrittenWords).where(WrittenWords.remiss_id == remiss_id)).all()
    now = {row.key: row for row in rows if row.superseded_at is None}
    former: dict[str, set[str]] = {}
    for row in rows:
        if row.superseded_at is not None and row.text is not None:
            former.setdefault(row.key, set()).add(print_of(row.text))
    pieces = {}
    for key in _keys(facts):
        row_now = now.get(key)
        known = Known(row_now.text if row_now else None, frozenset(former.get(key, ())))
        pieces[key] = Standing(known, row_now.id if row_now else 0)
    return {**pieces, **_answers(facts)}


def _keys(facts: CompilationFacts) -> Iterator[str]:
    yield from (SUMMARY, OFFICE_VIEW, POLITICAL_VIEW)
    yield from (reply_key(reply.id) for reply in facts.replies)
    yield from (theme_key(theme.key) for theme in facts.themes)


def _answers(facts: CompilationFacts) -> dict[str, Standing]:
    counted = {viewpoint.id for _, viewpoint in facts.viewpoints()}
    query = sa.select(Assessment.viewpoint_id, Assessment.id, Assessment.reason)
    rows = db.session.execute(
        query.where(Assessment.viewpoint_id.in_(counted), Assessment.superseded_at.is_(None))
    ).all()
    return {answer_key(viewpoint): Standing(Known(reason), row) for viewpoint, row, reason in rows}

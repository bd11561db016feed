"""What the sender has written itself into a compilation."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.extensions import db
from remiss.models.own_words import WrittenWords


def standing_words(remiss_id: int) -> Sequence[WrittenWords]:
    """Return the newest wording of every piece that somebody has written, in the order of their keys."""
    query = _rows(remiss_id).where(WrittenWords.superseded_at.is_(None)).order_by(WrittenWords.key)
    return db.session.scalars(query).all()


def wordings(remiss_id: int, key: str) -> Sequence[WrittenWords]:
    """Return every wording of one piece, the newest first."""
    query = _rows(remiss_id).where(WrittenWords.key == key).order_by(WrittenWords.id.desc())
    return db.session.scalars(query).all()


def _rows(remiss_id: int) -> sa.Select[WrittenWords]:
    query = sa.select(WrittenWords).where(WrittenWords.remiss_id == remiss_id)
    return query.options(orm.joinedload(WrittenWords.author))

"""Viewpoints that a person took away, so that it can be undone."""

from __future__ import annotations

import sqlalchemy as sa

from remiss.domain.statement import CanonicalText
from remiss.extensions import db
from remiss.models.viewpoints import Viewpoint


def removed_viewpoints(reply_id: int, released: CanonicalText) -> list[Viewpoint]:
    """Return the removed viewpoints of one reply, in order. The caller has passed the wall.

    Only those whose words stand in the ``released`` text: the rest were marked in a draft, which nobody outside reads.
    """
    query = sa.select(Viewpoint).where(Viewpoint.reply_id == reply_id, Viewpoint.removed_at.is_not(None))
    return [row for row in db.session.scalars(query.order_by(Viewpoint.position)) if released.contains(row.text)]

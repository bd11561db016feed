"""What was sent and then replaced by its body: readable for those who got it and for the body, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.statement import CanonicalText, normalise
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.viewpoints import Viewpoint
from remiss.queries.wall import replaced


@dataclass(frozen=True)
class EarlierReply:
    """One text that was replaced; ``number`` counts from the first."""

    number: int
    title: str
    submitted_at: datetime
    replaced_at: datetime
    reason: str
    sha256: str
    text: CanonicalText
    attachment_id: int | None
    filename: str | None


def earlier_replies(reply_id: int) -> list[EarlierReply]:
    """Return what was replaced, the first first: one query. The caller has passed the wall."""
    options = (orm.joinedload(Submission.version), orm.joinedload(Submission.original))
    rows = db.session.scalars(replaced([reply_id]).options(*options)).all()
    return [
        EarlierReply(
            number=number,
            title=row.version.title,
            submitted_at=row.submitted_at,
            replaced_at=row.replaced_at,
            reason=row.replaced_reason or "",
            sha256=row.sha256,
            text=row.version.text,
            attachment_id=row.original_id,
            filename=row.original.filename if row.original else None,
        )
        for number, row in enumerate(rows, start=1)
        if row.replaced_at is not None
    ]


def viewpoints_left_behind(reply_id: int, text: CanonicalText, earlier: list[EarlierReply]) -> list[Viewpoint]:
    """Return the viewpoints of replaced texts whose words do not stand in ``text``: never dropped, to be moved by hand.

    What only a draft said is none of them.
    """
    if not earlier:
        return []
    sent = [normalise(one.text.plain_text()) for one in earlier]
    viewpoints = sa.select(Viewpoint).where(Viewpoint.reply_id == reply_id)
    return [
        row
        for row in db.session.scalars(viewpoints.order_by(Viewpoint.position))
        if row.removed_at is None and row.repeats_id is None and not text.contains(row.text)
        if any(normalise(row.text) in words for words in sent)
    ]

"""The attachments of a statement, in order, and those that were taken away."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.extensions import db
from remiss.models.statements import StatementAttachment


def statement_files(reply_id: int) -> list[StatementAttachment]:
    """Return the attachments of the statement in order, as they stand in the database."""
    query = _files(reply_id).where(StatementAttachment.removed_at.is_(None))
    return list(db.session.scalars(query.order_by(StatementAttachment.position, StatementAttachment.id)))


def removed_files(reply_id: int) -> list[StatementAttachment]:
    """Return what was taken away, the latest first."""
    query = _files(reply_id).where(StatementAttachment.removed_at.is_not(None))
    return list(db.session.scalars(query.order_by(StatementAttachment.removed_at.desc())))


def _files(reply_id: int) -> sa.Select[StatementAttachment]:
    query = sa.select(StatementAttachment).where(StatementAttachment.reply_id == reply_id)
    return query.options(orm.joinedload(StatementAttachment.attachment)).execution_options(populate_existing=True)

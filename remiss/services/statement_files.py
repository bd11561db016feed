"""The attachments of a statement: added, named, put in order and taken away while the text is a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.replies import Reply
from remiss.models.statements import StatementAttachment
from remiss.queries.statement_files import statement_files
from remiss.services.steps import move_reply, require_step


def add_file(actor: Actor, reply: Reply, attachment: Attachment, name: str, now: datetime) -> StatementAttachment:
    """Put ``attachment`` last among the attachments; without a name it is called as the file. Raises InvalidInput."""
    require_step(actor, reply, ReplyAction.EDIT_ATTACHMENTS)
    last = sa.select(sa.func.max(StatementAttachment.position)).where(StatementAttachment.reply_id == reply.id)
    row = StatementAttachment(
        reply_id=reply.id,
        attachment=attachment,
        position=(db.session.scalar(last) or 0) + 1,
        name=name.strip() or attachment.filename,
    )
    _changed(actor, reply, now, change="tillagd", file_sha256=attachment.sha256)
    db.session.add(row)
    db.session.flush()
    return row


def rename_file(actor: Actor, row: StatementAttachment, reply: Reply, name: str, now: datetime) -> None:
    """Give the attachment another name. Raises InvalidInput when there is none."""
    require_step(actor, reply, ReplyAction.EDIT_ATTACHMENTS)
    if not name.strip():
        raise InvalidInput("Skriv vad bilagan ska heta.", "name")
    _changed(actor, reply, now, change="namngiven", attachment=row.id)
    row.name = name.strip()


def move_file_up(actor: Actor, row: StatementAttachment, reply: Reply, now: datetime) -> None:
    """Let the attachment change places with the one before it; the first stays where it is."""
    require_step(actor, reply, ReplyAction.EDIT_ATTACHMENTS)
    files = statement_files(reply.id)
    place = files.index(row)
    _changed(actor, reply, now, change="flyttad", attachment=row.id)
    if place > 0:
        before = files[place - 1]
        row.position, before.position = before.position, row.position


def remove_file(actor: Actor, row: StatementAttachment, reply: Reply, now: datetime) -> None:
    """Take the attachment away; the row and the file stay, and ``restore_file`` undoes it."""
    _changed(actor, reply, now, change="borttagen", attachment=row.id)
    row.removed_at = now


def restore_file(actor: Actor, row: StatementAttachment, reply: Reply, now: datetime) -> None:
    """Undo ``remove_file``."""
    _changed(actor, reply, now, change="återtagen", attachment=row.id)
    row.removed_at = None


def file_of(reply: Reply, number: int) -> StatementAttachment:
    """Return an attachment of the statement, also one that was taken away. Raises NotVisible."""
    row = db.session.get(StatementAttachment, number)
    if row is None or row.reply_id != reply.id:
        raise NotVisible
    return row


def _changed(actor: Actor, reply: Reply, now: datetime, **facts: Any) -> None:
    move_reply(actor, reply, ReplyAction.EDIT_ATTACHMENTS, now, **facts)

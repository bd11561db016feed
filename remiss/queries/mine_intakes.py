"""The start page: uploaded replies of one's own organisations that are being read or wait to be confirmed."""

from __future__ import annotations

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import intake_permission, may
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.intakes import Intake, IntakeState
from remiss.models.remisser import Remiss
from remiss.queries.mine_items import Item, ItemKind

KINDS = {
    IntakeState.READING: ItemKind.READING,
    IntakeState.TO_CONFIRM: ItemKind.CONFIRM,
    IntakeState.FAILED: ItemKind.UNREADABLE,
}


def intake_items(actor: Actor) -> list[Item]:
    """Return the unfinished intakes that the person may confirm: what KS has uploaded, or the person's own body."""
    query = (
        sa.select(Intake, Remiss, Attachment.filename)
        .join(Remiss, Remiss.id == Intake.remiss_id)
        .join(Attachment, Attachment.id == Intake.attachment_id)
        .where(Intake.owner_id.in_(actor.organisations()), Intake.state.in_(KINDS))
        .order_by(Intake.id)
    )
    return [
        _item(intake, remiss, filename)
        for intake, remiss, filename in db.session.execute(query)
        if may(actor, intake_permission(remiss.sending_side, intake.owner_id), frozenset({intake.owner_id}))
    ]


def _item(intake: Intake, remiss: Remiss, filename: str) -> Item:
    return Item(
        KINDS[intake.state], intake.id, remiss.title, remiss.diary_number, filename, remiss.due_on,
        since=local_date(intake.created_at),
    )  # fmt: skip

"""Who takes part in a statement and where it was dealt with, inside its body."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.preparation import NotedConsultation, preparation_sentences
from remiss.extensions import db
from remiss.models.preparation import Consultation, Contribution
from remiss.models.replies import Reply


def contributions_of(reply_id: int) -> list[Contribution]:
    """Return the units that take part, in the order they were added."""
    query = (
        sa.select(Contribution).where(Contribution.reply_id == reply_id).options(orm.joinedload(Contribution.person))
    )
    return list(db.session.scalars(query.order_by(Contribution.id)))


def consultations_of(reply_id: int) -> list[Consultation]:
    """Return where the matter is or was dealt with, by day."""
    query = sa.select(Consultation).where(Consultation.reply_id == reply_id)
    return list(db.session.scalars(query.order_by(Consultation.held_on, Consultation.id)))


def noted_sentences(reply: Reply, today: date) -> list[str]:
    """Return what *Ärendets beredning* says by itself about ``reply``."""
    lead = reply.consultees[0].organisation
    office = lead.office_name or lead.name_on(today)
    units = list(dict.fromkeys(row.unit for row in contributions_of(reply.id)))
    held = [NotedConsultation(row.forum, row.held_on) for row in consultations_of(reply.id)]
    return preparation_sentences(office, units, held, today)

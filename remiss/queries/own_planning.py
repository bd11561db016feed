"""A body's own calendar with all its days. Inside the body only: others see the days of meetings and no more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.domain.planning import STANDARD, DatedMeeting, Rhythm
from remiss.extensions import db
from remiss.models.decisions import Meeting, MeetingRhythm
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.queries.names import names_on


@dataclass(frozen=True)
class OwnCalendar:
    """What a body counts with: its meetings from a day on, each with its own days, and its rhythm for the others."""

    organisation_id: int
    body: str
    kind: OrganisationKind
    chair_authorised: bool
    rhythm: Rhythm
    meetings: tuple[DatedMeeting, ...]


def own_calendars(organisation_ids: Collection[int], since: date) -> list[OwnCalendar]:
    """Return the calendars of bodies, in the order of their names. Three queries: bodies, names, meetings."""
    query = sa.select(Organisation, MeetingRhythm).outerjoin(
        MeetingRhythm, MeetingRhythm.organisation_id == Organisation.id
    )
    bodies = db.session.execute(query.where(Organisation.id.in_(organisation_ids))).all()
    names = names_on(organisation_ids, since)
    coming = sa.select(Meeting).where(Meeting.organisation_id.in_(organisation_ids), Meeting.held_on >= since)
    meetings = db.session.scalars(coming.order_by(Meeting.held_on)).all()
    return [
        OwnCalendar(
            body.id,
            names[body.id].name,
            body.kind,
            body.chair_authorised,
            row.rhythm if row else STANDARD,
            tuple(one.dated for one in meetings if one.organisation_id == body.id),
        )
        for body, row in sorted(bodies, key=lambda pair: names[pair[0].id].sort_key)
    ]


def rhythm_of(organisation_id: int) -> Rhythm:
    """Return what the body's days are counted with."""
    row = db.session.get(MeetingRhythm, organisation_id)
    return row.rhythm if row else STANDARD

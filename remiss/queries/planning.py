"""The meeting days of the bodies of a remiss, for whoever plans it.

Days of meetings are public. The other days of a meeting are the body's own (DOMAIN §7): this query does not read them,
so that nothing made from it can tell them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.replies import Consultee
from remiss.queries.names import names_on


@dataclass(frozen=True)
class BodyCalendar:
    """A body that is or will be asked, with the days on which it meets from today."""

    organisation_id: int
    body: str
    kind: OrganisationKind
    chair_authorised: bool
    meetings: tuple[date, ...]


def calendars_of(remiss_id: int, today: date) -> list[BodyCalendar]:
    """Return the bodies chosen for a remiss in the order of every list. Three queries: bodies, names, meetings."""
    asked = (Consultee.remiss_id == remiss_id, Consultee.invited)
    bodies = db.session.execute(
        sa.select(Organisation.id, Organisation.kind, Organisation.chair_authorised)
        .join(Consultee, Consultee.organisation_id == Organisation.id)
        .where(*asked)
    ).all()
    names = names_on([row.id for row in bodies], today)
    days: dict[int, list[date]] = {}
    query = (
        sa.select(Meeting.organisation_id, Meeting.held_on)
        .join(Consultee, Consultee.organisation_id == Meeting.organisation_id)
        .where(*asked, Meeting.held_on >= today)
        .order_by(Meeting.held_on)
    )
    for organisation_id, held_on in db.session.execute(query):
        days.setdefault(organisation_id, []).append(held_on)
    order = list(OrganisationKind)
    rows = sorted(bodies, key=lambda row: (order.index(row.kind), names[row.id].sort_key))
    return [
        BodyCalendar(row.id, names[row.id].name, row.kind, row.chair_authorised, tuple(days.get(row.id, ())))
        for row in rows
    ]

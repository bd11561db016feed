"""Somebody must always be able to open accounts."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.roles import Role
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.people import Membership, User

LAST = "Det är den sista administratören. Ge en annan person rollen systemadministratör först."


def refuse_without_administrator(now: datetime) -> None:
    """Raise InvalidInput unless somebody active is administrator without an end in sight; asked after the change."""
    query = sa.select(Membership.id).join(User).where(
        User.active,
        Membership.role == Role.ADMIN,
        Membership.valid_from <= local_date(now),
        Membership.valid_to.is_(None),
    )  # fmt: skip
    if db.session.scalar(query.limit(1)) is None:
        raise InvalidInput(LAST)

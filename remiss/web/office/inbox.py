"""The registrar's inbox: what has come, how long it has lain there, and one thing to do with each."""

from __future__ import annotations

from flask import Blueprint, render_template

from remiss.clock import today
from remiss.domain.deadlines import working_days_between
from remiss.domain.permissions import Permission
from remiss.errors import Forbidden, NotVisible
from remiss.queries.inbox import Arrived, inbox, receiving_bodies
from remiss.queries.matters import bodies_of
from remiss.services.working_days import is_working_day
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_inbox", __name__)
PATIENCE = 2


@route(blueprint, "/inkorg", Permission.MATTER_RECEIVE)
def post() -> str:
    """List what nobody has received yet."""
    bodies = own_post()
    return render_template(
        "office/inbox.html",
        rows=[(row, lies_too_long(row)) for row in inbox(bodies, today())],
        several_bodies=len(bodies) > 1,
        today=today(),
    )


def own_post() -> frozenset[int]:
    """Return whose post the visitor receives. Answers 404 without an office and 403 to others in it."""
    found = receiving_bodies(current_actor())
    if not found:
        raise Forbidden if bodies_of(current_actor()) else NotVisible
    return found


def lies_too_long(row: Arrived) -> bool:
    """Tell whether more than two working days have gone by since it came."""
    return working_days_between(row.arrived_on, today(), is_working_day) > PATIENCE

"""The start page of everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from remiss.clock import today
from remiss.domain.permissions import Permission
from remiss.queries import mine as queries
from remiss.web.request import current_actor
from remiss.web.routing import route
from remiss.web.start.entries import entry, happening

blueprint = Blueprint("start", __name__)


@route(blueprint, "/", Permission.SIGNED_IN)
def mine() -> str:
    """Show what waits for me, what I wait for and what has just happened."""
    lists = queries.mine(current_actor(), today())
    return render_template(
        "start/mine.html",
        waiting=[entry(item) for item in lists.waiting],
        expecting=[entry(item) for item in lists.expecting],
        recent=[(event, *happening(event)) for event in lists.recent],
        standing_in=sorted({(lent.name, lent.until) for lent in current_actor().standing_in}),
        today=today(),
    )

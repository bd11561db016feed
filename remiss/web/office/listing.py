"""The inbox and the list of a body's matters; the filter stands in the address."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template, request

from remiss.clock import today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyState
from remiss.errors import NotVisible
from remiss.queries.matters import MatterRow, bodies_of, matters
from remiss.web.fields import options
from remiss.web.office.forms import ALL, UNDER_WAY, FilterForm
from remiss.web.office.page import holder_words
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_list", __name__)


@route(blueprint, "/arenden", Permission.MATTER_VIEW)
def matter_list() -> str:
    """Show what has come in and what is under way."""
    bodies = bodies_of(current_actor())
    if not bodies:
        raise NotVisible
    rows = matters(bodies, today())
    form = FilterForm(request.args)
    form.handlaggare.choices = options([("", "Alla"), *_officers(rows)])
    state = form.lage.data if form.lage.validate(form) else UNDER_WAY
    officer = form.handlaggare.data if form.handlaggare.validate(form) else ""
    chosen = [row for row in rows if _fits(row, state, officer)]
    return render_template(
        "office/list.html",
        form=form,
        inbox=[row for row in chosen if row.state is ReplyState.SENT],
        rows=[row for row in chosen if row.state is not ReplyState.SENT],
        any_at_all=bool(rows),
        shows_inbox=state in {UNDER_WAY, ALL, ReplyState.SENT} and not officer,
        several_bodies=len(bodies) > 1,
        holder_words=holder_words,
    )


def _officers(rows: Iterable[MatterRow]) -> list[tuple[str, str]]:
    known = {str(row.officer_id): row.officer for row in rows if row.officer}
    return sorted(((number, name or "") for number, name in known.items()), key=lambda pair: pair[1])


def _fits(row: MatterRow, state: str, officer: str) -> bool:
    right_state = state == ALL or (not row.ended if state == UNDER_WAY else row.state == state)
    return right_state and (not officer or str(row.officer_id) == officer)

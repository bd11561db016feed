"""The list of a body's matters; filter and order stand in the address, and what is shown can be had as a file."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from remiss.clock import today
from remiss.domain.permissions import GRANTS, Permission
from remiss.errors import NotVisible
from remiss.queries.matters import MatterRow, bodies_of, matters
from remiss.web.csv_file import csv_answer, csv_bytes
from remiss.web.filters import own_words
from remiss.web.office.filtering import Chosen, FilterForm, chosen, filter_form, sort_links
from remiss.web.office.page import holder_words
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_list", __name__)
PATH = "/arenden"
HEADER = (
    "Remiss", "Avsändare", "Avsändarens diarienummer", "Ert diarienummer", "Instans", "Läge", "Ligger hos",
    "Handläggare", "Svar senast", "Försenat",
)  # fmt: skip


@dataclass(frozen=True)
class Listing:
    """The matters asked for, out of how many."""

    form: FilterForm
    asked: Chosen
    rows: list[MatterRow]
    total: int


@route(blueprint, "/arenden", Permission.MATTER_VIEW)
def matter_list() -> str:
    """Show the matters that the address asks for."""
    found = _listing()
    return render_template(
        "office/list.html",
        form=found.form,
        asked=found.asked,
        rows=found.rows,
        total=found.total,
        heads=sort_links(found.asked, request.args, PATH),
        query=request.query_string.decode(),
        several_bodies=len(bodies_of(current_actor())) > 1,
        receives=any(Permission.MATTER_RECEIVE in GRANTS[role] for _, role in current_actor().memberships),
        assigns=any(Permission.MATTER_ASSIGN in GRANTS[role] for _, role in current_actor().memberships),
        holder_words=holder_words,
        today=today(),
    )


@route(blueprint, "/arenden.csv", Permission.MATTER_VIEW)
def as_csv() -> Response:
    """Give what the list shows as a file."""
    return csv_answer(csv_bytes(HEADER, (_cells(row) for row in _listing().rows)), "arenden.csv")


def _listing() -> Listing:
    """Return what the address asks for. Answers 404 to who has no office: three queries."""
    bodies = bodies_of(current_actor())
    if not bodies:
        raise NotVisible
    rows = matters(bodies, today())
    form = filter_form(request.args, rows)
    asked = chosen(form, request.args)
    picked = [row for row in rows if asked.picks(row, current_actor(), today())]
    return Listing(form, asked, asked.sorted(picked), len(rows))


def _cells(row: MatterRow) -> tuple[str, ...]:
    return (
        row.title,
        row.sender,
        row.remiss_number,
        row.own_number or "",
        ", ".join(row.bodies),
        str(own_words(row.state.label)),
        ", ".join(row.holders) or str(own_words(row.holder_role.label if row.holder_role else "")),
        row.officer or "",
        row.due_on.isoformat() if row.due_on else "",
        "Ja" if row.is_late(today()) else "Nej",
    )

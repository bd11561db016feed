"""How the unit's work is spread: every officer's open matters, how many are late or soon due, and what nobody has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, render_template

from remiss.clock import today
from remiss.domain.deadlines import days_left
from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor, Role
from remiss.errors import NotVisible
from remiss.language.folding import swedish_sort_key
from remiss.queries.matters import MatterRow, matters
from remiss.queries.people import office_people
from remiss.web.csv_file import csv_answer, csv_bytes
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("workload", __name__)
SOON = 7
HEADER = ("Handläggare", "Remiss", "Ert diarienummer", "Läge", "Internt datum", "Svar senast", "Dagar kvar", "Försenat")


@dataclass(frozen=True)
class Load:
    """What one officer has: open matters, how many of them wait for the officer, are late, or are due within a week.

    ``officer_id`` None stands for what has been given to nobody.
    """

    officer_id: int | None
    name: str
    open: int
    own: int
    late: int
    soon: int
    nearest: date | None


@route(blueprint, "/arbetslage", Permission.MATTER_ASSIGN)
def workload() -> str:
    """Show how the open matters are spread."""
    rows = _open_rows(current_actor())
    return render_template("office/workload.html", loads=_loads(rows), total=len(rows), soon=SOON, today=today())


@route(blueprint, "/arbetslage.csv", Permission.MATTER_ASSIGN)
def as_csv() -> Response:
    """Give every open matter with its officer and days left as a file."""
    return csv_answer(csv_bytes(HEADER, (_cells(row) for row in _open_rows(current_actor()))), "arbetslage.csv")


def _bodies(actor: Actor) -> frozenset[int]:
    """Return where ``actor`` gives matters to people. Raises NotVisible when nowhere."""
    places = frozenset(place for place, role in actor.memberships if Permission.MATTER_ASSIGN in GRANTS[role])
    if not places:
        raise NotVisible
    return places


def _open_rows(actor: Actor) -> list[MatterRow]:
    return [row for row in matters(_bodies(actor), today()) if not row.ended]


def _loads(rows: Sequence[MatterRow]) -> list[Load]:
    """The officers of the bodies, also those with nothing, the most loaded first; what nobody has comes on top."""
    people = office_people(_bodies(current_actor()), today())
    names = {person.user_id: person.holder for person in people if person.role is Role.OFFICER}
    names |= {row.officer_id: row.officer or "" for row in rows if row.officer_id and row.officer_id not in names}
    loads = [_load(number, name, [row for row in rows if row.officer_id == number]) for number, name in names.items()]
    loads.sort(key=lambda load: (-load.open, swedish_sort_key(load.name)))
    free = [row for row in rows if row.officer_id is None]
    return [*([_load(None, "Inte fördelade", free)] if free else []), *loads]


def _load(officer_id: int | None, name: str, rows: Sequence[MatterRow]) -> Load:
    days = [day for row in rows if (day := _day(row)) is not None]
    return Load(
        officer_id=officer_id,
        name=name,
        open=len(rows),
        own=sum(row.holder_role is Role.OFFICER for row in rows),
        late=sum(row.is_late(today()) for row in rows),
        soon=sum(0 <= days_left(day, today()) <= SOON for day in days),
        nearest=min(days, default=None),
    )


def _day(row: MatterRow) -> date | None:
    """While the officer writes, the body's own earlier date is the date."""
    return (row.internal_due_on if row.holder_role is Role.OFFICER else None) or row.due_on


def _cells(row: MatterRow) -> tuple[str, ...]:
    return (
        row.officer or "",
        row.title,
        row.own_number or "",
        row.state.label,
        row.internal_due_on.isoformat() if row.internal_due_on else "",
        row.due_on.isoformat() if row.due_on else "",
        str(days_left(row.due_on, today())) if row.due_on else "",
        "Ja" if row.is_late(today()) else "Nej",
    )

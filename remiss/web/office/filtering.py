"""Which matters to list and in what order; all of it stands in the address, so that a list can be kept and sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask_wtf import FlaskForm
from wtforms import BooleanField

from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import ReplyState
from remiss.language.folding import fold, swedish_sort_key
from remiss.queries.matters import MatterRow
from remiss.web.fields import Choice, line, options

OPEN, ENDED, ALL, MINE = "oppna", "avslutade", "alla", "mig"
ROLES = (Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.DIRECTOR, Role.SECRETARY)
ORDERS: dict[str, tuple[str, Callable[[MatterRow], Any]]] = {
    "datum": ("Svar senast", lambda row: row.due_on or date.max),
    "rubrik": ("Remiss", lambda row: swedish_sort_key(row.title)),
    "lage": ("Läge", lambda row: list(ReplyState).index(row.state)),
}
FALLING = "fallande"


class FilterForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Which matters to list; it stands in the address, so it changes nothing and needs no token."""

    class Meta:
        """Read from the address."""

        csrf = False

    sok = line("Sök i rubrik och diarienummer")
    lage = Choice("Läge", default=OPEN)
    hos = Choice("Ligger hos", default="")
    handlaggare = Choice("Handläggare", default="")
    avsandare = Choice("Avsändare", default="")
    forsenade = BooleanField("Bara försenade")


@dataclass(frozen=True)
class SortLink:
    """The head of a column that can be sorted: ``state`` is ascending, descending or empty, as aria-sort says it."""

    text: str
    url: str
    state: str


@dataclass(frozen=True)
class Chosen:
    """What an address asks for. What it says wrongly is as if it said nothing."""

    state: str
    holder: str
    officer: str
    sender: str
    late: bool
    words: tuple[str, ...]
    order: str
    falling: bool

    def picks(self, row: MatterRow, actor: Actor, today: date) -> bool:
        """Tell whether ``row`` is asked for."""
        return (
            _in_state(row, self.state)
            and _held(row, self.holder, actor)
            and self.officer in {"", str(row.officer_id)}
            and self.sender in {"", str(row.sender_id)}
            and (not self.late or row.is_late(today))
            and all(word in _text(row) for word in self.words)
        )

    def sorted(self, rows: Iterable[MatterRow]) -> list[MatterRow]:
        """Return ``rows`` in the order asked for; ended ones last where everything is listed by date."""
        key = ORDERS[self.order][1]
        ended_last = self.order == "datum" and not self.falling
        return sorted(rows, key=lambda row: (ended_last and row.ended, key(row)), reverse=self.falling)


def filter_form(given: Any, rows: Sequence[MatterRow]) -> FilterForm:
    """Return the form of an address, with what there is to choose among ``rows`` and how many are open and ended."""
    form = FilterForm(given)
    ended = sum(row.ended for row in rows)
    counts = ((OPEN, "Öppna", len(rows) - ended), (ENDED, "Avslutade", ended), (ALL, "Alla", len(rows)))
    form.lage.choices = options(
        [*((value, f"{name} ({count})") for value, name, count in counts), *((s.value, s.label) for s in ReplyState)]
    )
    form.hos.choices = options([("", "Alla"), (MINE, "Mig"), *((role.value, role.label) for role in ROLES)])
    form.handlaggare.choices = options([("", "Alla"), *_named((row.officer_id, row.officer) for row in rows)])
    form.avsandare.choices = options([("", "Alla"), *_named((row.sender_id, row.sender) for row in rows)])
    return form


def chosen(form: FilterForm, given: Any) -> Chosen:
    """Return what the address asks for."""
    order = given.get("sortera", "datum")
    return Chosen(
        state=_valid(form, form.lage, OPEN), holder=_valid(form, form.hos, ""),
        officer=_valid(form, form.handlaggare, ""), sender=_valid(form, form.avsandare, ""),
        late=bool(form.forsenade.data), words=tuple(fold(form.sok.data or "").split()),
        order=order if order in ORDERS else "datum", falling=given.get("ordning") == FALLING,
    )  # fmt: skip


def sort_links(asked: Chosen, given: Any, path: str) -> dict[str, SortLink]:
    """Return the head of each column that can be sorted; following the one in use turns the order round."""
    kept = [(name, value) for name, value in given.items(multi=True) if name not in {"sortera", "ordning"} and value]
    return {name: _link(name, asked, kept, path) for name in ORDERS}


def _link(name: str, asked: Chosen, kept: list[tuple[str, str]], path: str) -> SortLink:
    here = name == asked.order
    order = [("ordning", FALLING)] if here and not asked.falling else []
    state = ("descending" if asked.falling else "ascending") if here else ""
    return SortLink(ORDERS[name][0], f"{path}?{urlencode([*kept, ('sortera', name), *order])}", state)


def _valid(form: FilterForm, field: Any, otherwise: str) -> str:
    value: str = field.data if field.validate(form) else otherwise
    return value or otherwise


def _in_state(row: MatterRow, state: str) -> bool:
    return state == ALL or (row.ended == (state == ENDED) if state in {OPEN, ENDED} else row.state == state)


def _held(row: MatterRow, holder: str, actor: Actor) -> bool:
    if holder == MINE:
        return row.is_held_by(actor)
    return not holder or row.holder_role == holder


def _text(row: MatterRow) -> str:
    return fold(f"{row.title} {row.remiss_number} {row.own_number or ''}")


def _named(pairs: Iterable[tuple[int | None, str | None]]) -> list[tuple[str, str]]:
    known = {str(number): name for number, name in pairs if number and name}
    return sorted(known.items(), key=lambda pair: swedish_sort_key(pair[1]))

"""Reminding by hand: one body with one click, or several after a page that says to whom mail goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, Response, flash, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.queries.consultees import consultees_of
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.reminders import holders
from remiss.services.reminding import obstacle, remind
from remiss.text import counted, listed
from remiss.web.ks.board import OVERDUE, UNOPENED, Choice, fits
from remiss.web.ks.forms import RemindForm
from remiss.web.ks.page import demand_to_open
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_reminding", __name__)
NAMED = 3
"""How many bodies a message names before it only counts them."""


@dataclass(frozen=True)
class Remindable:
    """A body on the page that asks: how many would get mail there, or why it cannot be reminded now."""

    consultee_id: int
    body: str
    words: str
    tone: str
    reminders: int
    reminded_at: datetime | None
    people: int
    obstacle: str | None
    due_on: date | None


@route(
    blueprint, "/remisser/<int:remiss_id>/instanser/<int:consultee_id>/paminnelse", Permission.CONSULTEE_REMIND,
    ("POST",),
)  # fmt: skip
def one(remiss_id: int, consultee_id: int) -> Response:
    """Remind one body at once; when that is not possible, say why."""
    demand_to_open(remiss_id, Permission.CONSULTEE_REMIND)
    form = RemindForm()

    def act() -> str:
        _remind(remiss_id, {consultee_id})
        return url_for("ks_overview.overview", remiss_id=remiss_id) + Choice.of(request.args).query()

    return submit(form, act, lambda: _show(remiss_id, form, lambda status: status.consultee_id == consultee_id))


@route(blueprint, "/remisser/<int:remiss_id>/paminnelser", Permission.CONSULTEE_REMIND, ("GET", "POST"))
def several(remiss_id: int) -> Response:
    """Say which bodies are reminded and how many people that is, and remind those that are ticked."""
    demand_to_open(remiss_id, Permission.CONSULTEE_REMIND)
    form = RemindForm()
    key = UNOPENED if request.args.get("urval") == UNOPENED else OVERDUE

    def act() -> str:
        _remind(remiss_id, set(form.bodies.data or ()))
        return url_for("ks_overview.overview", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form, lambda status: fits(status, key, today())))


def _remind(remiss_id: int, consultee_ids: set[int]) -> None:
    remiss = own_remiss(current_actor(), remiss_id)
    reminded = remind(current_actor(), remiss, consultees_of(remiss_id, consultee_ids), now())
    names = [consultee.organisation.name_on(today()) for consultee in reminded]
    to_whom = listed(names) if len(names) <= NAMED else counted(len(names), "instans", "instanser")
    flash(f"Påminnelsen till {to_whom} ligger i kö och skickas inom kort.", "success")
    if left_out := len(consultee_ids) - len(reminded):
        flash(f"{counted(left_out, 'instans', 'instanser')} kunde inte påminnas nu.", "warning")


def _show(remiss_id: int, form: RemindForm, wanted: Callable[[PublicStatus], bool]) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    statuses = [status for status in public_status(remiss_id, today()) if wanted(status)]
    bodies = _remindable(remiss_id, statuses)
    days = sorted({body.due_on for body in bodies if body.obstacle is None and body.due_on})
    free = {body.consultee_id for body in bodies if body.obstacle is None}
    return render_template(
        "ks/remind.html",
        remiss=remiss_view(remiss),
        form=form,
        free=[body for body in bodies if body.obstacle is None],
        others=[body for body in bodies if body.obstacle is not None],
        ticked=free & set(form.bodies.data or ()) if is_post() else free,
        people=sum(body.people for body in bodies if body.obstacle is None),
        days=days,
        passed=bool(days) and days[-1] < today(),
        address=url_for("ks_reminding.several", remiss_id=remiss_id, urval=request.args.get("urval")),
    )


def _remindable(remiss_id: int, statuses: Sequence[PublicStatus]) -> list[Remindable]:
    """Return the bodies with what stands in the way, and how many there would get the mail: never who (DOMAIN §7)."""
    found = {consultee.id: consultee for consultee in consultees_of(remiss_id, {s.consultee_id for s in statuses})}
    at = now()
    return [
        Remindable(
            consultee_id=status.consultee_id,
            body=status.body,
            words=status.words,
            tone=status.tone,
            reminders=status.reminders,
            reminded_at=status.reminded_at,
            people=len(holders(found[status.consultee_id], at)),
            obstacle=obstacle(found[status.consultee_id], at),
            due_on=status.due_on,
        )
        for status in statuses
    ]

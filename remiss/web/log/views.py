"""The page *Logg*: what has been done, filtered in the address, and the same as a file for a spreadsheet."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from wtforms import Form as PlainForm

from remiss.clock import STOCKHOLM, today
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.queries.log import Asked, LoggedEvent, View, logged_events, places_for, views_of
from remiss.queries.log_things import things
from remiss.web.csv_file import csv_answer, csv_bytes
from remiss.web.fields import day, line, whole_number
from remiss.web.log.words import words_for
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("log", __name__)
NEED = Permission.LOG_VIEW
ON_A_PAGE, IN_A_FILE = 100, 10_000
HEADER = ("Nummer", "Tid", "Vem", "Vad", "Gäller")
UNNAMED = "Instansen"


class LogFilter(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """Which events to show; stands in the address."""

    fran = day("Från och med")
    till = day("Till och med")
    vem = line("Vem", 100)


@route(blueprint, "/logg", NEED)
def page() -> str:
    """Show the newest events that fit, a page at a time."""
    form, view = LogFilter(request.args), _view()
    form.validate()
    events = _events(form, view, ON_A_PAGE + 1, whole_number(request.args.get("fore")))
    shown = events[:ON_A_PAGE]
    chosen = {key: request.args[key] for key in ("fran", "till", "vem") if request.args.get(key)} | {"vy": view.value}
    return render_template(
        "log/page.html",
        form=form,
        view=view,
        views=[{"text": one.label, "url": f"/logg?vy={one}", "here": one is view} for one in views_of(current_actor())],
        events=shown,
        things=things(shown, view, today()),
        words_for=words_for,
        unnamed=UNNAMED,
        older=f"/logg?{urlencode(chosen | {'fore': shown[-1].number})}" if len(events) > ON_A_PAGE else None,
        file=f"/logg/csv?{urlencode(chosen)}",
    )


@route(blueprint, "/logg/csv", NEED)
def file() -> Response:
    """Give the same events as a file, at most ten thousand."""
    form, view = LogFilter(request.args), _view()
    form.validate()
    events = _events(form, view, IN_A_FILE)
    about = things(events, view, today())
    rows = (
        (
            str(event.number),
            f"{event.at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M:%S}",
            event.who or UNNAMED,
            words_for(event.action),
            about[event.kind, event.thing_id].words if (event.kind, event.thing_id) in about else "",
        )
        for event in events
    )
    return csv_answer(csv_bytes(HEADER, rows), f"logg-{view}.csv")


def _view() -> View:
    """Return the view that the address asks for, or the person's first; another's does not exist for this person."""
    own = views_of(current_actor())
    asked = request.args.get("vy") or own[0].value
    if asked not in own:
        raise NotVisible
    return View(asked)


def _events(form: LogFilter, view: View, limit: int, before: int = 0) -> list[LoggedEvent]:
    asked = Asked(form.fran.data, form.till.data, form.vem.data or "", before or None)
    return logged_events(view, places_for(current_actor(), view), asked, limit)

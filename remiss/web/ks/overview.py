"""A remiss at a glance: before sending what is left to do, after it where every body stands."""

from __future__ import annotations

import re
from datetime import date

from flask import Blueprint, Response, render_template, request, url_for

from remiss.clock import today
from remiss.domain.permissions import Permission, may
from remiss.domain.workflow.states import RemissAction, RemissState
from remiss.domain.workflow.table import remiss_row
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from remiss.queries.public_status import public_status
from remiss.queries.remiss_facts import RemissView, remiss_view
from remiss.queries.status_groups import StatusGroup, StatusSums, is_waited_for, sums_of
from remiss.queries.wall import own_remiss
from remiss.text import counted
from remiss.web.csv_file import csv_answer
from remiss.web.ks.board import Choice, board
from remiss.web.ks.needs import needs
from remiss.web.ks.overview_charts import overview_charts
from remiss.web.ks.page import GROUP_NAMES, allowed, due_warning, is_draft, setup_steps, tasks
from remiss.web.ks.planning import outlook_of
from remiss.web.ks.stance_counts import stance_counts
from remiss.web.ks.status_csv import status_csv
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_overview", __name__)


@route(blueprint, "/remisser/<int:remiss_id>", Permission.REMISS_VIEW)
def overview(remiss_id: int) -> str:
    """Show what is left to do before sending, or the status of every body."""
    remiss = own_remiss(current_actor(), remiss_id)
    return _draft(remiss) if is_draft(remiss) else _sent(remiss)


@route(blueprint, "/remisser/<int:remiss_id>/status.csv", Permission.REMISS_VIEW)
def as_csv(remiss_id: int) -> Response:
    """Give the whole status table as a file."""
    remiss = own_remiss(current_actor(), remiss_id)
    number = re.sub(r"[^0-9A-Za-z]+", "-", remiss.diary_number).strip("-").lower()
    return csv_answer(status_csv(public_status(remiss_id, today())), f"status-{number or remiss_id}.csv")


def _draft(remiss: Remiss) -> str:
    todo, outlook = tasks(remiss), outlook_of(remiss)
    return render_template(
        "ks/overview_draft.html",
        remiss=remiss_view(remiss),
        tasks=todo,
        outlook=outlook.sentence if outlook else None,
        sendable=RemissAction.SEND in allowed(remiss) and not any(task.missing for task in todo),
        warning=due_warning(remiss.due_on),
        setup=setup_steps(remiss, ""),
    )


def _sent(remiss: Remiss) -> str:
    statuses, facts = public_status(remiss.id, today()), remiss_view(remiss)
    sums, choice = sums_of(statuses), Choice.of(request.args)
    possible = allowed(remiss)
    closable = RemissAction.CLOSE in possible
    compiled = compilation_facts(remiss)
    last = max((s.due_on for s in statuses if s.due_on and is_waited_for(s)), default=facts.due_on)
    return render_template(
        "ks/overview_sent.html",
        remiss=facts,
        sums=sums,
        board=board(statuses, choice, may_remind=_may_remind(remiss)),
        needs=needs(remiss, statuses, compiled, current_actor()),
        kinds=GROUP_NAMES,
        charts=overview_charts(facts, statuses, today()),
        counts=stance_counts(compiled),
        holder=_holder(facts, sums),
        next_date=facts.due_on if facts.state is RemissState.SENT else None,
        action=_action(facts, sums, last, closable=closable),
        closable=closable,
        withdrawable=RemissAction.WITHDRAW in possible,
        reopening=_reopening(possible),
        passed=_is_passed(facts.due_on),
    )


def _reopening(possible: frozenset[RemissAction]) -> str | None:
    """Return what taking the remiss up again is called, when the visitor may."""
    steps = (RemissAction.REOPEN, RemissAction.RESUME)
    return next((remiss_row(step).label for step in steps if step in possible), None)


def _may_remind(remiss: Remiss) -> bool:
    mine = may(current_actor(), Permission.CONSULTEE_REMIND, remiss.sending_side)
    return mine and remiss.state is RemissState.SENT


def _holder(facts: RemissView, sums: StatusSums) -> str:
    waiting = sums.counts[StatusGroup.WAITING]
    if facts.state is RemissState.SENT and waiting:
        return f"{counted(waiting, 'instans', 'instanser')} som inte har svarat"
    if facts.state is RemissState.WITHDRAWN:
        return ""
    return "Er, för sammanställning"


def _action(facts: RemissView, sums: StatusSums, last: date | None, *, closable: bool) -> dict[str, str] | None:
    """Return the one thing to do next: end the time for answers when it is out or all have answered, then compile.

    ``last`` is the last day of those that are waited for: some may have anstånd.
    """
    if facts.state is RemissState.CLOSED:
        return {"url": f"/remisser/{facts.id}/sammanstallning", "text": "Gör sammanställningen"}
    done = _is_passed(last) or not sums.counts[StatusGroup.WAITING]
    if not (done and closable):
        return None
    return {"url": url_for("ks_sending.close", remiss_id=facts.id), "text": remiss_row(RemissAction.CLOSE).label}


def _is_passed(day: date | None) -> bool:
    return day is not None and day < today()

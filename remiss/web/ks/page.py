"""What the pages of a remiss share: the way to sending, who may do what, and a word on the due date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import url_for

from remiss.clock import today
from remiss.domain.permissions import Permission, may
from remiss.domain.workflow import checks
from remiss.domain.workflow.checks import RemissCheck
from remiss.domain.workflow.states import RemissAction, RemissState
from remiss.domain.workflow.table import REMISS_TABLE, remiss_row
from remiss.errors import NotVisible
from remiss.models.organisations import OrganisationKind
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.wall import own_remiss, released_reply
from remiss.services.steps import facts_of_remiss, require
from remiss.services.working_days import closed_because, thin_because
from remiss.text import long_date
from remiss.web.filters import speak_as
from remiss.web.request import current_actor, is_post

PLACES: tuple[tuple[RemissCheck, str, str], ...] = (
    (checks.has_due_date, "Uppgifter", "ks_remisser.details"),
    (checks.has_programme, "Underlag", "ks_programme.programme"),
    (checks.has_themes, "Teman", "ks_themes.themes"),
    (checks.has_consultees, "Instanser", "ks_consultees.consultees"),
)
"""Where each check of sending is met, in the order of the work."""
GROUP_NAMES = {
    OrganisationKind.EXECUTIVE: "Kommunstyrelsen",
    OrganisationKind.COMMITTEE: "Facknämnder",
    OrganisationKind.DISTRICT: "Stadsdelsnämnder",
    OrganisationKind.COMPANY: "Bolag",
    OrganisationKind.COUNCIL: "Råd",
    OrganisationKind.EXTERNAL: "Externa",
}


@dataclass(frozen=True)
class Task:
    """One thing to do before sending; ``missing`` is the check's sentence, None when it is done."""

    name: str
    url: str
    missing: str | None


def tasks(remiss: Remiss) -> list[Task]:
    """Return what sending demands according to the table of transitions, done or not."""
    facts, demanded = facts_of_remiss(remiss, today()), remiss_row(RemissAction.SEND).checks
    return [
        Task(name, url_for(endpoint, remiss_id=remiss.id), check(facts))
        for check, name, endpoint in PLACES
        if check in demanded
    ]


def setup_steps(remiss: Remiss, here: str) -> list[dict[str, str]]:
    """Return the step line of a draft; ``here`` is the name of the step that the page is about, or empty."""
    items = [
        {"label": task.name, "state": _step_state(task.name == here, done=task.missing is None), "note": ""}
        for task in tasks(remiss)
    ]
    return [*items, {"label": "Skicka", "state": _step_state(here == "Skicka", done=False), "note": ""}]


def next_step(remiss: Remiss, here: str) -> dict[str, str] | None:
    """Return where to go when the step called ``here`` is done while the remiss is a draft."""
    todo = tasks(remiss)
    place = [task.name for task in todo].index(here)
    if not is_draft(remiss) or todo[place].missing:
        return None
    if place + 1 < len(todo):
        return {"url": todo[place + 1].url, "text": f"Nästa: {todo[place + 1].name}"}
    return {"url": url_for("ks_sending.send", remiss_id=remiss.id), "text": "Nästa: Skicka"}


def allowed(remiss: Remiss) -> frozenset[RemissAction]:
    """Return the actions of the table that start in the remiss's state and that the visitor may take."""
    actor, owners = current_actor(), remiss.sending_side
    rows = (row for row in REMISS_TABLE if remiss.state in row.sources)
    return frozenset(row.action for row in rows if may(actor, row.permission, owners))


def editable(remiss: Remiss) -> bool:
    """Tell whether the visitor may change the remiss now: a draft, and the right to."""
    return RemissAction.EDIT in allowed(remiss)


def demand(remiss_id: int, permission: Permission) -> Remiss:
    """Return the sender's own remiss. Answers 404 outside; 403 inside when something is to be changed without right."""
    remiss = own_remiss(current_actor(), remiss_id)
    if is_post():
        require(current_actor(), permission, remiss.sending_side)
    return remiss


def demand_to_open(remiss_id: int, permission: Permission) -> Remiss:
    """Return the sender's own remiss for a page that is nothing but a change: 403 to open it without right too."""
    remiss = own_remiss(current_actor(), remiss_id)
    require(current_actor(), permission, remiss.sending_side)
    return remiss


def reply_to(remiss_id: int, reply_id: int) -> Reply:
    """Return a reply that has come in to this remiss. Answers 404 for one of another."""
    reply = released_reply(current_actor(), reply_id).reply
    if reply.remiss_id != remiss_id:
        raise NotVisible
    return reply


def speak_of(reply: Reply) -> None:
    """Let the page use the words of who has answered: styrelse and bolag where all of them are companies."""
    speak_as([one.organisation.kind for one in reply.consultees])


def due_warning(remiss_due: date | None) -> str | None:
    """Return a sentence when few are at work on the due date or nobody is; it warns, it does not stop."""
    if remiss_due is None:
        return None
    reason, thin = closed_because(remiss_due), thin_because(remiss_due)
    weekday = format_date(remiss_due, "EEEE", locale="sv_SE")
    day = f"Sista svarsdag, {weekday} den {long_date(remiss_due)},"
    if reason:
        why = "" if reason == weekday else f" ({reason})"
        rest = f"är ingen arbetsdag{why}. Välj gärna en arbetsdag, så att någon är på plats när svaren ska skickas."
        return f"{day} {rest}"
    return f"{day} {_THIN[thin]}" if thin else None


_THIN = {
    "klämdag": "är en klämdag, då många är lediga. Välj gärna en annan dag.",
    "juli": "ligger i juli, då få nämnder sammanträder och många är lediga. Välj gärna en annan dag.",
}


def is_draft(remiss: Remiss) -> bool:
    """Tell whether the remiss is not sent yet."""
    return remiss.state is RemissState.DRAFT


def _step_state(here: bool, *, done: bool) -> str:
    if here:
        return "now"
    return "done" if done else "todo"

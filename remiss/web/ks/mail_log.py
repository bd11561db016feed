"""The log of mail and reminders beside each body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template

from remiss.clock import today
from remiss.domain.permissions import Permission
from remiss.models.mail import ReminderState
from remiss.queries.mail_log import LoggedReminder, mail_log, reminder_log
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_mail", __name__)


@dataclass(frozen=True)
class Occasion:
    """A morning on which reminders are planned: which step of the ladder, and how many bodies it is meant for."""

    at: datetime
    words: str
    bodies: int


@route(blueprint, "/remisser/<int:remiss_id>/mejl", Permission.REMISS_VIEW)
def mails(remiss_id: int) -> str:
    """Show every mail the sender may know of, and every reminder."""
    remiss = own_remiss(current_actor(), remiss_id)
    reminders = reminder_log(remiss_id, today())
    by_state = {state: [row for row in reminders if row.state is state] for state in ReminderState}
    return render_template(
        "ks/mail_log.html",
        remiss=remiss_view(remiss),
        mails=mail_log(remiss_id, today()),
        occasions=occasions(by_state[ReminderState.PLANNED]),
        sent=by_state[ReminderState.FIRED],
        skipped=by_state[ReminderState.SKIPPED],
    )


def occasions(planned: Iterable[LoggedReminder]) -> list[Occasion]:
    """Return the planned reminders morning by morning: forty bodies have the same three."""
    counts: dict[tuple[datetime, str], int] = {}
    for row in planned:
        counts[row.at, row.kind.label] = counts.get((row.at, row.kind.label), 0) + 1
    return [Occasion(at, words, bodies) for (at, words), bodies in sorted(counts.items())]

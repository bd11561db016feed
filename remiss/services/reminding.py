"""A reminder that a person at the sender asks for: at once, to whoever holds the matter, once a day to each body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.errors import WrongState
from remiss.extensions import db
from remiss.models.mail import Reminder, ReminderKind, ReminderState
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.services.audit import record
from remiss.services.digests import add_matter
from remiss.services.reminders import holders, reminded_on, why_not_awaited
from remiss.services.steps import require
from remiss.text import moment


def remind(actor: Actor, remiss: Remiss, consultees: Sequence[Consultee], now: datetime) -> list[Consultee]:
    """Remind the bodies of ``remiss`` and return those who got it; the sender never learns who holds the matter.

    A person who holds the matters of several gets one mail. Raises WrongState when none of them can be reminded: with
    the sentence of the first, or when the time for answers has ended.
    """
    actor = require(actor, Permission.CONSULTEE_REMIND, remiss.sending_side)
    if remiss.state is not RemissState.SENT:
        raise WrongState("Remissen tar inte emot svar nu. Därför går det inte att påminna.")
    obstacles = {consultee.id: obstacle(consultee, now) for consultee in consultees}
    free = [consultee for consultee in consultees if obstacles[consultee.id] is None]
    if not free:
        raise WrongState(next(filter(None, obstacles.values()), "Välj minst en instans att påminna."))
    rows = [_reminder(consultee, now) for consultee in free]
    cause = f"reminder-{rows[0].id}"
    for row in rows:
        people = holders(row.consultee, now)
        for person in people:
            add_matter(person, row, now, cause)
        record(actor, "paminn", "consultee", row.consultee_id, {"kind": row.kind, "mails": len(people)}, now)
    return free


def obstacle(consultee: Consultee, now: datetime) -> str | None:
    """Return why a body cannot be reminded now, in a sentence, or None."""
    body = consultee.organisation.name_on(local_date(now))
    if consultee.reply is None or why_not_awaited(consultee.reply):
        return f"{body} har redan svarat eller avstår."
    parties = (reminded_on(party, local_date(now)) for party in consultee.reply.consultees)
    earlier = next((row for row in parties if row is not None), None)
    if earlier is not None and earlier.fired_at is not None:
        return f"{body} fick en påminnelse {moment(earlier.fired_at)}. Vänta till i morgon med nästa."
    if not holders(consultee, now):
        return f"Ingen person hos {body} kan ta emot mejl från Remiss. Påminn på annat sätt."
    return None


def _reminder(consultee: Consultee, now: datetime) -> Reminder:
    row = Reminder(
        consultee=consultee, kind=ReminderKind.BY_SENDER, due_on=consultee.due_on, fires_at=now, fired_at=now,
        fired_on=local_date(now), state=ReminderState.FIRED,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row

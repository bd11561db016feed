"""One mail to a person holds every reminder that falls to that person on one day.

An entry of the mail says what is wanted, by when, where, and whom to ask: names, numbers and dates, no text of a draft.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail, Reminder, ReminderKind, ReminderMail
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.services.outbox import people_with, queue_mail, sender_path


def add_matter(person: User, reminder: Reminder, now: datetime, cause: str | None = None) -> None:
    """Add the reminder's matter to the person's mail of the day, or to the mail of ``cause`` where one is given.

    A matter that several bodies answer jointly is one entry.
    """
    reply = reminder.consultee.reply
    if reply is None:
        raise ValueError("a reminder is about a matter")
    entry = _about(reminder, f"/arenden/{reply.id}", now)
    # who only gets the mail because nobody has the role is not told to do what that role does
    role = reply.state.holder
    able = people_with(reply.owners, [role], local_date(now)) if role else []
    entry["step"] = reply.state.value if person in able else ""
    entry["asked"] = reminder.kind is ReminderKind.BY_SENDER
    _add(person, reminder, entry, cause or _day_cause(local_date(now)), now, to_sender=False)


def add_late_body(person: User, reminder: Reminder, now: datetime) -> None:
    """Tell a person at the sender, in the mail of the day, that the reminder's body is late."""
    remiss = reminder.consultee.remiss
    late = "?status=forsenade" if remiss.parent_id is None else ""
    entry = _about(reminder, f"{sender_path(remiss)}{late}", now)
    _add(person, reminder, {**entry, "step": None}, _day_cause(local_date(now)), now, to_sender=True)


def has_gone(person: User, day: date) -> bool:
    """Tell whether the person's mail of ``day`` cannot take more: it is on its way, sent or failed."""
    key = f"{MailKind.REMINDER}:{_day_cause(day)}:{person.id}"
    state = db.session.scalar(sa.select(OutboxMail.state).where(OutboxMail.unique_key == key))
    return state is not None and state is not MailState.QUEUED


def _about(reminder: Reminder, path: str, now: datetime) -> dict[str, Any]:
    remiss: Remiss = reminder.consultee.remiss
    day, author = local_date(now), db.session.get_one(User, remiss.created_by_id)
    return {
        "path": path,
        "title": remiss.title,
        "diary_number": remiss.diary_number,
        "sender": remiss.sender.name_on(day),
        "bodies": [reminder.consultee.organisation.name_on(day)],
        "due_on": reminder.due_on.isoformat(),
        "late": day > reminder.due_on,
        "outside": remiss.registered_by_id is not None,
        "contact": [author.name, author.email, author.phone],
    }


def _add(
    person: User, reminder: Reminder, entry: dict[str, Any], cause: str, now: datetime, *, to_sender: bool
) -> None:
    mail = queue_mail(MailKind.REMINDER, person, None, None, {"entries": []}, now, cause)
    db.session.flush()
    entries = [dict(known) for known in mail.context["entries"]]
    same = next((known for known in entries if known["path"] == entry["path"]), None)
    if same is None:
        entries.append(entry)
    else:
        same["bodies"] = [*same["bodies"], *entry["bodies"]]
    mail.context = {"entries": entries}
    db.session.add(ReminderMail(reminder_id=reminder.id, mail_id=mail.id, to_sender=to_sender))


def _day_cause(day: date) -> str:
    return f"dag-{day.isoformat()}"

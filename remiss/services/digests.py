"""One mail to a person holds every reminder that falls to that person on one day, unless the person wants single mails.

An entry of the mail says what is wanted, by when, where, and whom to ask: names, numbers and dates, no text of a draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.extensions import db
from remiss.models.mail import (
    InternalReminder,
    MailState,
    MeetingDayReminder,
    OutboxMail,
    Reminder,
    ReminderKind,
    ReminderMail,
)
from remiss.models.organisations import OrganisationKind
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.outbox import people_with, queue_mail, sender_path


def add_matter(person: User, reminder: Reminder, now: datetime, cause: str | None = None) -> None:
    """Add the reminder's matter to the person's mail of the day, or to the mail of ``cause`` where one is given.

    A matter that several bodies answer jointly is one entry.
    """
    entry = _about(reminder, matter_place(reminder), now)
    entry["step"] = _step(person, _reply(reminder), now)
    entry["asked"] = reminder.kind is ReminderKind.BY_SENDER
    mail = _add(person, entry, cause or _cause(person, entry["path"], local_date(now)), now)
    db.session.add(ReminderMail(reminder_id=reminder.id, mail_id=mail.id, to_sender=False))


def matter_place(reminder: Reminder) -> str:
    """Return where the body works with the matter of ``reminder``."""
    return f"/arenden/{_reply(reminder).id}"


def late_place(reminder: Reminder) -> str:
    """Return where the sender sees which of its bodies are late."""
    remiss = reminder.consultee.remiss
    return sender_path(remiss) + ("?status=forsenade" if remiss.parent_id is None else "")


def _reply(reminder: Reminder) -> Reply:
    if reminder.consultee.reply is None:
        raise ValueError("a reminder is about a matter")
    return reminder.consultee.reply


def _step(person: User, reply: Reply, now: datetime) -> str:
    """Who only gets the mail because nobody has the role is not told to do what that role does."""
    role = reply.state.holder
    able = people_with(reply.owners, [role], local_date(now)) if role else []
    return reply.state.value if person in able else ""


def add_internal(person: User, reminder: InternalReminder, now: datetime) -> OutboxMail:
    """Add to the person's mail of the day that the body's own date for the text comes near."""
    reply, place = reminder.reply, f"/arenden/{reminder.reply_id}"
    entry = _facts(reply.remiss, reply.consultees, reply.due_on or reminder.due_on, place, now)
    entry |= {"step": _step(person, reply, now), "internal_on": reminder.due_on.isoformat()}
    return _add(person, entry, _cause(person, place, local_date(now)), now)


def add_meeting_day(person: User, reminder: MeetingDayReminder, now: datetime) -> OutboxMail:
    """Add to the person's mail of the day that a day before the planned meeting comes near."""
    reply, place = reminder.reply, f"/arenden/{reminder.reply_id}"
    entry = _facts(reply.remiss, reply.consultees, reply.due_on or reminder.due_on, place, now)
    entry |= {"step": _step(person, reply, now), "meeting_days": [[reminder.step.value, reminder.due_on.isoformat()]]}
    return _add(person, entry, _cause(person, place, local_date(now)), now)


def add_late_body(person: User, reminder: Reminder, now: datetime) -> None:
    """Tell a person at the sender, in the mail of the day, that the reminder's body is late."""
    place = late_place(reminder)
    mail = _add(person, {**_about(reminder, place, now), "step": None}, _cause(person, place, local_date(now)), now)
    db.session.add(ReminderMail(reminder_id=reminder.id, mail_id=mail.id, to_sender=True))


def has_gone(person: User, place: str, day: date) -> bool:
    """Tell whether the person's mail of ``day`` about ``place`` cannot take more: it is on its way or has gone."""
    key = f"{MailKind.REMINDER}:{_cause(person, place, day)}:{person.id}"
    state = db.session.scalar(sa.select(OutboxMail.state).where(OutboxMail.unique_key == key))
    return state is not None and state is not MailState.QUEUED


def _about(reminder: Reminder, path: str, now: datetime) -> dict[str, Any]:
    planned, consultee = local_date(reminder.fires_at), reminder.consultee
    entry = _facts(consultee.remiss, [consultee], reminder.due_on, path, now)
    return entry | ({"planned_on": planned.isoformat()} if planned < local_date(now) else {})


def _facts(remiss: Remiss, bodies: Sequence[Consultee], due_on: date, path: str, now: datetime) -> dict[str, Any]:
    day, author = local_date(now), db.session.get_one(User, remiss.created_by_id)
    return {
        "path": path,
        "title": remiss.title,
        "diary_number": remiss.diary_number,
        "sender": remiss.sender.name_on(day),
        "bodies": [consultee.organisation.name_on(day) for consultee in bodies],
        "due_on": due_on.isoformat(),
        "late": day > due_on,
        "company": all(consultee.organisation.kind is OrganisationKind.COMPANY for consultee in bodies),
        "council": all(consultee.organisation.kind is OrganisationKind.COUNCIL for consultee in bodies),
        "outside": remiss.registered_by_id is not None,
        "contact": [author.name, author.email, author.phone],
    }


def _add(person: User, entry: dict[str, Any], cause: str, now: datetime) -> OutboxMail:
    """Add ``entry`` to the mail of ``cause``; what is said of one matter or remiss is said once."""
    mail = queue_mail(MailKind.REMINDER, person, None, None, {"entries": []}, now, cause)
    db.session.flush()
    entries = [dict(known) for known in mail.context["entries"]]
    same = next((known for known in entries if known["path"] == entry["path"]), None)
    if same is None:
        entries.append(entry)
    else:
        both = {**same, **entry} if "internal_on" in same else {**entry, **same}
        same |= {**both, "bodies": [*dict.fromkeys([*same["bodies"], *entry["bodies"]])], **_days_of_both(same, entry)}
    mail.context = {"entries": entries}
    return mail


def _days_of_both(same: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    days = [*same.get("meeting_days", ()), *entry.get("meeting_days", ())]
    return {"meeting_days": days} if days else {}


def _cause(person: User, place: str, day: date) -> str:
    return f"dag-{day.isoformat()}{f'-{place}' if person.single_mails else ''}"

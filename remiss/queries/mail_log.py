"""The mail of a remiss as its sender sees it: what went out to the bodies, what came to the sender, what is planned.

Mail inside a body (assigned, to review, signed, sent back) would tell of its signing steps and is never in this log;
nor is the name of the person who got a reminder, since that is whoever holds the matter there (DOMAIN §7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail, Reminder, ReminderKind, ReminderMail, ReminderState
from remiss.models.organisations import OrganisationKind
from remiss.models.people import User
from remiss.models.replies import Consultee
from remiss.queries.names import names_on

TOLD = [kind for kind in MailKind if kind.known_to_sender]
WORST_FIRST = (
    MailState.BOUNCED,
    MailState.FAILED,
    MailState.IN_DOUBT,
    MailState.SENDING,
    MailState.QUEUED,
    MailState.SENT,
    MailState.PAGE_ONLY,
)


@dataclass(frozen=True)
class LoggedMail:
    """One mail to one or several people. ``body`` is what it is about; where it tells who is late, how many are."""

    body: str
    words: str
    recipients: tuple[str, ...]
    state: MailState
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True)
class LoggedReminder:
    """One reminder to one body, planned or past: ``at`` is when it is due or went out, ``reason`` why it was skipped.

    ``mails`` is to how many persons it went, ``mail_state`` the worst that is known of those mails; ``delayed_from`` is
    the day on which it should have gone, when it came late.
    """

    consultee_id: int
    body: str
    kind: ReminderKind
    at: datetime
    state: ReminderState
    reason: str | None
    mails: int
    mail_state: MailState | None
    delayed_from: date | None = None


def mail_log(remiss_id: int, today: date) -> list[LoggedMail]:
    """Return the mails of a remiss but the reminders, newest first: five queries."""
    query = (
        sa.select(OutboxMail, User.name)
        .join(User, User.id == OutboxMail.recipient_id)
        .where(OutboxMail.remiss_id == remiss_id, OutboxMail.kind.in_(TOLD), OutboxMail.consultee_id.is_not(None))
    )
    bodies = _bodies(remiss_id, today)
    found = [
        _logged(mail, mail.kind.label, bodies[mail.consultee_id or 0][1], name)
        for mail, name in db.session.execute(query)
    ]
    found += [
        _logged(mail, "Försenade instanser", names[0] if len(names) == 1 else f"{len(names)} instanser", name)
        for mail, name, names in _tellings(remiss_id, bodies)
    ]
    return sorted(_together(found), key=lambda mail: mail.queued_at, reverse=True)


def _together(mails: Iterable[LoggedMail]) -> list[LoggedMail]:
    """Put the mails of one cause that fared alike on one line."""
    lines: dict[tuple[object, ...], LoggedMail] = {}
    for mail in mails:
        key = (mail.body, mail.words, mail.queued_at, mail.state)
        known = lines.get(key)
        lines[key] = replace(mail, recipients=(*known.recipients, *mail.recipients)) if known else mail
    return list(lines.values())


def reminder_log(remiss_id: int, today: date) -> list[LoggedReminder]:
    """Return the reminders of a remiss, body by body in the order of every list: four queries."""
    rows = db.session.scalars(sa.select(Reminder).join(Consultee).where(Consultee.remiss_id == remiss_id)).all()
    bodies, states = _bodies(remiss_id, today), mail_states([row.id for row in rows])
    order = sorted(rows, key=lambda row: (bodies[row.consultee_id][0], row.fired_at or row.fires_at, row.id))
    return [logged_reminder(row, bodies[row.consultee_id][1], states.get(row.id, [])) for row in order]


def logged_reminder(row: Reminder, body: str, states: list[MailState]) -> LoggedReminder:
    """Return a reminder as a line of a log; ``states`` are those of its mails."""
    return LoggedReminder(
        consultee_id=row.consultee_id,
        body=body,
        kind=row.kind,
        at=row.fired_at or row.fires_at,
        state=row.state,
        reason=row.reason,
        mails=len(states),
        mail_state=min(states, key=WORST_FIRST.index) if states else None,
        delayed_from=_delayed_from(row),
    )


def _delayed_from(row: Reminder) -> date | None:
    """Return the day on which a reminder should have gone, when it went on a later one: Remiss had stood still."""
    planned = local_date(row.fires_at)
    return planned if row.fired_on is not None and planned < row.fired_on else None


def mail_states(reminder_ids: Collection[int]) -> dict[int, list[MailState]]:
    """Return reminder → the states of the mails it went out in to the body's people: one query."""
    query = (
        sa.select(ReminderMail.reminder_id, OutboxMail.state)
        .join(OutboxMail, OutboxMail.id == ReminderMail.mail_id)
        .where(ReminderMail.reminder_id.in_(reminder_ids), ~ReminderMail.to_sender)
    )
    found: dict[int, list[MailState]] = {}
    for reminder_id, state in db.session.execute(query):
        found.setdefault(reminder_id, []).append(state)
    return found


def _tellings(
    remiss_id: int, bodies: Mapping[int, tuple[tuple[int, str], str]]
) -> list[tuple[OutboxMail, str, list[str]]]:
    """The mails that told the sender's people who is late, each with the names of those bodies."""
    query = (
        sa.select(OutboxMail, User.name, Reminder.consultee_id)
        .join(ReminderMail, ReminderMail.mail_id == OutboxMail.id)
        .join(Reminder, Reminder.id == ReminderMail.reminder_id)
        .join(Consultee, Consultee.id == Reminder.consultee_id)
        .join(User, User.id == OutboxMail.recipient_id)
        .where(ReminderMail.to_sender, Consultee.remiss_id == remiss_id)
        .order_by(OutboxMail.id)
    )
    found: dict[int, tuple[OutboxMail, str, list[str]]] = {}
    for mail, name, consultee_id in db.session.execute(query):
        found.setdefault(mail.id, (mail, name, []))[2].append(bodies[consultee_id][1])
    return list(found.values())


def _logged(mail: OutboxMail, words: str, body: str, recipient: str) -> LoggedMail:
    return LoggedMail(body, words, (recipient,), mail.state, mail.queued_at, mail.sent_at)


def _bodies(remiss_id: int, today: date) -> dict[int, tuple[tuple[int, str], str]]:
    """Return consultee → (place in every list, name)."""
    query = sa.select(Consultee.id, Consultee.organisation_id).where(Consultee.remiss_id == remiss_id)
    asked = db.session.execute(query).all()
    names = names_on([organisation_id for _, organisation_id in asked], today)
    order = list(OrganisationKind)
    return {
        consultee_id: ((order.index(names[place].kind), names[place].sort_key), names[place].name)
        for consultee_id, place in asked
    }

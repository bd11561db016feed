"""The mail of a remiss as its sender sees it: what went out to the bodies, what came to the sender, what is planned.

Mail inside a body (assigned, to review, signed, sent back) would tell of its signing steps and is never in this log;
nor is the name of the person who got a reminder, since that is whoever holds the matter there (DOMAIN §7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail, Reminder, ReminderKind, ReminderState
from remiss.models.organisations import OrganisationKind
from remiss.models.people import User
from remiss.models.replies import Consultee
from remiss.queries.names import names_on

TOLD = [kind for kind in MailKind if kind.known_to_sender]
REMINDER_KINDS = {ReminderKind.ONE_DAY_BEFORE: "En arbetsdag före sista svarsdag"}
HOLDER = "Den som har ärendet hos instansen"


@dataclass(frozen=True)
class LoggedMail:
    """One mail; ``recipient`` is a name, or who it was in words where the name is the body's own business."""

    consultee_id: int
    body: str
    words: str
    recipient: str
    state: MailState
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True)
class LoggedReminder:
    """One reminder, planned or past; ``reason`` says why it was skipped."""

    consultee_id: int
    body: str
    words: str
    fires_at: datetime
    state: ReminderState
    reason: str | None


def mail_log(remiss_id: int, today: date) -> list[LoggedMail]:
    """Return the mails of a remiss, body by body in the order of every list, oldest first: three queries."""
    query = (
        sa.select(OutboxMail, User.name, Consultee.id)
        .join(User, User.id == OutboxMail.recipient_id)
        .join(Consultee, Consultee.id == OutboxMail.consultee_id)
        .where(OutboxMail.remiss_id == remiss_id, OutboxMail.kind.in_(TOLD))
        .order_by(OutboxMail.queued_at, OutboxMail.id)
    )
    bodies = _bodies(remiss_id, today)
    found = [
        LoggedMail(
            consultee_id=consultee_id,
            body=bodies[consultee_id][1],
            words=mail.kind.label,
            recipient=HOLDER if mail.kind is MailKind.REMINDER else name,
            state=mail.state,
            queued_at=mail.queued_at,
            sent_at=mail.sent_at,
        )
        for mail, name, consultee_id in db.session.execute(query)
    ]
    return sorted(found, key=lambda mail: bodies[mail.consultee_id][0])


def reminder_log(remiss_id: int, today: date) -> list[LoggedReminder]:
    """Return the reminders of a remiss in the same order: three queries."""
    query = sa.select(Reminder).join(Consultee).where(Consultee.remiss_id == remiss_id)
    bodies = _bodies(remiss_id, today)
    found = [
        LoggedReminder(
            consultee_id=row.consultee_id,
            body=bodies[row.consultee_id][1],
            words=REMINDER_KINDS[row.kind],
            fires_at=row.fires_at,
            state=row.state,
            reason=row.reason,
        )
        for row in db.session.scalars(query.order_by(Reminder.fires_at, Reminder.id))
    ]
    return sorted(found, key=lambda reminder: bodies[reminder.consultee_id][0])


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

"""Every mail about a matter to its own body's people, and what became of its reminders.

Of a joint reply each body sees its own: what another did and mailed before they joined stays there (DOMAIN §7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission, may
from remiss.domain.planning import Step
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.mail import (
    InternalReminder,
    MailState,
    MeetingDayReminder,
    OutboxMail,
    Reminder,
    ReminderMail,
    ReminderState,
)
from remiss.models.people import User
from remiss.models.replies import Consultee, Reply
from remiss.queries.mail_log import LoggedReminder, logged_reminder

TO_SENDER = (
    MailKind.ARRIVED,
    MailKind.DECISION_ARRIVED,
    MailKind.DECLINED,
    MailKind.ANSWERS_AFTER_ALL,
    MailKind.COMPLETION_ANSWERED,
    MailKind.EXTENSION_ASKED,
)


@dataclass(frozen=True)
class MatterMail:
    """One mail; ``problem`` is our own sentence on what went wrong."""

    words: str
    recipient: str
    state: MailState
    queued_at: datetime
    sent_at: datetime | None
    problem: str | None


def matter_mails(actor: Actor, reply: Reply) -> list[MatterMail]:
    """Return the mails about the actor's own matter, newest first: three queries."""
    own = _own_consultees(actor, reply)
    query = (
        sa.select(OutboxMail, User.name)
        .join(User, User.id == OutboxMail.recipient_id)
        .where(OutboxMail.consultee_id.in_(own), OutboxMail.kind.not_in(TO_SENDER))
    )
    reminding = (
        sa.select(OutboxMail, User.name, Reminder.kind)
        .join(User, User.id == OutboxMail.recipient_id)
        .join(ReminderMail, ReminderMail.mail_id == OutboxMail.id)
        .join(Reminder, Reminder.id == ReminderMail.reminder_id)
        .where(Reminder.consultee_id.in_(own), ~ReminderMail.to_sender)
    )
    own_dates = (
        sa.select(OutboxMail, User.name)
        .join(User, User.id == OutboxMail.recipient_id)
        .join(InternalReminder, InternalReminder.mail_id == OutboxMail.id)
        .where(InternalReminder.reply_id == reply.id)
    )
    found = [_shown(mail, mail.kind.label, name) for mail, name in db.session.execute(query)]
    found += [
        _shown(mail, f"Påminnelse: {kind.label[0].lower()}{kind.label[1:]}", name)
        for mail, name, kind in db.session.execute(reminding)
    ]
    found += [_shown(mail, "Påminnelse: internt datum", name) for mail, name in db.session.execute(own_dates)]
    found += [
        _shown(mail, f"Påminnelse: {step.label.split(',')[0].lower()}", name)
        for mail, name, step in db.session.execute(_of_meeting_days(actor, reply))
    ]
    return sorted(found, key=lambda mail: mail.queued_at, reverse=True)


def _of_meeting_days(actor: Actor, reply: Reply) -> sa.Select[OutboxMail, str, Step]:
    own = [one.organisation_id for one in reply.consultees if _is_own(actor, one)]
    return (
        sa.select(OutboxMail, User.name, MeetingDayReminder.step)
        .join(User, User.id == OutboxMail.recipient_id)
        .join(MeetingDayReminder, MeetingDayReminder.mail_id == OutboxMail.id)
        .where(MeetingDayReminder.reply_id == reply.id, MeetingDayReminder.organisation_id.in_(own))
    )


def matter_reminders(actor: Actor, reply: Reply) -> list[LoggedReminder]:
    """Return the reminders that are planned or were skipped, in the order of their time: one query."""
    query = sa.select(Reminder).where(
        Reminder.consultee_id.in_(_own_consultees(actor, reply)), Reminder.state != ReminderState.FIRED
    )
    rows = db.session.scalars(query.order_by(Reminder.fires_at, Reminder.id))
    return [logged_reminder(row, "", []) for row in rows]


def internal_reminders(reply: Reply) -> list[InternalReminder]:
    """Return those of the body's own date that are planned or were skipped: one query."""
    query = sa.select(InternalReminder).where(
        InternalReminder.reply_id == reply.id, InternalReminder.state != ReminderState.FIRED
    )
    return list(db.session.scalars(query.order_by(InternalReminder.fires_at, InternalReminder.id)))


def _own_consultees(actor: Actor, reply: Reply) -> list[int]:
    return [one.id for one in reply.consultees if _is_own(actor, one)]


def _is_own(actor: Actor, consultee: Consultee) -> bool:
    return may(actor, Permission.MATTER_VIEW, frozenset({consultee.organisation_id}))


def _shown(mail: OutboxMail, words: str, recipient: str) -> MatterMail:
    return MatterMail(words, recipient, mail.state, mail.queued_at, mail.sent_at, mail.problem)

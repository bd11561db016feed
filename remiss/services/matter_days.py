"""How a body is reminded of a day of its own in a matter: in each person's mail of the day, or the next morning."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from remiss.clock import local_date
from remiss.models.mail import InternalReminder, MeetingDayReminder, OutboxMail, ReminderState
from remiss.models.people import User
from remiss.services.digests import has_gone
from remiss.services.reminders import next_morning

Own = TypeVar("Own", InternalReminder, MeetingDayReminder)


def mail_or_wait(
    reminder: Own, people: Sequence[User], add: Callable[[User, Own, datetime], OutboxMail], now: datetime
) -> None:
    """Let ``add`` put the reminder in everybody's mail of the day; where one has gone already, all wait a morning."""
    day = local_date(now)
    if any(has_gone(person, f"/arenden/{reminder.reply_id}", day) for person in people):
        reminder.fires_at = next_morning(now)
        return
    for person in people:
        reminder.mail_id = add(person, reminder, now).id
    reminder.state, reminder.fired_at = ReminderState.FIRED, now

"""What the sample's people do, each act at its moment, and what the system does by itself in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from remiss.clock import STOCKHOLM, local_date
from remiss.config import MailTransport, Settings
from remiss.jobs.sender import send_waiting
from remiss.jobs.tick import tick
from remiss.notifications.choice import mailer_for
from remiss.notifications.local import MemoryMailer
from remiss.notifications.mailer import Mailer

MORNING, EVENING = time(8, 5), time(17, 0)


@dataclass(frozen=True)
class Act:
    """Something that a person does at a moment, through the services."""

    at: datetime
    do: Callable[[datetime], object]


def act_out(acts: Iterable[Act], settings: Settings, mailer: Mailer) -> None:
    """Let everything happen in order; reminders are fired every morning and the day's mail goes out in the evening.

    So the log, the mail and the reminders come in the order in which they would have come.
    """
    for day, todays in _by_day(acts).items():
        tick(datetime.combine(day, MORNING, STOCKHOLM))
        for act in todays:
            act.do(act.at)
        evening = datetime.combine(day, EVENING, STOCKHOLM)
        send_waiting(mailer, settings.mail_from, settings.base_url, evening)


def harmless_mailer(settings: Settings) -> Mailer:
    """Return a mailer for the sample's past mail: to the files of a trial, otherwise nowhere; never to a server."""
    return mailer_for(settings) if settings.mail_transport is MailTransport.FILES else MemoryMailer()


def _by_day(acts: Iterable[Act]) -> dict[date, list[Act]]:
    days: dict[date, list[Act]] = {}
    for act in sorted(acts, key=lambda act: act.at):
        days.setdefault(local_date(act.at), []).append(act)
    return days

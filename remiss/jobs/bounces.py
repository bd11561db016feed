"""Reads what mail servers have sent back, and marks the mails it is about: each report in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

import structlog

from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import Heartbeat
from remiss.notifications.bounce import Bounce, read_bounce
from remiss.notifications.imap import BounceBox
from remiss.services.bounces import mark_bounced

log = structlog.get_logger()
NAME = "bounces"


@dataclass(frozen=True)
class Taken:
    """How many reports were read, and how many mails were marked."""

    read: int
    marked: int


def take_bounces(mails: Iterable[EmailMessage], at: datetime) -> Taken:
    """Read ``mails``; what is no report is passed over. The same report may come again: it changes nothing."""
    read = marked = 0
    for mail in mails:
        bounce = _bounce(mail)
        if bounce is not None:
            read += 1
            with writing():
                marked += mark_bounced(bounce.message_id, bounce.code, at)
    return Taken(read, marked)


def _bounce(mail: EmailMessage) -> Bounce | None:
    try:
        return read_bounce(mail)
    except Exception as problem:  # whatever a strange mail does to the parser, the others must be read
        log.error("report not read", kind=type(problem).__name__)
        return None


def read_mailbox(box: BounceBox, at: datetime) -> Taken:
    """Read the reports that wait in ``box``, and leave a sign of life that the operations page shows."""
    taken = take_bounces(box.unread(), at)
    with writing():
        beat = db.session.get(Heartbeat, NAME) or Heartbeat(name=NAME, at=at)
        beat.at = at
        db.session.add(beat)
    return taken

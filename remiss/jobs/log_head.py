"""Once a day the head of the log leaves the installation by mail."""

from __future__ import annotations

from datetime import datetime

from remiss.clock import local_date
from remiss.door import writing
from remiss.services.log_mail import head_is_mailed, mail_head


def mail_todays_head(at: datetime) -> None:
    """Queue the mail of the day unless it is; asked without the write lock first, since nearly always it is."""
    if not head_is_mailed(local_date(at)):
        with writing():
            mail_head(at)

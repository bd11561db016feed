"""What time it is, in one place, so that tests and the sample city can set it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime) -> date:
    """Return the calendar day in Stockholm on which ``moment`` (aware) falls."""
    return moment.astimezone(STOCKHOLM).date()


def today() -> date:
    """Return today's date in Stockholm."""
    return local_date(now())

"""Small helpers for Swedish text: dates, times, counts, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from babel.dates import format_date

from remiss.clock import STOCKHOLM

NBSP = "\u00a0"


def long_date(day: date) -> str:
    """Return ``13 december 2019``."""
    return format_date(day, "d MMMM y", locale="sv_SE")


def moment(at: datetime) -> str:
    """Return ``13 december 2019 kl. 14.32`` in Stockholm time."""
    local = at.astimezone(STOCKHOLM)
    return f"{long_date(local.date())} kl.{NBSP}{local:%H.%M}"


def short_moment(at: datetime) -> str:
    """Return ``2019-12-13 14.32`` in Stockholm time, for tables."""
    return f"{at.astimezone(STOCKHOLM):%Y-%m-%d{NBSP}%H.%M}"


def with_authority(reason: str | None, authority: str | None) -> str | None:
    """Return why a body declines with who decided so in brackets, as everybody reads it."""
    return f"{reason} ({authority})" if reason and authority else reason


def counted(number: int, singular: str, plural: str) -> str:
    """Return ``1 svar`` or ``3 svar``, with a non-breaking space."""
    return f"{number}{NBSP}{singular if number == 1 else plural}"


def listed(words: Sequence[str]) -> str:
    """Return ``a, b och c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"

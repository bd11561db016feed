"""How templates write dates, stances and counts."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask

from remiss import text
from remiss.clock import local_date, today
from remiss.documents.writing.svg import render_chart
from remiss.domain.board_words import spoken
from remiss.domain.deadlines import days_left
from remiss.domain.stance import stance_label, stance_symbol


def register_filters(app: Flask) -> None:
    """Make the filters known to every template."""
    app.jinja_env.filters.update(
        long_date=text.long_date,
        moment=text.moment,
        short_moment=text.short_moment,
        short_date=_short_date,
        counted=text.counted,
        listed=text.listed,
        stance_label=stance_label,
        stance_symbol=stance_symbol,
        left=_left,
        chart=render_chart,
        day=local_date,
        spoken=spoken,
    )


def _short_date(value: date | datetime | None) -> str:
    """Return 2019-12-13, for tables; a moment is shown as its Stockholm day."""
    if value is None:
        return "–"
    return (local_date(value) if isinstance(value, datetime) else value).isoformat()


def _left(due: date) -> str:
    """Return how long is left, in words."""
    days = days_left(due, today())
    if days < 0:
        return f"{text.counted(-days, 'dag', 'dagar')} sen"
    return "i dag" if days == 0 else f"om {text.counted(days, 'dag', 'dagar')}"

"""The files of a matter and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template

from remiss.domain.permissions import Permission, may
from remiss.models.decisions import Outcome
from remiss.queries.matter_decisions import files_of
from remiss.queries.matter_history import HistoryEvent, history
from remiss.queries.matter_text import board_text, saved_text
from remiss.queries.wall import own_matter
from remiss.text import long_date
from remiss.web.office.history_words import ACTIONS, UNKNOWN
from remiss.web.office.page import matter_page
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_records", __name__)
DAYS = ("held_on", "decided_on", "adjusted_on", "handed_over_on", "planned_on", "arrived_on", "signed_on")


@dataclass(frozen=True)
class HistoryRow:
    """An event in words, and the hash of the text it was about, when there is one."""

    at: datetime
    who: str
    words: str
    sha256: str


@route(blueprint, "/arenden/<int:reply_id>/handlingar", Permission.MATTER_VIEW)
def files(reply_id: int) -> str:
    """List the files of the matter, with the text as a Word file."""
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, "office_records.files")
    allowed = may(current_actor(), Permission.MATTER_DISCLOSE, reply.owners)
    return render_template(
        "office/files.html", page=page, files=files_of(reply), saved=saved_text(reply_id), own=board_text(reply_id),
        may_disclose=allowed,
    )  # fmt: skip


@route(blueprint, "/arenden/<int:reply_id>/historik", Permission.MATTER_VIEW)
def events(reply_id: int) -> str:
    """Tell who did what and when."""
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, "office_records.events")
    return render_template("office/history.html", page=page, rows=[history_row(event) for event in history(reply)])


def history_row(event: HistoryEvent) -> HistoryRow:
    """Return the event in plain words; facts that an old event lacks leave a dash."""
    facts = {
        key: long_date(date.fromisoformat(value)) if key in DAYS and value else value
        for key, value in event.facts.items()
    }
    if facts.get("planned_on", "") is None:
        facts["planned_on"] = "inte bestämt"
    if "outcome" in facts:
        facts["outcome"] = Outcome(facts["outcome"]).label.lower()
    words = ACTIONS.get(event.action, UNKNOWN).format_map(_Dashes(facts))
    return HistoryRow(event.at, event.who, words, str(facts.get("sha256") or ""))


class _Dashes(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"

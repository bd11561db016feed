"""How the status table of a sent remiss is chosen from and sorted, and what waits for the sender.

Both the choice and the order stand in the address, so that a page can be sent to a colleague.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from remiss.clock import local_date, today
from remiss.queries.public_status import PublicStatus
from remiss.queries.status_groups import StatusGroup, group_of, is_overdue

OVERDUE, UNOPENED, CAME_LATE, UNINVITED = "forsenade", "ej-mottagna", "sent-inkomna", "ej-tillfragade"
LABELS = {
    OVERDUE: "försenade", UNOPENED: "inte mottagna", CAME_LATE: "inkomna för sent", UNINVITED: "ej tillfrågade",
}  # fmt: skip
_EPOCH = datetime.min.replace(tzinfo=UTC)
_LAST = (
    StatusGroup.WAITING, StatusGroup.SILENT, StatusGroup.PRELIMINARY, StatusGroup.CAME_IN, StatusGroup.OUTSIDE,
    StatusGroup.DECLINED, StatusGroup.WITHDRAWN,
)  # fmt: skip
"""Sorted by state, after the late and the unopened: what still waits for something comes first."""


@dataclass(frozen=True)
class Choice:
    """Which bodies are shown and in which order; anything else in the address means all, by kind."""

    status: str
    order: str

    @classmethod
    def of(cls, address: Mapping[str, Any]) -> Choice:
        """Return what the query of an address asks for."""
        status, order = address.get("status", ""), address.get("ordning", "")
        known = {*LABELS, *(group.value for group in StatusGroup)}
        return cls(status if status in known else "", order if order in ORDERS else "")

    def query(self, **changed: str) -> str:
        """Return the query of an address with this choice but for ``changed``, empty when there is nothing to say."""
        asked = {"status": self.status, "ordning": self.order, **changed}
        kept = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True)
class Row:
    """One line of the table: the public status, and what the sender may do about it."""

    status: PublicStatus
    overdue: bool
    remind: bool


@dataclass(frozen=True)
class Selection:
    """A link above the table: how many bodies it shows."""

    key: str
    words: str
    count: int


@dataclass(frozen=True)
class Board:
    """The table with its choices. ``overdue`` counts the bodies that are late, chosen or not."""

    choice: Choice
    selections: list[Selection]
    rows: list[Row]
    overdue: int


def board(statuses: Sequence[PublicStatus], choice: Choice, *, may_remind: bool) -> Board:
    """Return the board of a sent remiss. A body is offered a reminder when it is late or has not opened the remiss,
    unless it got one today.
    """
    day = today()
    rows = [
        Row(status, is_overdue(status, day), may_remind and _is_offered(status, day))
        for status in chosen_rows(statuses, choice, day)
    ]
    return Board(choice, selections(statuses, day), rows, sum(is_overdue(status, day) for status in statuses))


def _is_offered(status: PublicStatus, day: date) -> bool:
    return (is_overdue(status, day) or fits(status, UNOPENED, day)) and not reminded_on(status, day)


def reminded_on(status: PublicStatus, day: date) -> bool:
    """Tell whether the body was reminded on ``day``: then there is nothing more to do about it that day."""
    return status.reminded_at is not None and local_date(status.reminded_at) == day


def fits(status: PublicStatus, key: str, today: date) -> bool:
    """Tell whether the body belongs to the chosen selection; an empty choice means all."""
    special = {
        "": True,
        OVERDUE: is_overdue(status, today),
        UNOPENED: status.invited and status.unopened,
        CAME_LATE: status.late,
        UNINVITED: not status.invited,
    }
    return special[key] if key in special else status.invited and group_of(status) == key


def selections(statuses: Sequence[PublicStatus], today: date) -> list[Selection]:
    """Return the links above the table: the usual groups always, the others when they hold anybody."""
    groups = [(group.value, group.label.lower()) for group in StatusGroup]
    usual = {group.value for group in StatusGroup if not group.rare}
    counted = [
        Selection(key, words, sum(fits(status, key, today) for status in statuses))
        for key, words in (*groups, *LABELS.items())
    ]
    return [one for one in counted if one.count or one.key in usual]


def chosen_rows(statuses: Iterable[PublicStatus], choice: Choice, today: date) -> list[PublicStatus]:
    """Return the rows of the table, in the order asked for."""
    rows = [status for status in statuses if fits(status, choice.status, today)]
    return sorted(rows, key=ORDERS[choice.order](today)) if choice.order else rows


def _by_state(today: date) -> Callable[[PublicStatus], tuple[int, int]]:
    def key(status: PublicStatus) -> tuple[int, int]:
        return 0 if is_overdue(status, today) else 1 if status.unopened else 2 + _LAST.index(
            group_of(status)
        ), -status.reminders

    return key


ORDERS: dict[str, Callable[[date], Callable[[PublicStatus], Any]]] = {
    "lage": _by_state,
    "inkom": lambda _: lambda status: -(status.submitted_at or _EPOCH).timestamp(),
    "paminnelser": lambda _: lambda status: (-status.reminders, -(status.reminded_at or _EPOCH).timestamp()),
}
"""The name in the address of each order → its sorting key; the sorting keeps the order of every list among equals."""

"""The public status of all bodies counted into groups whose sum is the number of asked bodies (DOMAIN §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from remiss.queries.public_status import PublicStatus


class StatusGroup(StrEnum):
    """What became of an asked body; each body is in exactly one."""

    CAME_IN = "inkomna"
    PRELIMINARY = "forhandssvar"
    DECLINED = "avstar"
    SILENT = "ej-inkomna"
    OUTSIDE = "utanfor-systemet"
    WITHDRAWN = "aterkallade"
    WAITING = "vantar"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "inkomna": "Inkomna svar",
            "forhandssvar": "Förhandssvar",
            "avstar": "Avstår",
            "ej-inkomna": "Har inte inkommit",
            "utanfor-systemet": "Utanför systemet",
            "aterkallade": "Återkallade",
            "vantar": "Väntar på svar",
        }[self.value]

    @property
    def rare(self) -> bool:
        """True for a group that is only worth showing when somebody is in it."""
        return self in {StatusGroup.PRELIMINARY, StatusGroup.OUTSIDE, StatusGroup.WITHDRAWN}


@dataclass(frozen=True)
class StatusSums:
    """How many asked bodies are in each group; ``uninvited`` answered without being asked and is counted apart."""

    counts: dict[StatusGroup, int]
    asked: int
    uninvited: int
    late: int


def group_of(status: PublicStatus) -> StatusGroup:
    """Return the group of one body."""
    marks = (
        (status.preliminary, StatusGroup.PRELIMINARY),
        (status.answered, StatusGroup.CAME_IN),
        (status.declined, StatusGroup.DECLINED),
        (status.silent, StatusGroup.SILENT),
        (status.outside, StatusGroup.OUTSIDE),
        (status.withdrawn, StatusGroup.WITHDRAWN),
    )
    return next((group for holds, group in marks if holds), StatusGroup.WAITING)


def is_waited_for(status: PublicStatus) -> bool:
    """Tell whether the answer of a body is still to come in."""
    return group_of(status) is StatusGroup.WAITING


def is_overdue(status: PublicStatus, today: date) -> bool:
    """Tell whether the answer of an asked body has not come in although its time is out."""
    waits = status.invited and is_waited_for(status)
    return waits and status.due_on is not None and status.due_on < today


def sums_of(statuses: Sequence[PublicStatus]) -> StatusSums:
    """Count the bodies of a remiss. A joint reply counts once for each of its bodies."""
    asked = [group_of(status) for status in statuses if status.invited]
    return StatusSums(
        counts={group: asked.count(group) for group in StatusGroup},
        asked=len(asked),
        uninvited=len(statuses) - len(asked),
        late=sum(status.late for status in statuses),
    )

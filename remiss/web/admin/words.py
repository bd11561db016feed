"""The words of the operations page."""

from __future__ import annotations

from collections.abc import Mapping

from remiss.models.operations import TaskState
from remiss.text import NBSP

TASK_STATES = {
    TaskState.WAITING: "Väntar",
    TaskState.WORKING: "Pågår",
    TaskState.DONE: "Klara",
    TaskState.FAILED: "Misslyckade",
    TaskState.CANCELLED: "Avbrutna",
}
UNITS = ("kB", "MB", "GB", "TB")


def task_words(counts: Mapping[TaskState, int]) -> list[tuple[str, int]]:
    """Return (words, count) for every state of a background task, in the order of the route."""
    return [(words, counts.get(state, 0)) for state, words in TASK_STATES.items()]


def size_words(size: int) -> str:
    """Return a size in bytes as ``1,4 MB``: thousands, one decimal, a comma."""
    value = float(size)
    for unit in UNITS:
        value /= 1000
        if value < 1000 or unit == UNITS[-1]:
            break
    return f"{value:.1f}{NBSP}{unit}".replace(".", ",")

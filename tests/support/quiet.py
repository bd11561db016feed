"""Processor time in seconds of a quiet machine: a busy neighbour on the same host can double what work takes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

_QUIET = 0.052
"""What the work that is always the same took on the quiet machine that the bounds were set on."""
_PATTERN = re.compile(r"(?:nämndens|styrelsens) (?:synpunkter|yttrande)|förslag till .{3,30}", re.IGNORECASE)
_ATTEMPTS = 3


def quiet_seconds(work: Callable[[], object], bound: float) -> float:
    """Return what ``work`` took, by how slow the machine was right before and after: the first measurement of three
    that is under ``bound``, else the least.
    """
    measured = []
    for _ in range(_ATTEMPTS):
        before = _spent(_the_same)
        spent = _spent(work)
        slowness = (before + _spent(_the_same)) / 2 / _QUIET
        measured.append(spent / max(slowness, 1.0))
        if measured[-1] < bound:
            break
    return min(measured)


def _spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _the_same() -> None:
    for number in range(60_000):
        line = f"Det gäller hela vår samhälls- {number}"
        _PATTERN.fullmatch(line)
        line.strip().lower().split()

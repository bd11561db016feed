"""A figure, and how it is measured: the median of some runs after one that warms up."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MILLISECONDS = 1000
_KILOBYTE = 1024


@dataclass(frozen=True)
class Figure:
    """One line: seconds of ours and of the other way to do it, if there is one, and what is timed."""

    name: str
    ours: float
    alternative: float | None
    what: str

    def line(self) -> str:
        """Return name, ours, alternative or -, ratio, what, parted by tabs (CONTRACTS: ``bench``)."""
        other = _time(self.alternative) if self.alternative is not None else "-"
        ratio = f"{self.ours / self.alternative:.2f}" if self.alternative else "-"
        return "\t".join((self.name, _time(self.ours), other, ratio, self.what))


def timed(act: Callable[[], object], runs: int) -> float:
    """Return the median time of ``runs`` runs in seconds; one before them is not counted."""
    act()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return median(times)


def alternated(
    acts: Mapping[str, Callable[[], object]], runs: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Return the median time of each act: all take turns, so that what else the machine does falls on all alike.

    For what is over in some milliseconds ``clock`` is the processor's.
    """
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(runs):
        for name, act in acts.items():
            start = clock()
            act()
            times[name].append(clock() - start)
    return {name: median(some) for name, some in times.items()}


def processor_seconds() -> float:
    """Return the processor's time of this process and of those that it has waited for.

    The clock of work that takes seconds: what else the machine does at the same time is not in it.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def most_memory() -> int:
    """Return how many MB the process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KILOBYTE


def _time(seconds: float) -> str:
    return f"{seconds * MILLISECONDS:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def resident_megabytes() -> float:
    """Return how much memory the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000

"""In which order the workers take the tests: long ones first, so that no worker waits for the others at the end.

Each worker begins with its share of the list and takes over from the end of another's when it is done. What one makes
for all (a first start, the loaded sample) is made while the others need something else.
"""

from __future__ import annotations

import os
from itertools import chain, islice

import pytest

LONG = (
    ("tests/cli/test_run.py", "tests/web/test_canary.py", "tests/jobs/", "tests/cli/"),
    ("tests/sample/", "tests/migrations/", "tests/machine/"),
    ("tests/web/test_wall.py", "tests/journeys/"),
)
"""What the first worker begins with, the second and the third, in this order; of two, the first has the third's too."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests of a worker; one process alone takes them as they stand."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = in_shares(items, int(os.environ["PYTEST_XDIST_WORKER_COUNT"]))


def in_shares(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Return the same tests in equal shares, one after the other, each with its long ones first."""
    starts = [[place for places in LONG[number::workers] for place in places] for number in range(workers)]
    shares = [_long(items, places) for places in starts]
    known = {item.nodeid for share in shares for item in share}
    rest = (item for item in items if item.nodeid not in known)
    for share in shares[:-1]:
        share += islice(rest, max(0, len(items) // workers - len(share)))
    return [*chain.from_iterable(shares), *rest]


def _long(items: list[pytest.Item], places: list[str]) -> list[pytest.Item]:
    """Return the tests that stand in one of ``places``, each at the first that it stands in."""
    found: dict[str, list[pytest.Item]] = {place: [] for place in places}
    for item in items:
        place = next((place for place in places if item.nodeid.startswith(place)), None)
        if place is not None:
            found[place].append(item)
    return [item for place in places for item in found[place]]

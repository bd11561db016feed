"""In which order two workers take the tests: long ones first, so that no worker waits for the other's at the end.

Each worker begins with one half of the list and takes over from the end of the other half when it is done. What one
makes for both (a first start, the loaded sample) is made while the other needs something else.
"""

from __future__ import annotations

import os

import pytest

LONG = (
    ("tests/cli/test_run.py", "tests/journeys/", "tests/web/test_canary.py", "tests/jobs/", "tests/cli/"),
    ("tests/sample/", "tests/migrations/", "tests/web/test_wall.py", "tests/machine/"),
)
"""What the first and the second worker begin with, in this order."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests of a worker; one process alone takes them as they stand."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items[:] = in_halves(items)


def in_halves(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the same tests, each half with its long ones first."""
    first, second = (_long(items, places) for places in LONG)
    known = {item.nodeid for item in (*first, *second)}
    rest = [item for item in items if item.nodeid not in known]
    room = max(0, len(items) // 2 - len(first))
    return [*first, *rest[:room], *second, *rest[room:]]


def _long(items: list[pytest.Item], places: tuple[str, ...]) -> list[pytest.Item]:
    """Return the tests that stand in one of ``places``, each at the first that it stands in."""
    found: dict[str, list[pytest.Item]] = {place: [] for place in places}
    for item in items:
        place = next((place for place in places if item.nodeid.startswith(place)), None)
        if place is not None:
            found[place].append(item)
    return [item for place in places for item in found[place]]

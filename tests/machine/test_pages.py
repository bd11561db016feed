"""The pages do what the same model foretells: old forms, double posts, another's form, and people of another body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from remiss.queries.audit_chain import examination
from tests.machine.observe import Onlooker
from tests.machine.pages import Browsers
from tests.machine.paths import step
from tests.machine.shrinking import watched
from tests.machine.walk import Walk
from tests.support.application import AuditingClient
from tests.support.world import World

STEPS, LONG_STEPS = 45, 2_000
AT_LEAST = 35
"""So many of the pairs two short walks come to."""
EARLY = {"skickad", "mottagen", "fordelad", "utkast", "avstatt", "utanfor_systemet", "aterkallad", "ej_inkommit"}


@pytest.fixture
def walk(app: Flask, world: World, visit: Callable[[str], AuditingClient]) -> Iterator[Walk]:
    onlooker = Onlooker(Path(app.config["REMISS_INSTANCE"]) / "remiss.sqlite3")
    yield Walk(world, onlooker, Browsers(visit, onlooker).perform)
    onlooker.close()
    assert examination().intact, "the log does not hold together after the walk"


@pytest.mark.timeout(300)  # a busy machine
def test_two_short_walks_through_the_pages(walk: Walk) -> None:
    """One looks around; the other goes on to signatures and decisions, as if it knew the early states."""
    chance, reached = Random(1), 0  # noqa: S311 - a walk, no secret
    for known in (set(), EARLY):
        walk.reached = {pair for pair in walk.pairs if pair[0] in known}
        before, until = len(walk.reached), walk.taken + STEPS
        while walk.taken < until:
            watched(walk, lambda: step(walk, chance.choice, astray=walk.taken % 2 == 0))
        reached += len(walk.reached) - before
    assert walk.refused > STEPS // 5, "hardly anything was tried that is to be refused"
    assert reached >= AT_LEAST


@pytest.mark.torture
@pytest.mark.timeout(36_000)
@pytest.mark.parametrize("seed", range(3))
def test_a_long_walk_through_the_pages(walk: Walk, seed: int) -> None:
    chance = Random(f"pages {seed}")  # noqa: S311 - a walk, no secret
    while walk.taken < LONG_STEPS:
        if walk.reached >= walk.pairs:
            walk.reached = set()  # once more, by other ways
        watched(walk, lambda: step(walk, chance.choice))

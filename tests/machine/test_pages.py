"""The pages do what the same model foretells: old forms, double posts, another's form, and people of another body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from flask import Flask

from remiss.queries.audit_chain import examination
from tests.machine.forms import HOUSE
from tests.machine.observe import Onlooker
from tests.machine.pages import Browsers
from tests.machine.paths import step
from tests.machine.shrinking import watched
from tests.machine.walk import Pair, Walk
from tests.support.application import AuditingClient
from tests.support.world import World

LONG_STEPS = 2_000
AT_LEAST = 40
"""So many of the pairs the short walks come to."""
EARLY = {"skickad", "mottagen", "fordelad", "utkast", "avstatt", "utanfor_systemet", "aterkallad", "ej_inkommit"}


@pytest.fixture
def walk(app: Flask, world: World, visit: Callable[[str], AuditingClient]) -> Iterator[Walk]:
    onlooker = Onlooker(Path(app.config["REMISS_INSTANCE"]) / "remiss.sqlite3")
    yield Walk(world, onlooker, Browsers(visit, onlooker).perform)
    onlooker.close()
    assert examination().intact, "the log does not hold together after the walk"


def _to_everything(_: Pair) -> bool:
    return False


def _to_signatures_and_decisions(pair: Pair) -> bool:
    return pair[0] in EARLY or pair[1] not in HOUSE


def _to_what_comes_after(pair: Pair) -> bool:
    return pair[0] in EARLY


@pytest.mark.timeout(300)  # a busy machine
def test_three_short_walks_through_the_pages(walk: Walk) -> None:
    """One looks around; the others go on, as if they knew the rest already, and sign here what can be signed."""
    chance, reached = Random(1), 0  # noqa: S311 - a walk, no secret
    for steps, knows in ((30, _to_everything), (40, _to_signatures_and_decisions), (20, _to_what_comes_after)):
        walk.reached = {pair for pair in walk.pairs if knows(pair)}
        walk.actions -= {"registrera_signerat_utlatande"} if walk.taken else set()
        before, until = len(walk.reached), walk.taken + steps
        while walk.taken < until:
            watched(walk, lambda: step(walk, chance.choice, astray=walk.taken % 2 == 0))
        reached += len(walk.reached) - before
    assert walk.refused > walk.taken // 10, "hardly anything was tried that is to be refused"
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

"""The services do what the model foretells: on every way to every pair, and on ways that nobody thought of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import hypothesis
import pytest
from flask import Flask
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from remiss.queries.audit_chain import examination
from tests.machine.observe import Onlooker
from tests.machine.paths import step
from tests.machine.rules import BESIDES, REMISS, REPLY, pairs
from tests.machine.shrinking import watched
from tests.machine.walk import Walk
from tests.support.world import World

EVERY_PAIR = {pair for pair in pairs(REPLY) | pairs(REMISS) if pair[1] not in BESIDES}
SEEDS = (1, 2, 3)
STEPS, LONG_STEPS = 300, 10_000
AT_MOST = 600
"""So many steps more the last walk may need for what the others did not come to."""


@pytest.fixture
def new_walk(app: Flask, world: World) -> Iterator[Callable[[], Walk]]:
    onlooker = Onlooker(Path(app.config["REMISS_INSTANCE"]) / "remiss.sqlite3")
    yield lambda: Walk(world, onlooker)
    onlooker.close()
    assert examination().intact, "the log does not hold together after the walk"


@pytest.mark.timeout(600)  # a busy machine
def test_three_walks_come_to_every_pair_and_find_what_was_promised(new_walk: Callable[[], Walk]) -> None:
    reached: set[tuple[str, str]] = set()
    for seed in SEEDS:
        walk, chance = new_walk(), Random(seed)  # noqa: S311 - a walk, no secret
        walk.reached = reached
        while walk.taken < STEPS:
            watched(walk, lambda walk=walk, pick=chance.choice: step(walk, pick))
        assert walk.refused > STEPS // 10, "hardly anything was tried that is to be refused"
    while EVERY_PAIR - reached and walk.taken < STEPS + AT_MOST:
        watched(walk, lambda: step(walk, chance.choice, astray=False))
    assert not EVERY_PAIR - reached, f"never reached: {sorted(EVERY_PAIR - reached)}"


@pytest.mark.torture
@pytest.mark.timeout(36_000)
@pytest.mark.parametrize("seed", range(10))
def test_a_long_walk(new_walk: Callable[[], Walk], seed: int) -> None:
    walk, chance = new_walk(), Random(f"long {seed}")  # noqa: S311 - a walk, no secret
    while walk.taken < LONG_STEPS:
        if walk.reached >= EVERY_PAIR:
            walk.reached = set()  # once more, by other ways
        watched(walk, lambda: step(walk, chance.choice))


def shrinking(new_walk: Callable[[], Walk], steps: int, examples: int) -> None:
    """Walk as Hypothesis likes: what differs is told with the shortest way to it that was found."""

    class Wandering(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.walk = new_walk()

        @rule(data=strategies.data())
        def step(self, data: strategies.DataObject) -> None:
            step(self.walk, lambda options: data.draw(strategies.sampled_from(options)))

    settings = hypothesis.settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck), print_blob=False,
    )  # fmt: skip
    run_state_machine_as_test(Wandering, settings=settings)


@pytest.mark.torture
@pytest.mark.timeout(900)  # where something differs, it takes minutes to find the shortest way there
def test_short_walks_that_shrink(new_walk: Callable[[], Walk]) -> None:
    shrinking(new_walk, steps=40, examples=4)


@pytest.mark.torture
@pytest.mark.timeout(36_000)
def test_many_walks_that_shrink(new_walk: Callable[[], Walk]) -> None:
    shrinking(new_walk, steps=300, examples=50)

"""The services do what the model foretells: on every way to every pair, and on ways that nobody thought of."""

from __future__ import annotations

import random
import time
from pathlib import Path

from flask import Flask

from tests.machine.observe import Onlooker
from tests.machine.paths import everywhere, step
from tests.machine.walk import Walk
from tests.support.world import World


def test_try(app: Flask, world: World) -> None:
    onlooker = Onlooker(Path(app.config["REMISS_INSTANCE"]) / "remiss.sqlite3")
    walk = Walk(world, onlooker)
    t = time.process_time()
    n = 0
    walk_take = walk.take
    def counted(*a, **k):
        nonlocal n
        n += 1
        if n % 50 == 0: print(n, len(walk.reached), time.process_time()-t, flush=True)
        return walk_take(*a, **k)
    walk.take = counted
    import cProfile, pstats
    pr = cProfile.Profile(); pr.enable()
    left = everywhere(walk, random.Random(1).choice, 120)
    pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(60)
    print(n, sorted(left), time.process_time() - t, next(walk.numbers))


def test_random(app: Flask, world: World) -> None:
    onlooker = Onlooker(Path(app.config["REMISS_INSTANCE"]) / "remiss.sqlite3")
    walk = Walk(world, onlooker)
    t = time.process_time()
    chance = random.Random(1)
    for _ in range(200):
        step(walk, chance.choice)
    print(len(walk.reached), walk.refused, time.process_time() - t)

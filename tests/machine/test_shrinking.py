"""What a walk finds is told with the shortest way there."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.machine.doing import Doing
from tests.machine.observe import Onlooker
from tests.machine.shrinking import watched
from tests.machine.things import Attempt, Body
from tests.machine.walk import Difference, Walk, in_a_transaction
from tests.support.world import World

LONG = (
    ("ta_emot", "farsta.registrator", 0), ("ta_emot", "social.registrator", 1), ("ta_emot", "admin", 0),
    ("planera_svar", "farsta.sekreterare", 0), ("planera_svar", "social.registrator", 1),
    ("fordela", "social.direktor", 1), ("planera_svar", "social.sekreterare", 1), ("fordela", "farsta.direktor", 0),
)  # fmt: skip


def _forgetful(doing: Doing) -> object:
    """Does everything but give Farsta's matter to an officer."""
    forgets = doing.attempt.action == "fordela" and doing.attempt.place == "farsta"
    return None if forgets else in_a_transaction(doing)


def test_the_way_to_a_difference_is_short(app: Flask, world: World) -> None:
    onlooker = Onlooker(Path(app.config["REMISS_INSTANCE"]) / "remiss.sqlite3")
    walk = Walk(world, onlooker, _forgetful)
    walk.begin({"farsta": Body(), "social": Body()})

    def go() -> None:
        walk.take(Attempt("skicka", "ks.samordnare"))
        for action, who, place in LONG:
            walk.take(Attempt(action, who, list(walk.model.matters)[place]))

    with pytest.raises(Difference) as found:
        watched(walk, go)
    onlooker.close()
    short = str(found.value).partition("The shortest way there")[2].splitlines()[1:]
    assert [line.strip() for line in short] == [
        "Attempt('skicka', 'ks.samordnare'),",
        "Attempt('ta_emot', 'farsta.registrator', matter=0),",
        "Attempt('fordela', 'farsta.direktor', matter=0),",
    ]

"""Makes the way to a difference short, so that a person can read and repeat it.

To replay one: copy the bodies and the attempts from the failure into a test and call
``replay(new_walk(), bodies, attempts)``; it returns what goes wrong, or "" once that is mended. In them a matter, a
proposal or a request is called by its place in line: matter 0 is the first body's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from tests.machine.rules import rule_of
from tests.machine.things import Attempt, Body
from tests.machine.walk import Difference, Walk

AT_MOST = 80
"""So many replays the search may take: minutes, where a walk was long."""


def watched(walk: Walk, take_step: Callable[[], None]) -> None:
    """Take a step; what goes wrong in it is told with the shortest way to it that was found."""
    try:
        take_step()
    except Exception as problem:  # whatever it is, it came by this way
        bodies = {place: body for place, body in walk.model.bodies.items() if place != "external"}
        way, wrong = [_portable(walk, step.attempt) for step in walk.steps], _kind(problem)
        again = Walk(walk.world, walk.onlooker, walk.perform if walk.through_pages else None, walk.actions)
        short = shortest(lambda steps: replay(again, bodies, steps) == wrong, way)
        told = "\n".join(f"  {attempt!r}," for attempt in short)
        raise Difference(f"{problem}\n\nThe shortest way there, in a new remiss to {bodies}:\n{told}") from problem


def replay(walk: Walk, bodies: Mapping[str, Body], attempts: Iterable[Attempt]) -> str:
    """Make ``attempts`` in a new remiss; return what goes wrong in the way of one line, or nothing."""
    walk.begin(dict(bodies))
    for attempt in attempts:
        found = _located(walk, attempt)
        if found is None:
            continue
        try:
            walk.take(found)
        except Exception as problem:
            return _kind(problem)
    return ""


def shortest(fails: Callable[[Sequence[Attempt]], bool], way: Sequence[Attempt]) -> list[Attempt]:
    """Leave out parts of ``way``, large ones first, for as long as it ``fails`` without them."""
    left, size, tries = list(way), max(len(way) // 2, 1), 0
    while size and tries < AT_MOST:
        at, before = 0, len(left)
        while at < len(left) - 1 and tries < AT_MOST:
            shorter = left[:at] + left[min(at + size, len(left) - 1) :]
            tries += 1
            if fails(shorter):
                left = shorter
            else:
                at += size
        size = size // 2 if size > 1 or len(left) == before else 1
    return left


def _kind(problem: Exception) -> str:
    first = (str(problem).splitlines() or [""])[0]
    return f"{type(problem).__name__}: {re.sub(r'[0-9]+', 'n', first)[:200]}"


def _portable(walk: Walk, attempt: Attempt) -> Attempt:
    matter, which = attempt.matter, attempt.which
    if matter is not None:
        attempt = replace(attempt, matter=list(walk.model.matters).index(matter))
    if which is not None and rule_of(attempt.action).form != "anstand":
        attempt = replace(attempt, which=list(_kept(walk, attempt)).index(which))
    return attempt


def _located(walk: Walk, attempt: Attempt) -> Attempt | None:
    matters = list(walk.model.matters)
    if attempt.matter is None:
        return attempt
    if attempt.matter >= len(matters):
        return None
    number = matters[attempt.matter]
    if rule_of(attempt.action).form == "anstand":
        return replace(attempt, matter=number, which=walk.model.matters[number].extension)
    if attempt.which is None:
        return replace(attempt, matter=number)
    kept = list(_kept(walk, attempt))
    return replace(attempt, matter=number, which=kept[attempt.which]) if attempt.which < len(kept) else None


def _kept(walk: Walk, attempt: Attempt) -> Mapping[int, object]:
    return walk.model.requests if "komplettering" in attempt.action else walk.model.proposals

"""Where to go next: towards what has not been done yet, and sometimes astray."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from tests.machine.model import Model
from tests.machine.rules import BEFORE, FOLLOWS, REMISS, REPLY, SAME, TAMPERING, UNDOES, Rule, rule_of
from tests.machine.things import Attempt, Body, Matter
from tests.machine.walk import PEOPLE, Pair, Walk

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]
NEEDS_A_PROPOSAL = {
    "aterkalla_forslag_om_gemensamt_svar", "avboj_gemensamt_svar", "ga_med_i_gemensamt_svar", "ta_emot_part",
    "lamna_gemensamt_svar",
}  # fmt: skip
JOINT_ALONE = {("till_namnd", "ta_tillbaka_beslut")}
"""Only where one of several parties has decided."""
SETTLED = {
    "one_level", "two_levels", "alone", "joint", "company", "no_company", "chair", "came_late", "nobody_asked_in_turn",
    "muted",
}  # fmt: skip
"""What moving on does not change."""
OWN_TEXT, HEARS = "lagg_in_namndens_yttrande", "sla_pa_paminnelser"
BREAKS_OFF = {"avsluta", "aterkalla"}
SENDS_LATE = "expediera_efter_svarstiden"
COMES_FROM = {
    ("inskickad", OWN_TEXT): "forhandssvar", ("ej_inkommit", OWN_TEXT): "till_namnd",
    ("ej_inkommit", SENDS_LATE): "beslutad",
}  # fmt: skip
"""Where it must be decided that something can be done in a state that comes after."""
OPENS = {
    "begar_komplettering": {"lamna_komplettering", "aterkalla_begaran_om_komplettering"},
    "begar_anstand": {"ta_tillbaka_begaran_om_anstand", "avsla_begaran_om_anstand"},
    "andra_signerad_text": {"oppna_for_ny_signering"},
    "forbered_version": {"skicka_version"},
}
"""What can be done after this in the same state, and not before."""
PATIENCE = 25
"""After so many steps that led to nothing new, another remiss is more use."""
LONGEST = 240
"""So many steps a remiss may have: then it would be another day there."""
CITIES = (
    {"farsta": Body(signatures=2, chair=True), "social": Body(signatures=1)},
    {"farsta": Body(signatures=1), "social": Body(signatures=2, company=True)},
    {"farsta": Body(signatures=2, chair=True), "social": Body(signatures=2, chair=True)},
    {"farsta": Body(signatures=1, chair=True), "social": Body(signatures=1)},
)


def step(walk: Walk, pick: Pick, *, astray: bool = True) -> None:
    """Take one step of a random walk: onwards, and where it may go ``astray`` also what is to be refused."""
    goes_on = len(walk.steps) < LONGEST and walk.idle < PATIENCE
    options = onwards(walk) if goes_on else []
    if not options:
        walk.begin(pick(CITIES) if astray else _city_for(walk.pairs - walk.reached, pick))
        return
    stays = astray or walk.through_pages  # what is put back would sign people out
    if ends := [] if stays else _ends_that_are_new(walk, options):
        for attempt in ends:
            put_back = walk.keep()
            walk.take(attempt)
            put_back()
        return
    way = pick(WAYS) if astray else _onwards
    way(walk, pick(options), pick)


def _ends_that_are_new(walk: Walk, options: list[Attempt]) -> list[Attempt]:
    """Return what comes to an end here and has not been done: each is tried from here, instead of coming here anew."""
    left, here = walk.pairs - walk.reached, []
    for attempt in options:
        action = walk.model.meant(attempt)
        follows = FOLLOWS.get(action)
        states = {one.state for number, one in walk.model.matters.items() if follows or number == attempt.matter}
        if (follows or _ends(attempt)) and {(state, follows or action) for state in states} & left:
            here.append(attempt)
    return here


def _city_for(left: set[Pair], pick: Pick) -> dict[str, Body]:
    """Return bodies that can come where nobody has been."""
    states = {state for state, _ in left}
    return pick([city for city in CITIES if "granskning" not in states or city["farsta"].signatures > 1])


def onwards(walk: Walk) -> list[Attempt]:
    """Return the attempts that do, or come nearer to, what this walk has not done; none where nothing is left here."""
    options = walk.options()
    if not walk.model.matters:
        return _once_each([attempt for attempt in options if attempt.action == "skicka" or len(walk.steps) < 1])
    left = walk.pairs - walk.reached
    fresh = [attempt for attempt in options if _would_reach(walk.model, attempt) & left]
    if found := [attempt for attempt in fresh if not _ends(attempt)] or _proposals(walk, options) or fresh:
        return _once_each(found)
    far = {number: _distances(walk, number) for number in walk.model.matters}
    nearer = [(distance, a) for a in options if (distance := _distance_after(walk.model, a, far)) is not None]
    least = min((distance for distance, _ in nearer), default=0)
    return _once_each([attempt for distance, attempt in nearer if distance == least] or _agreements(walk, options))


def _once_each(options: list[Attempt]) -> list[Attempt]:
    """Keep one person for each thing that can be done: a thing that ten may do is not ten things."""
    return list({replace(one, who=""): one for one in reversed(options)}.values())


def _ends(attempt: Attempt) -> bool:
    """Tell whether little can be done here afterwards: the reply is sent, or all of them are broken off."""
    if attempt.matter is None:
        return attempt.action in BREAKS_OFF
    return rule_of(attempt.action).target in {"inskickad", "forhandssvar"}


def _would_reach(model: Model, attempt: Attempt) -> set[Pair]:
    if attempt.matter is None:
        action = model.meant(attempt)
        follows = FOLLOWS.get(action, "")
        matters = [m for m in model.matters.values() if follows and m.parties and m.state in REPLY[follows].states]
        found = {(model.state, one) for one in {action} | OPENS.get(action, set())}
        decided = [one for one in matters if action == "avsluta" and one.state in {"beslutad", "justerad"}]
        found |= {("ej_inkommit", one) for m in decided for one in (SENDS_LATE, *([OWN_TEXT] if m.own else []))}
        return found | {(matter.state, follows) for matter in matters}
    matter, action = model.matters[attempt.matter], model.meant(attempt)
    found = {(matter.state, one) for one in {action} | OPENS.get(action, set())}
    found |= {
        (REPLY[action].target, undo)
        for undo, done in UNDOES.items()
        if done == action and matter.state == REPLY[undo].target
    }
    found |= _opens_later(matter, action, attempt)
    if attempt.action == "ga_med_i_gemensamt_svar":
        found = {("mottagen" if matter.state == "skickad" else matter.state, attempt.action)}
        found.add((model.matters[model.proposals[attempt.which or 0].lead].state, "ta_emot_part"))
    return found


def _opens_later(matter: Matter, action: str, attempt: Attempt) -> set[Pair]:
    """Return what can be done after this in a state that comes then, and not without it."""
    if action == "registrera_beslut" and len(matter.parties) - len(matter.decided) > 1:
        return JOINT_ALONE
    if attempt.own:
        return {(state, OWN_TEXT) for state in _after_own_decision(action, at_once=attempt.otherwise)}
    if action == "tysta_paminnelser" and not matter.muted:
        return {(state, HEARS) for state in REPLY[HEARS].states}
    return set()


def _after_own_decision(action: str, *, at_once: bool) -> tuple[str, ...]:
    if action != "registrera_beslut":
        return ("inskickad",)
    return ("justerad", "ej_inkommit") if at_once else ("beslutad", "justerad", "ej_inkommit")


def _proposals(walk: Walk, options: list[Attempt]) -> list[Attempt]:
    """Asking another body opens ways that stay closed else."""
    asks = [a for a in options if a.action == "foresla_gemensamt_svar" and a.other != "external"]
    left = walk.pairs - walk.reached
    return asks if left & JOINT_ALONE or any(action in NEEDS_A_PROPOSAL for _, action in left) else []


def _agreements(walk: Walk, options: list[Attempt]) -> list[Attempt]:
    """Two matters become one: only when nothing else is to be done with two."""
    left = walk.pairs - walk.reached
    if not left & JOINT_ALONE and not any(action == "lamna_gemensamt_svar" for _, action in left):
        return []
    agreements = [attempt for attempt in options if attempt.action == "ga_med_i_gemensamt_svar"]
    return agreements or [attempt for attempt in options if attempt.action == "ta_emot"]


def _target(model: Model, attempt: Attempt) -> str:
    matter = model.matters[attempt.matter or 0]
    rule = rule_of(model.meant(attempt))
    return {SAME: matter.state, BEFORE: matter.before or ""}.get(rule.target, rule.target)


def _distance_after(model: Model, attempt: Attempt, far: dict[int, dict[str, int]]) -> int | None:
    """Return how far something undone will be after ``attempt``; None where it leads to nothing."""
    if attempt.matter is None:
        follows = REPLY.get(FOLLOWS.get(model.meant(attempt), ""))
        moved = [number for number, one in model.matters.items() if follows and one.state in follows.states]
        target = follows.target if follows else ""
        return min((far[number][target] for number in moved if target in far[number]), default=None)
    target = _target(model, attempt)
    return None if target == model.matters[attempt.matter].state else far[attempt.matter].get(target)


def _distances(walk: Walk, number: int) -> dict[str, int]:
    """Return for each state how far the matter would be from something undone; states without hope are not in."""
    matter = walk.model.matters[number]
    wanted = {
        REPLY[action].target if action in UNDOES else COMES_FROM.get((state, action), state)
        for state, action in walk.pairs - walk.reached
        if _possible(walk.model, number, matter, (state, action))
    }
    far = dict.fromkeys(wanted, 0)
    edges = list(_edges(walk.model, matter))
    distance, nearest = 0, set(wanted)
    while nearest:
        distance += 1
        nearest = {source for source, target in edges if target in nearest} - far.keys()
        far |= dict.fromkeys(nearest, distance)
    return far


def _possible(model: Model, number: int, matter: Matter, pair: Pair) -> bool:
    action = pair[1]
    if action in REMISS or not matter.parties or matter.parties == ["external"]:
        return False
    if pair in JOINT_ALONE and len(matter.parties) == 1:
        return False
    if pair == ("signering", "lamna_gemensamt_svar") and model.levels(matter) > 1:
        return False  # a chief has signed already
    if action == "ta_emot_part":
        return False  # it comes by the way, when somebody has been asked
    if action == "ga_med_i_gemensamt_svar" and matter.texts:
        return False
    if action in NEEDS_A_PROPOSAL:
        return bool(model.open_proposals(action, number))
    return _fits(model, matter, REPLY[action])


def _fits(model: Model, matter: Matter, rule: Rule) -> bool:
    return all(model.holds(name, matter) for name in rule.only.split() if name in SETTLED)


def _edges(model: Model, matter: Matter) -> Iterator[Pair]:
    for rule in REPLY.values():
        if rule.target not in {SAME, BEFORE} and "own_last" not in rule.only and _fits(model, matter, rule):
            yield from ((state, rule.target) for state in rule.states)


# -- ways to take a step ------------------------------------------------------------------------------------------


def _onwards(walk: Walk, attempt: Attempt, _: Pick) -> None:
    walk.take(attempt)


def _twice(walk: Walk, attempt: Attempt, _: Pick) -> None:
    """A double click, or the browser's back button and the form sent again."""
    walk.take(attempt)
    walk.again()


def _from_an_old_page(walk: Walk, attempt: Attempt, _: Pick) -> None:
    walk.take(replace(attempt, stale=True))


def _by_another(walk: Walk, attempt: Attempt, pick: Pick) -> None:
    if attempt.action not in TAMPERING:
        walk.take(replace(attempt, who=pick(PEOPLE)))


def _without_an_answer(walk: Walk, attempt: Attempt, pick: Pick) -> None:
    rule = rule_of(attempt.action)
    asks = [*rule.asks.split(), *(["motivering"] if "reason" in rule.only else [])]
    lacks = pick(asks) if asks else ""
    walk.take(replace(attempt, lacks=lacks, otherwise=not lacks))


def _out_of_turn(walk: Walk, attempt: Attempt, pick: Pick) -> None:
    """Something else than what the buttons offer, by anybody."""
    if attempt.matter is None or not walk.model.matters:
        walk.take(replace(attempt, action=pick([one for one in REMISS if one in walk.actions])))
        return
    shapes = [shape for action in REPLY if action in walk.actions for shape in walk.shapes(action, attempt.matter)]
    walk.take(replace(pick(shapes), who=pick(PEOPLE)))


def _an_old_post(walk: Walk, attempt: Attempt, pick: Pick) -> None:
    """A post of some steps ago comes once more; who is in the database posts nothing."""
    posts = [one for one in walk.steps[-12:] if one.attempt.action not in TAMPERING]
    if not posts:
        walk.take(attempt)
        return
    old = pick(posts)
    walk.take(replace(old.attempt, stale=False), old.shown)


WAYS = (
    *[_onwards] * 10, _twice, _twice, _from_an_old_page, _by_another, _without_an_answer, _out_of_turn, _out_of_turn,
    _an_old_post,
)  # fmt: skip

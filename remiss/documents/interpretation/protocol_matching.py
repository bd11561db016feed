"""Which § of a protokoll is about which matter: told by diary number, otherwise by the title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from remiss.domain.parsed import ProtocolItem


@dataclass(frozen=True)
class Sought:
    """A matter to find. ``numbers`` are its diary numbers, the body's own first."""

    key: int
    numbers: tuple[str, ...]
    title: str


def match_items(items: Sequence[ProtocolItem], matters: Sequence[Sought]) -> dict[int, ProtocolItem]:
    """Return the § of each matter by its key. What could be two, or is claimed by two matters alike, is left out: a
    person then reads it.
    """
    titles = Counter(_plain(matter.title) for matter in matters)
    claims: dict[int, list[tuple[int, int]]] = {}
    for matter in matters:
        claim = _claim(items, matter, alone=titles[_plain(matter.title)] == 1)
        if claim:
            strength, place = claim
            claims.setdefault(place, []).append((strength, matter.key))
    found = {}
    for place, rivals in claims.items():
        rivals.sort()
        if len(rivals) == 1 or rivals[0][0] < rivals[1][0]:
            found[rivals[0][1]] = items[place]
    return found


def _claim(items: Sequence[ProtocolItem], matter: Sought, *, alone: bool) -> tuple[int, int] | None:
    """Return how the matter was found, the surest as 0, and the index of its §.

    A number at the top of a § is that matter's; one further down may only be mentioned.
    """
    ways = [[_holds(item.top, number) for item in items] for number in matter.numbers]
    if alone:
        ways.append([_plain(matter.title) in _plain(item.top) for item in items])
    ways += [[_holds(item.text, number) for item in items] for number in matter.numbers]
    for strength, way in enumerate(ways):
        if sum(way) == 1:
            return strength, way.index(True)
    return None


def _holds(text: str, number: str) -> bool:
    spaced = r"\s*".join(re.escape(piece) for piece in number.split())
    return re.search(rf"(?<![\w./-]){spaced}(?![\w/-])(?!\.\d)", text, re.IGNORECASE) is not None


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", words.casefold()).split())

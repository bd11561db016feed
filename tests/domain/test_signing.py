"""What a signature is bound to: 1,000 random changes of what was signed, and which signatures the log says stand."""

from __future__ import annotations

import json
import random
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from remiss.domain.signing import Approval, SignedContent, SignedFile, SignedStance, standing_seals
from remiss.domain.statement import SectionKey, from_sections, serialise

TEXT = from_sections(
    [
        (SectionKey.PROPOSAL, "Förslag till beslut", ["Nämnden överlämnar svaret."]),
        (SectionKey.VIEWPOINTS, "Synpunkter", ["Vi är positiva.", "Belysningen bör byggas ut."]),
    ]
)
CONTENT = SignedContent(
    7, 2, "Svar på remiss", serialise(TEXT), "ab" * 32,
    (SignedFile(1, "Kostnader", "cd" * 32), SignedFile(2, "Karta", "ef" * 32)),
    (SignedStance(3, 1, "Vi är positiva.", "stoder"), SignedStance(4, 2, "Belysningen bör byggas ut.", None)),
)  # fmt: skip
APPROVAL = Approval("ab" * 32, 5, "avdelningschef", "Tf. stabschef", "Ann Berg", datetime(2026, 10, 5, 8, tzinfo=UTC))
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö 0123456789"


def _changed(value: Any, luck: random.Random) -> Any:
    """Return another value of the same sort, as little different as may be."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=luck.choice([-1, 1]))
    if isinstance(value, int):
        return value + luck.choice([-1, 1])
    if isinstance(value, tuple):
        return _reordered(value, luck)
    if value is None:
        return "x"
    place = luck.randrange(len(value))
    way = luck.randrange(3)
    other = luck.choice([c for c in LETTERS if c != value[place]])
    return value[:place] + ("", other, other + value[place])[way] + value[place + 1 :]


def _reordered(parts: tuple[Any, ...], luck: random.Random) -> tuple[Any, ...]:
    way = luck.randrange(4)
    if way == 0:
        return parts[::-1]
    if way == 1:
        return parts[:-1]
    if way == 2:
        return (*parts, parts[0])
    place = luck.randrange(len(parts))
    return (*parts[:place], _mutated(parts[place], luck), *parts[place + 1 :])


def _mutated(thing: Any, luck: random.Random) -> Any:
    name = luck.choice([field.name for field in fields(thing)])
    return replace(thing, **{name: _changed(getattr(thing, name), luck)})


def test_a_thousand_random_changes_are_all_detected() -> None:
    luck, seal = random.Random(4), APPROVAL.seal(CONTENT.digest())  # noqa: S311 - the same every time
    for _ in range(1000):
        content, approval = CONTENT, APPROVAL
        if luck.random() < 0.7:
            content = _mutated(CONTENT, luck)
        else:
            approval = _mutated(APPROVAL, luck)
        assert approval.seal(content.digest()) != seal, (content, approval)


def _signed(role: str) -> tuple[str, str]:
    return f"signera_som_{role}", json.dumps({"seal": role, "labels": [1]})


HEAD, DIRECTOR = _signed("avdelningschef"), _signed("forvaltningschef")


def _left(*events: tuple[str, str]) -> list[str]:
    return [sealed.seal for sealed in standing_seals(events)]


def test_the_log_tells_which_signatures_stand() -> None:
    back, undone = ("forvaltningschef_skickar_tillbaka", "{}"), ("angra_forvaltningschefens_aterforing", "{}")
    assert _left(HEAD, DIRECTOR) == ["avdelningschef", "forvaltningschef"]
    assert _left(HEAD, back) == []
    assert _left(HEAD, back, undone, DIRECTOR) == ["avdelningschef", "forvaltningschef"]
    assert _left(HEAD, DIRECTOR, ("angra_signatur_som_forvaltningschef", "{}")) == ["avdelningschef"]
    assert _left(HEAD, DIRECTOR, ("aterremittera", "{}"), HEAD) == ["avdelningschef"]
    assert _left(HEAD, DIRECTOR, ("oppna_for_ny_signering", "{}")) == []

"""Frozen facts come back exactly, and nothing in them can change without the text, and so the hash, changing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import pytest

from remiss.domain.compilation import CompilationFacts, OwnWords
from remiss.domain.serial import Unreadable, decode, encode
from tests.documents.compilation.examples import ACCEPTED, facts


def full() -> CompilationFacts:
    given = facts()
    words = OwnWords("slk", "Vi håller med – i ”huvudsak”.", "Kim Ek", given.created)
    first = given.replies[0]
    changed = replace(first.viewpoints[0], assessment=ACCEPTED, cues=("bör",), restated=2)
    return replace(
        given,
        own_words=(words,),
        replies=(replace(first, viewpoints=(changed, *first.viewpoints[1:])), *given.replies[1:]),
    )


def test_facts_come_back_as_they_were_and_have_one_text() -> None:
    text = encode(full())
    again = decode(CompilationFacts, text)
    assert again == full()
    assert encode(again) == text
    assert again.viewpoints()[0][1].stance is full().viewpoints()[0][1].stance


def leaves(tree: object, path: tuple[object, ...] = ()):
    if isinstance(tree, dict | list):
        for key, one in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(one, (*path, key))
    else:
        yield path


def test_every_leaf_that_is_touched_changes_the_text_or_is_refused() -> None:
    text = encode(full())
    paths = list(leaves(json.loads(text)))
    assert len(paths) > 300
    for path in paths[:: max(1, len(paths) // 200)]:
        tree = json.loads(text)
        place = tree
        for step in path[:-1]:
            place = place[step]
        old = place[path[-1]]
        place[path[-1]] = (not old) if isinstance(old, bool) else old + 1 if isinstance(old, int) else f"{old}x"
        touched = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert touched != text
        try:
            assert decode(CompilationFacts, touched) != full(), path
        except Unreadable:
            continue


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"a": 1}', '{"b":1,"a":"x"}', '{"a":"x","c":1}', '{"a":1}', '{"a":"x","b":true}']
)
def test_what_is_not_such_a_text_is_refused(broken: str) -> None:
    @dataclass(frozen=True)
    class Small:
        a: str
        b: int = 0

    assert decode(Small, '{"a":"x"}') == Small("x")
    with pytest.raises(Unreadable):
        decode(Small, broken)

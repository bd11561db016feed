"""Own words on their way to Word and back: changed, left, copied, moved, deleted; and changed in the page meanwhile."""

from __future__ import annotations

from remiss.domain.marks import WordsMark, print_of
from remiss.domain.returned_words import Fate, Known, Returned, compare

KEYS = ("sammanfattning", "instans:1", "instans:2", "tema:ljus")


def out(key: str, words: str) -> WordsMark:
    return WordsMark(print_of(key), print_of(words))


def fates(found: tuple[Returned, ...]) -> dict[str | None, Fate]:
    return {one.key: one.fate for one in found}


def test_what_is_left_is_the_same_whatever_the_white_space() -> None:
    known = {"slk": Known("Vi delar\n\nbedömningen.")}
    assert fates(compare([(out("slk", "Vi delar bedömningen."), "Vi  delar bedömningen.")], ("slk",), known)) == {
        "slk": Fate.SAME
    }


def test_what_is_changed_there_alone_can_be_taken_in() -> None:
    known = {"slk": Known("Vi delar bedömningen."), "tema:ljus": Known(None)}
    found = [
        (out("slk", "Vi delar bedömningen."), "Vi delar den."),
        (out("tema:ljus", "Förifyllt."), "Skrivet."),
    ]
    assert fates(compare(found, ("slk", "tema:ljus"), known)) == {"slk": Fate.CHANGED, "tema:ljus": Fate.CHANGED}


def test_what_is_changed_here_too_is_a_conflict() -> None:
    written = out("slk", "Gammalt.")
    for now in (Known("Nytt här."), Known(None, frozenset({print_of("Gammalt.")}))):
        assert fates(compare([(written, "Nytt där.")], ("slk",), {"slk": now})) == {"slk": Fate.CONFLICT}
    assert fates(compare([(written, "Gammalt.")], ("slk",), {"slk": Known("Nytt här.")})) == {"slk": Fate.SAME}
    assert fates(compare([(written, "Nytt.")], ("slk",), {"slk": Known("Nytt.")})) == {"slk": Fate.SAME}


def test_what_is_gone_copied_or_foreign_is_told_and_never_taken_in() -> None:
    known = {key: Known(None) for key in KEYS}
    found = [
        (out("instans:1", "A"), "A"),
        (out("instans:1", "A"), "A och mer"),
        (out("instans:2", "B"), "  "),
        (out("tema:annan", "C"), "C"),
    ]
    told = compare(found, KEYS, known)
    assert [(one.key, one.fate) for one in told] == [
        ("instans:1", Fate.DOUBLED),
        ("instans:1", Fate.DOUBLED),
        (None, Fate.UNKNOWN),
        ("sammanfattning", Fate.DELETED),
        ("instans:2", Fate.DELETED),
        ("tema:ljus", Fate.DELETED),
    ]


def test_what_has_moved_is_said_beside_what_became_of_it() -> None:
    known = {key: Known(None) for key in KEYS}
    order = ("instans:2", "sammanfattning", "instans:1", "tema:ljus")
    told = compare([(out(key, key), f"{key}!") for key in order], KEYS, known)
    assert {one.key for one in told if one.moved} == {"instans:2"}
    assert {one.fate for one in told} == {Fate.CHANGED}

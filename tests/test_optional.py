"""Libraries that are loaded late."""

import pytest

from remiss import optional


def test_gives_the_library() -> None:
    assert optional.load("pypdfium2").__name__ == "pypdfium2"


def test_a_missing_library_is_a_swedish_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = optional.Library(reason="test", when_missing="Det går inte utan biblioteket.")
    monkeypatch.setitem(optional.LIBRARIES, "no_such_library", entry)
    with pytest.raises(optional.LibraryMissing) as caught:
        optional.load("no_such_library")
    assert caught.value.sentence == "Det går inte utan biblioteket."


def test_every_entry_says_why_and_what_to_do() -> None:
    for name, entry in optional.LIBRARIES.items():
        assert entry.reason, name
        assert entry.when_missing.endswith("."), name

"""Names of places: short enough for Word, told apart from others, and known again as a copy."""

from __future__ import annotations

import pytest

from remiss.domain.marks import (
    BlockMark,
    QuoteMark,
    Source,
    WordsMark,
    block_name,
    mark_of,
    part_names,
    place_of,
    print_of,
    property_of,
    quote_name,
    source_in,
    source_of,
    words_name,
)
from remiss.domain.statement import BlockShape, SectionKey, TextBlock

BLOCKS = [TextBlock("b0012", key, shape, "Ord") for key in SectionKey for shape in BlockShape]
NAMES = [
    quote_name(12_345, 654_321, "Ord"),
    words_name("tema:ljus", "Ord"),
    *(block_name(9_999_999, block) for block in BLOCKS),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_fits_word_and_is_known_again_with_its_parts_and_as_a_copy(name: str) -> None:
    assert mark_of(name) is not None
    for shown in (name, *(f"{name}_Copy_1"[:length] for length in range(len(name) + 1, 41))):
        assert len(shown) <= 40
        assert place_of(shown.lower()) == (name, 0)
    if not name.startswith("text"):
        for number, part in enumerate(part_names(name, 9), start=1):
            assert len(part) <= 40
            assert place_of(part) == (name, number)


def test_a_name_says_what_the_place_is() -> None:
    assert mark_of(quote_name(3, 7, "Ord")) == QuoteMark(3, 7, print_of("Ord"))
    assert mark_of(words_name("slk", "Ord")) == WordsMark(print_of("slk"), print_of("Ord"))
    for block in BLOCKS:
        mark = mark_of(block_name(7, block))
        assert mark == BlockMark(7, block.id, block.section, block.shape)
        assert isinstance(mark, BlockMark)
        assert mark.with_words("Ord") == block


@pytest.mark.parametrize("name", ["", "svar_1", "text_1_b1_okant_p", "citat_1_2_x", "_Toc123", "ord_" + "a" * 33])
def test_other_names_are_not_ours(name: str) -> None:
    assert mark_of(name) is None


def test_a_print_is_of_the_words_and_not_of_the_white_space() -> None:
    assert print_of(" Ett\u00a0ord\n") == print_of("Ett ord") != print_of("ett ord")
    assert print_of("e\u0301") == print_of("\u00e9")


def test_a_source_is_written_and_read_again() -> None:
    source = Source(7, 2, "0a" * 32, "Farsta, Kista och andra")
    assert source_of(*property_of(source)) == source
    assert source_in(f"svar 7, version 2, sha256 {'0a' * 32}", source.body) == source
    assert source_in("svar 7") is None
    assert source_of("Remiss citat", "7") is None

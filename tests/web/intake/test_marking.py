"""Which words caused a suggestion is shown without changing a letter."""

from __future__ import annotations

import pytest

from remiss.web.intake.marking import marked


@pytest.mark.parametrize(
    ("text", "cues", "expected"),
    [
        ("Lampor bör bytas.", ["bör"], ["bör"]),
        ("Bör lampor bytas bör det ske nu.", ["bör"], ["Bör", "bör"]),
        ("Det är oklart vem.", ["är oklart", "oklart vem"], ["är oklart vem"]),
        ("Inget här.", ["saknas"], []),
        ("Inget här.", ["", " "], []),
        ("İstanbul bör nämnas.", ["bör"], ["bör"]),
    ],
)
def test_cues_are_apart_and_the_pieces_are_the_text(text: str, cues: list[str], expected: list[str]) -> None:
    pieces = marked(text, cues)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.cue] == expected

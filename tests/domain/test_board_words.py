from __future__ import annotations

import pytest

from remiss.domain.board_words import spoken
from remiss.domain.workflow.states import ReplyState


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (ReplyState.DIRECTOR_REVIEW.label, "Signering hos VD"),
        (ReplyState.TO_BOARD.label, "Till styrelse"),
        ("nämndernas beslut om förvaltningarnas förslag", "styrelsernas beslut om bolagens förslag"),
        ("Enligt förvaltningens förslag", "Enligt bolagets förslag"),
        ("Förvaltningschefens signatur saknas. Nämnden har beslutat.", "VD:s signatur saknas. Styrelsen har beslutat."),
    ],
)
def test_a_company_has_its_own_words(ours: str, theirs: str) -> None:
    assert spoken(ours, company=True) == theirs
    assert spoken(ours, company=False) == ours

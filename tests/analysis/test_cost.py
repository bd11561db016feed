from __future__ import annotations

import pytest

from remiss.analysis.cost import mentions_cost


@pytest.mark.parametrize(
    "text",
    [
        "Förslaget medför merkostnader.",
        "Det saknas finansiering för staketen.",
        "Nämnden har inte budgetmedel för detta.",
        "Resursbehovet är stort.",
        "Det kostar tre miljoner kronor.",
        "Medel bör tillföras nämnden.",
    ],
)
def test_sentences_about_money_are_found(text) -> None:
    assert mentions_cost(text)


@pytest.mark.parametrize("text", ["Läkemedel ska förvaras låst.", "Medelåldern är hög.", "Lamporna är trasiga.", ""])
def test_other_sentences_are_not(text) -> None:
    assert not mentions_cost(text)

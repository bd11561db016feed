"""What an extract of minutes says about the decision; what can be read in two ways is named."""

from __future__ import annotations

import pytest

from remiss.documents.interpretation.minutes_facts import read_minutes
from remiss.documents.reading.isolated import read_document
from tests.web.intake.files import MINUTES, REPLY

pytestmark = pytest.mark.slow  # files are read in a child process
POINT = "1. Stadsdelsnämnden godkänner förvaltningens tjänsteutlåtande och överlämnar det som svar på remissen."


def read(text: str):
    return read_minutes(read_document(text.encode(), "protokoll.txt"))


def test_a_plain_extract_is_read_without_doubt() -> None:
    found = read(MINUTES)
    assert (found.paragraph, found.decided_on.isoformat(), found.outcome) == ("§ 14", "2026-11-19", "enligt_forslag")
    assert (found.diary_number, found.immediate_adjustment, found.unsure) == ("1.1-7/2026", True, ())
    assert found.decision[1] == POINT


def test_a_statement_is_no_minutes() -> None:
    assert read(REPLY) is None


@pytest.mark.parametrize(
    ("words", "outcome", "sure"),
    [
        ("Nämnden beslutar enligt förvaltningens förslag.", "enligt_forslag", True),
        ("Nämnden beslutar i enlighet med kontorets förslag.", "enligt_forslag", True),
        ("Nämnden beslutar enligt ordförandens förslag.", "enligt_annat_forslag", True),
        (f"{POINT}\n\n2. Därutöver vill nämnden anföra att lamporna ska lysa.", "med_andring", True),
        (f"{POINT}\n\n2. Nämnden uppdrar åt förvaltningen att räkna på kostnaden.", "enligt_forslag", False),
        ("Nämnden avslår förslaget.", "avslag", True),
        ("Nämnden återremitterar ärendet.", "aterremiss", False),
        ("Ärendet bordläggs.", "bordlaggning", False),
        ("Nämnden uttalar sig.", None, False),
    ],
)
def test_the_outcome_is_told_by_its_words(words, outcome, sure) -> None:
    found = read(
        MINUTES.replace(MINUTES[MINUTES.index("Stadsdelsnämnden beslutade") : MINUTES.index("Ärendet")], words + "\n\n")
    )
    assert found.outcome == outcome
    assert ("outcome" not in {one.field for one in found.unsure}) is sure


def test_a_whole_protocol_names_its_paragraph_as_doubtful() -> None:
    found = read(MINUTES + "\n§ 15 Parkbänkar\n\nBeslut\nNämnden beslutar enligt förvaltningens förslag.\n")
    assert found.paragraph == "§ 14"
    assert "paragraph" in {one.field for one in found.unsure}

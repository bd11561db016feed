"""The attachments a text names, against the files that go with it."""

from __future__ import annotations

import pytest

from remiss.domain.attachments import missing_attachments, named_attachments
from remiss.domain.statement import CanonicalText, SectionKey, from_sections

REMITTED = ("Program för trygga gångvägar", "program.docx")


def _text(*names: str) -> CanonicalText:
    return from_sections([(SectionKey.ATTACHMENTS, "Bilagor", names)])


def test_names_are_read_without_their_numbers() -> None:
    text = _text("1. Kostnadsberäkning", "Bilaga 2: Karta över gångvägar", "Inga")
    assert named_attachments(text) == ["Kostnadsberäkning", "Karta över gångvägar"]


@pytest.mark.parametrize(
    ("names", "files", "missing"),
    [
        (["Bilaga 1. Kostnadsberäkning"], [], ["Kostnadsberäkning"]),
        (["Bilaga 1. Kostnadsberäkning"], ["kostnadsberäkning 2026"], []),
        (["Kostnadsberäkning"], ["Tabell"], []),  # as many files as names: it is called otherwise
        (["Kostnadsberäkning", "Karta över stråk"], ["Karta"], ["Kostnadsberäkning"]),
        (["Remissen", "Program för trygga gångvägar"], [], []),
        (["Inga"], [], []),
    ],
)
def test_what_is_named_and_not_there_is_missing(names: list[str], files: list[str], missing: list[str]) -> None:
    assert list(missing_attachments(_text(*names), files, REMITTED)) == missing

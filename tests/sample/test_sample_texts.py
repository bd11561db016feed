"""The sample's texts are as many and as long as the issue of the sample asks, and are written in three levels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
EARLIER = SAMPLE / "earlier"
WORDS_ON_TEN_PAGES = 4_000  # LibreOffice sets it on eleven


def words(path: Path) -> int:
    """The words of the text itself, without its head."""
    return len(path.read_text(encoding="utf-8").split("+++\n", 2)[2].replace("~", "").split())


def levels(path: Path) -> set[int]:
    return {len(marks) for marks in re.findall(r"^(#+) ", path.read_text(encoding="utf-8"), re.MULTILINE)}


def test_there_are_at_least_28_statements_of_400_to_1200_words():
    lengths = {path.name: words(path) for path in (SAMPLE / "source" / "replies").glob("*.md")}
    assert len([length for length in lengths.values() if 400 <= length <= 1_200]) >= 28, lengths


def test_the_earlier_round_has_six_replies_of_400_to_700_words():
    lengths = {path.name: words(path) for path in (EARLIER / "source" / "replies").glob("*.md")}
    assert len(lengths) == 6
    assert all(400 <= length <= 700 for length in lengths.values()), lengths


def test_the_programme_fills_more_than_ten_pages():
    assert words(SAMPLE / "source" / "programme.md") >= WORDS_ON_TEN_PAGES
    assert 1_200 <= words(EARLIER / "source" / "programme.md") <= 1_800


@pytest.mark.parametrize("folder", [SAMPLE, EARLIER], ids=["present", "earlier"])
def test_the_drafts_have_three_heading_levels(folder: Path):
    assert levels(folder / "source" / "programme.md") == {1, 2, 3}


@pytest.mark.parametrize("folder", [SAMPLE, EARLIER], ids=["present", "earlier"])
def test_replies_come_as_docx_pdf_and_txt(folder: Path):
    assert {path.suffix for path in (folder / "files").iterdir()} == {".docx", ".pdf", ".txt"}


@pytest.mark.parametrize("folder", [SAMPLE, EARLIER], ids=["present", "earlier"])
def test_every_source_has_been_built(folder: Path):
    built = {path.stem for kind in ("files", "drafts") for path in folder.glob(f"{kind}/*")}
    for path in (folder / "source").rglob("*.md"):
        kind = path.parent.name
        made = {"replies": path.stem, "minutes": f"{path.stem}-protokollsutdrag"}.get(kind)
        assert made is None or made in built, path

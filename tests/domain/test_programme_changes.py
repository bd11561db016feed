"""Sections of a new version of the draft are followed to the old ones, and told apart word by word."""

from __future__ import annotations

from remiss.domain.differences import ChangeKind
from remiss.domain.programme_changes import ComparedSection, DraftSection, SectionChange, compared, followed

LAMPS = "Mörka stråk lysas upp före 2032. Lyktor placeras tätt och trasiga lyktor lagas inom tre dagar."
SNOW = "Plogning sker före klockan sju. Skolvägar plogas först, därefter gångvägar till hållplatser."
OLD = (
    DraftSection("1", "Inledning", "Programmet gäller alla gångvägar.", "a001"),
    DraftSection("2", "Belysning", LAMPS, "a002"),
    DraftSection("3", "Snöröjning", SNOW, "a003"),
)


def ids(*new: DraftSection, used: tuple[str, ...] = ()) -> list[str]:
    return [section.stable_id for section in followed(OLD, new, used)]


def became(*new: DraftSection) -> dict[str, ComparedSection]:
    return {section.name: section for section in compared(OLD, followed(OLD, new))}


def test_an_inserted_chapter_moves_the_numbers_and_nothing_is_lost() -> None:
    dialogue = DraftSection("2", "Medborgardialog", "Boende tillfrågas genom enkäter.")
    lamps, snow = DraftSection("3", "Belysning", LAMPS), DraftSection("4", "Snöröjning", SNOW)
    assert ids(OLD[0], dialogue, lamps, snow) == ["a001", "a004", "a002", "a003"]


def test_another_heading_is_followed_by_its_words() -> None:
    renamed = DraftSection("5", "Ljus längs gångvägar", LAMPS.replace("tre dagar", "två dagar"))
    assert ids(renamed) == ["a002"]
    assert became(renamed)["5 Ljus längs gångvägar"].kind is SectionChange.CHANGED


def test_the_same_heading_twice_is_told_by_number_and_text() -> None:
    old = (DraftSection(None, "Mål", "Färre olyckor.", "a001"), DraftSection(None, "Mål", "Fler som går.", "a002"))
    new = (DraftSection(None, "Mål", "Nya lekplatser."), *(DraftSection(None, "Mål", one.text) for one in old))
    assert [section.stable_id for section in followed(old, new)] == ["a003", "a001", "a002"]


def test_a_removed_sections_id_is_never_given_to_another() -> None:
    assert ids(OLD[0], DraftSection("9", "Cykelparkering", "Ställ vid alla hållplatser."), used=("a007",)) == [
        "a001",
        "a008",
    ]


def test_each_kind_is_told_and_changed_words_are_marked() -> None:
    lamps = DraftSection("2", "Belysning", LAMPS.replace("2032", "2035"))
    found = became(OLD[0], lamps, DraftSection("4", "Bänkar", "Bänkar ställs ut."))
    assert [section.kind for section in found.values()] == [
        SectionChange.UNCHANGED, SectionChange.CHANGED, SectionChange.NEW, SectionChange.REMOVED,
    ]  # fmt: skip
    assert not found["1 Inledning"].blocks
    marked = [(change.kind, change.text) for change in found["2 Belysning"].blocks[0]]
    assert (ChangeKind.REMOVED, "2032.") in marked
    assert (ChangeKind.ADDED, "2035.") in marked
    assert [block[0].text for block in found["3 Snöröjning"].blocks] == [SNOW]


def test_white_space_is_no_change() -> None:
    same = DraftSection("1", "Inledning", "Programmet  gäller\nalla gångvägar.")
    assert became(same, *OLD[1:])["1 Inledning"].kind is SectionChange.UNCHANGED

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from remiss.domain.differences import Change, ChangeKind, changed_sections, shortened, word_changes
from remiss.domain.editing import TypedSection, apply_edit
from remiss.domain.statement import SectionKey

SAME, ADDED, REMOVED = ChangeKind.SAME, ChangeKind.ADDED, ChangeKind.REMOVED
WORDS = st.lists(st.sampled_from(["tillstyrker", "avstyrker", "inte", "lampor", "och", "staket"]), max_size=12)


def text(previous=None, **bodies):
    return apply_edit(previous, [TypedSection(SectionKey(key), key.title(), body) for key, body in bodies.items()])


def test_a_changed_word_is_removed_and_added_whole() -> None:
    assert word_changes("Nämnden tillstyrker förslaget", "Nämnden avstyrker förslaget") == (
        Change(SAME, "Nämnden"),
        Change(REMOVED, "tillstyrker"),
        Change(ADDED, "avstyrker"),
        Change(SAME, "förslaget"),
    )


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back_from_the_changes(old, new) -> None:
    changes = word_changes(" ".join(old), " ".join(new))
    assert " ".join(c.text for c in changes if c.kind is not ADDED).split() == old
    assert " ".join(c.text for c in changes if c.kind is not REMOVED).split() == new


def test_long_unchanged_runs_are_cut_beside_the_change_and_short_ones_kept() -> None:
    same = " ".join(f"o{n}" for n in range(20))
    first, change, last = shortened([Change(SAME, same), Change(ADDED, "nytt"), Change(SAME, same)], around=3)
    assert first.text == "… o17 o18 o19"
    assert change.text == "nytt"
    assert last.text == "o0 o1 o2 …"
    assert shortened([Change(SAME, "a b"), Change(ADDED, "c")])[0].text == "a b"


def test_only_sections_that_differ_are_told_and_each_kind_of_change_is_seen() -> None:
    old = text(sammanfattning="Lika.", synpunkter="Ett stycke.\n\nGammalt stycke som ska bort.\n\nSista stycket.")
    new = text(old, sammanfattning="Lika.", synpunkter="Ett nytt stycke.\n\nSista stycket.", ekonomi="Pengar.")
    changed = changed_sections(old, new)
    assert [section.key for section in changed] == [SectionKey.VIEWPOINTS, SectionKey.ECONOMY]
    assert changed[0].heading == "Synpunkter"
    kinds = [[change.kind for change in block] for block in changed[0].blocks]
    assert [SAME, ADDED, SAME] in kinds
    assert [REMOVED] in kinds
    assert {change.kind for block in changed[1].blocks for change in block} == {ADDED}


def test_a_removed_section_is_told() -> None:
    old = text(sammanfattning="Kvar.", ekonomi="Bort.")
    changed = changed_sections(old, text(old, sammanfattning="Kvar."))
    assert [section.key for section in changed] == [SectionKey.ECONOMY]
    assert {change.kind for block in changed[0].blocks for change in block} == {REMOVED}


def test_the_same_text_has_no_changes() -> None:
    old = text(sammanfattning="Kvar.")
    assert changed_sections(old, old) == ()

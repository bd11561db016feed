"""What changed between two versions of a text, word by word: a character difference would split *till|av*-styrker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

from remiss.domain.statement import BlockShape, CanonicalText, SectionKey, TextBlock


class ChangeKind(StrEnum):
    """What became of a run of words."""

    SAME = "oforandrat"
    ADDED = "tillagt"
    REMOVED = "borttaget"


@dataclass(frozen=True)
class Change:
    """A run of words and what became of it."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True)
class ChangedSection:
    """A section that differs: its heading and, for each changed block in order, the changes inside it."""

    key: SectionKey
    heading: str
    blocks: tuple[tuple[Change, ...], ...]


def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """Return how ``old`` became ``new``. The same and removed words make ``old``, the same and added make ``new``,
    white space normalised.
    """
    before, after = old.split(), new.split()
    changes: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change(ChangeKind.SAME, " ".join(before[i1:i2])))
            continue
        if i1 < i2:
            changes.append(Change(ChangeKind.REMOVED, " ".join(before[i1:i2])))
        if j1 < j2:
            changes.append(Change(ChangeKind.ADDED, " ".join(after[j1:j2])))
    return tuple(changes)


def shortened(changes: Sequence[Change], around: int = 8) -> tuple[Change, ...]:
    """Return ``changes`` with long unchanged runs cut to ``around`` words beside a change and … for the rest."""
    return tuple(
        Change(ChangeKind.SAME, _cut(change.text, around, place > 0, place < len(changes) - 1))
        if change.kind is ChangeKind.SAME
        else change
        for place, change in enumerate(changes)
    )


def changed_paragraphs(old: str, new: str) -> tuple[tuple[Change, ...], ...]:
    """Return the changes inside each paragraph that differs; an empty line parts paragraphs."""
    pairs = (pair for group in differing_paragraphs(old, new) for pair in zip_longest(*group, fillvalue=""))
    return tuple(shortened(word_changes(one, other)) for one, other in pairs)


def differing_paragraphs(old: str, new: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the runs of paragraphs of ``old`` that are not in ``new``, each with what stands there instead."""
    before, after = paragraphs(old), paragraphs(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield before[i1:i2], after[j1:j2]


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which an empty line parts, with their white space normalised."""
    return [" ".join(one.split()) for one in text.split("\n\n") if one.strip()]


def changed_sections(old: CanonicalText, new: CanonicalText) -> tuple[ChangedSection, ...]:
    """Return the sections that differ, in the order of ``new`` and then those that are gone. Blocks are followed by
    their ids, so that a moved block that says the same is no change.
    """
    order = dict.fromkeys([block.section for block in (*new.blocks, *old.blocks)])
    sections = (ChangedSection(key, _heading(key, new, old), tuple(_blocks(key, old, new))) for key in order)
    return tuple(section for section in sections if section.blocks)


def _blocks(key: SectionKey, old: CanonicalText, new: CanonicalText) -> Iterator[tuple[Change, ...]]:
    before = {block.id: block for block in old.blocks if block.section is key}
    after = [block for block in new.blocks if block.section is key]
    kept = {block.id for block in after}
    gone = [block for block in before.values() if block.id not in kept]
    for block in after:
        yield from _gone_before(block, before, gone)
        earlier = before.get(block.id)
        if earlier is None:
            yield (Change(ChangeKind.ADDED, block.text),)
        elif earlier.text != block.text:
            yield shortened(word_changes(earlier.text, block.text))
    yield from ((Change(ChangeKind.REMOVED, block.text),) for block in gone)


def _gone_before(block: TextBlock, before: dict[str, TextBlock], gone: list[TextBlock]) -> Iterator[tuple[Change, ...]]:
    """Give the removed blocks that stood before ``block`` and take them off ``gone``, so that they show in place."""
    order = list(before)
    if block.id not in before:
        return
    while gone and order.index(gone[0].id) < order.index(block.id):
        yield (Change(ChangeKind.REMOVED, gone.pop(0).text),)


def _heading(key: SectionKey, *texts: CanonicalText) -> str:
    for text in texts:
        for block in text.blocks:
            if block.section is key and block.shape is BlockShape.HEADING:
                return block.text
    return key.usual_heading


def _cut(text: str, around: int, follows: bool, precedes: bool) -> str:
    words = text.split()
    first = words[:around] if follows else []
    last = words[-around:] if precedes else []
    if len(first) + len(last) >= len(words):
        return text
    return " ".join([*first, "…", *last])

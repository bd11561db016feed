"""Which section of a new version of the remitted draft is which of the old one, and what changed in it.

A section that is followed keeps its stable id, so that what was said about it stands where it stood.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from remiss.domain.differences import (
    Change,
    ChangeKind,
    differing_paragraphs,
    paragraphs,
    shortened,
    word_changes,
)

ALIKE = 0.6
"""How much of the words two sections must share to be one that got another heading."""


class SectionChange(StrEnum):
    """What became of a section."""

    UNCHANGED = "oforandrat"
    CHANGED = "andrat"
    NEW = "nytt"
    REMOVED = "borttaget"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            SectionChange.UNCHANGED: "Oförändrat",
            SectionChange.CHANGED: "Ändrat",
            SectionChange.NEW: "Nytt",
            SectionChange.REMOVED: "Borttaget",
        }[self]


@dataclass(frozen=True)
class DraftSection:
    """A section of one version; ``stable_id`` is empty until it is known which one it is."""

    number: str | None
    heading: str
    text: str
    stable_id: str = ""

    @property
    def name(self) -> str:
        """Number and heading."""
        return " ".join(part for part in (self.number, self.heading) if part) or "Text utan rubrik"


@dataclass(frozen=True)
class ComparedSection:
    """A section, what became of it and, in each changed paragraph, the changes."""

    kind: SectionChange
    stable_id: str
    name: str
    blocks: tuple[tuple[Change, ...], ...] = ()


def followed(
    old: Sequence[DraftSection], new: Sequence[DraftSection], used: Collection[str] = ()
) -> tuple[DraftSection, ...]:
    """Return ``new`` with stable ids: those of the sections of ``old`` that they are, fresh ones for the others.

    The surest likeness goes first: the very same section, number and heading, heading, then the words. A fresh id is
    never one of ``used``: what was removed once does not come back as something else.
    """
    ids: dict[int, str] = {}
    for key in _KEYS:
        _pair(key, old, new, ids)
    _pair_alike(old, new, ids)
    taken = {section.stable_id for section in old} | set(used)
    fresh = 1 + max((int(one[1:]) for one in taken if one[1:].isdigit()), default=0)
    found: list[DraftSection] = []
    for place, section in enumerate(new):
        if place not in ids:
            ids[place] = f"a{fresh:03d}"
            fresh += 1
        found.append(DraftSection(section.number, section.heading, section.text, ids[place]))
    return tuple(found)


def compared(old: Sequence[DraftSection], new: Sequence[DraftSection]) -> tuple[ComparedSection, ...]:
    """Return what became of each section, told by its stable id: in the order of ``new``, the removed ones last."""
    before = {section.stable_id: section for section in old}
    kept = {section.stable_id for section in new}
    gone = (section for section in old if section.stable_id not in kept)
    return (
        *(_became(before.get(section.stable_id), section) for section in new),
        *(
            ComparedSection(SectionChange.REMOVED, one.stable_id, one.name, _whole(one, ChangeKind.REMOVED))
            for one in gone
        ),
    )


def _became(old: DraftSection | None, new: DraftSection) -> ComparedSection:
    if old is None:
        return ComparedSection(SectionChange.NEW, new.stable_id, new.name, _whole(new, ChangeKind.ADDED))
    blocks = _paragraph_changes(old.text, new.text)
    if old.name != new.name:
        blocks = (word_changes(old.name, new.name), *blocks)
    kind = SectionChange.CHANGED if blocks else SectionChange.UNCHANGED
    return ComparedSection(kind, new.stable_id, new.name, blocks)


def _paragraph_changes(old: str, new: str) -> tuple[tuple[Change, ...], ...]:
    groups = differing_paragraphs(old, new)
    return tuple(shortened(word_changes(" ".join(before), " ".join(after))) for before, after in groups)


def _whole(section: DraftSection, kind: ChangeKind) -> tuple[tuple[Change, ...], ...]:
    return tuple((Change(kind, paragraph),) for paragraph in paragraphs(section.text))


def _pair(
    key: Callable[[DraftSection], Hashable],
    old: Sequence[DraftSection],
    new: Sequence[DraftSection],
    ids: dict[int, str],
) -> None:
    """Give each new section without an id the first old one with the same key that nobody has."""
    waiting: dict[Hashable, list[str]] = {}
    for section in _left(old, ids):
        waiting.setdefault(key(section), []).append(section.stable_id)
    for place, section in enumerate(new):
        if place not in ids and (same := waiting.get(key(section))):
            ids[place] = same.pop(0)


def _pair_alike(old: Sequence[DraftSection], new: Sequence[DraftSection], ids: dict[int, str]) -> None:
    pairs = [
        (likeness, -place, section.stable_id)
        for section in _left(old, ids)
        for place, one in enumerate(new)
        if place not in ids and (likeness := _likeness(section, one)) >= ALIKE
    ]
    for _, place, stable_id in sorted(pairs, reverse=True):
        if -place not in ids and stable_id not in ids.values():
            ids[-place] = stable_id


def _left(old: Sequence[DraftSection], ids: dict[int, str]) -> list[DraftSection]:
    has = set(ids.values())
    return [section for section in old if section.stable_id not in has]


def _likeness(old: DraftSection, new: DraftSection) -> float:
    """Return how alike the words are; sections without text of their own are told by their headings."""
    one, other = (f"{section.heading} {section.text}".casefold().split() for section in (old, new))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _heading(section: DraftSection) -> str:
    return " ".join(section.heading.casefold().split())


_KEYS: tuple[Callable[[DraftSection], Hashable], ...] = (
    lambda section: (section.number, _heading(section), section.text),
    lambda section: (_heading(section), section.text),
    lambda section: (section.number, _heading(section)),
    _heading,
)

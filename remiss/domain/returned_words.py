"""The sender's own words as they come back in a file: what was changed there, and in the page since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from remiss.domain.marks import WordsMark, print_of


class Fate(StrEnum):
    """What became of a piece on its way out and back."""

    SAME = "oforandrat"
    CHANGED = "andrat"
    CONFLICT = "krock"
    DELETED = "borttaget"
    DOUBLED = "dubblerat"
    UNKNOWN = "okant"


@dataclass(frozen=True)
class Known:
    """A piece as it is in the page now: None for prefilled words. ``former`` are prints of what it said earlier."""

    words: str | None
    former: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Returned:
    """A piece as it came back. Without a ``key`` it is none that the remiss has; ``moved`` is said beside the fate."""

    key: str | None
    fate: Fate
    words: str
    moved: bool = False


def compare(
    found: Sequence[tuple[WordsMark, str]], written: Sequence[str], known: Mapping[str, Known]
) -> tuple[Returned, ...]:
    """Return what became of every piece: those in the file in its order, then those that are gone from it.

    ``written`` are the keys of the pieces that the file was written with, in their order. What was changed both in the
    file and in the page is a conflict: neither is better than the other.
    """
    keys = {print_of(key): key for key in (*written, *known)}
    placed = [(keys.get(mark.key_print), mark, words) for mark, words in found if words.strip()]
    times = Counter(key for key, _, _ in placed)
    moved = _moved([key for key, _, _ in placed if key is not None and times[key] == 1], written)
    return (*_placed(placed, times, moved, known), *_deleted(written, times, known))


def _placed(
    placed: Sequence[tuple[str | None, WordsMark, str]],
    times: Mapping[str | None, int],
    moved: Collection[str],
    known: Mapping[str, Known],
) -> Iterator[Returned]:
    for key, mark, words in placed:
        if key is None or key not in known:
            yield Returned(None, Fate.UNKNOWN, words)
        elif times[key] > 1:
            yield Returned(key, Fate.DOUBLED, words)
        else:
            yield Returned(key, _fate(mark.print, print_of(words), known[key]), words, key in moved)


def _fate(written: str, returned: str, known: Known) -> Fate:
    if returned == written:
        return Fate.SAME
    if known.words is None:
        return Fate.CONFLICT if written in known.former else Fate.CHANGED
    now = print_of(known.words)
    if now == returned:
        return Fate.SAME
    return Fate.CHANGED if now == written else Fate.CONFLICT


def _moved(found: Sequence[str], written: Sequence[str]) -> frozenset[str]:
    """Return the pieces that do not stand in the order they were written in."""
    kept = [key for key in written if key in set(found)]
    matches = SequenceMatcher(None, kept, found, autojunk=False).get_matching_blocks()
    in_order = {key for one in matches for key in kept[one.a : one.a + one.size]}
    return frozenset(key for key in kept if key not in in_order)


def _deleted(written: Sequence[str], times: Mapping[str | None, int], known: Mapping[str, Known]) -> Iterator[Returned]:
    for key in written:
        if key in known and not times[key]:
            yield Returned(key, Fate.DELETED, "")

"""The headings of a draft whose file names none: told by their numbers, bold letters and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from remiss.documents.interpretation.headings import split_number
from remiss.documents.interpretation.line import Line
from remiss.domain.document import BlockKind

MAX_HEADING = 120
_MOST_LINES = 3
_OPEN_END = re.compile(r"[.,;:]$")
_SENTENCE_END = re.compile(r"[.!?:][”\"’)\]]*$")
# What stands before the first chapter and after the last one without a number.
_MATTER = re.compile(
    r"Förord|Sammanfattning|Läsanvisning(?:ar)?|Ordlista|Begreppslista|Referenser|Källor|Bilagor|Bilaga \d{1,2}\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Numbered:
    """A line that may be a heading by its number, which is ``1`` for a chapter and ``1.1`` below it."""

    index: int
    number: str

    @property
    def chapter(self) -> int:
        return int(self.number.split(".")[0])

    @property
    def below(self) -> bool:
        return "." in self.number


def with_headings(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those that are headings as such and with their level."""
    alone = {index for index in range(len(lines)) if _stands_alone(lines, index)}
    levels = {index: 1 for index in alone if lines[index].bold or _MATTER.fullmatch(lines[index].text)}
    numbered = [row for index in sorted(alone) if (row := _numbered(lines[index], index)) is not None]
    chapters = _chapters(numbered)
    if not numbered:
        levels |= _by_size([(index, lines[index].level) for index in sorted(levels)])
    for row in numbered:
        if row.below or row.index in chapters or lines[row.index].bold:
            levels[row.index] = row.number.count(".") + 1
    return [
        replace(line, kind=BlockKind.HEADING, level=levels[index]) if index in levels else line
        for index, line in enumerate(lines)
    ]


def _by_size(ranks: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the level of each line by how large its letters are; a first line in larger ones is the title."""
    every = [rank for _, rank in ranks]
    sizes = sorted(set(every[1:] if every and every.count(every[0]) == 1 else every))
    return {index: sizes.index(rank) + 1 if rank in sizes else 1 for index, rank in ranks}


def _numbered(line: Line, index: int) -> _Numbered | None:
    number, heading = split_number(line.text)
    if number is None or not number[0].isdigit() or not (line.bold or heading[:1].isupper()):
        return None
    return _Numbered(index, number)


def _chapters(numbered: Sequence[_Numbered]) -> set[int]:
    """Return the indexes of the chapters: in order, and between the sections of the one before and their own.

    So the points of a list, which have numbers too, are none. Where no number is below another, nothing tells.
    """
    found: set[int] = set()
    last = highest = 0
    coming = [row.chapter for row in numbered if row.below]
    if not coming:
        return found
    for row in numbered:
        if row.below:
            highest = max(highest, row.chapter)
            coming.pop(0)
        elif row.chapter == max(last, highest) + 1 and (not coming or coming[0] >= row.chapter):
            found.add(row.index)
            last = row.chapter
    return found


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is no part of a sentence: short, without an end, and its neighbours do not go on."""
    line = lines[index]
    if line.kind is not BlockKind.PARAGRAPH or line.cells or len(line.text) > MAX_HEADING:
        return False
    if _OPEN_END.search(line.text) or _goes_on_after(lines, index):
        return False
    if line.starts:
        return True
    before = lines[index - 1]
    if line.bold and before.bold:  # the rest of a heading, unless it says that it is another
        return before.level != line.level or split_number(line.text)[0] is not None
    return not line.bold and _is_over(before, first=index == 1)


def _goes_on_after(lines: Sequence[Line], index: int) -> bool:
    """Tell whether the lines right below make this one the beginning of a sentence; a bold heading may be wrapped."""
    line, below = lines[index], lines[index + 1 : index + 1 + _MOST_LINES]
    rest = list(takewhile(lambda after: not after.starts and after.bold == line.bold, below))
    if not rest:
        return False
    return rest[-1].text[-1] in ".,;:" if line.bold else rest[0].text[:1].islower()


def _is_over(before: Line, *, first: bool) -> bool:
    """Where no empty line tells: what stands before has come to its end, is the title or a numbered heading."""
    short = len(before.text) <= MAX_HEADING and not _OPEN_END.search(before.text)
    return _SENTENCE_END.search(before.text) is not None or (
        short and (first or split_number(before.text)[0] is not None)
    )

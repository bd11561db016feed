"""Lines → paragraphs: wrapped lines joined, words hyphenated over a line end made whole, lists kept as lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from remiss.documents.interpretation.line import Line
from remiss.domain.document import BlockKind

_AFTER_STUB = re.compile(r"^(?:och|eller|samt|respektive|resp\.|som|till)\b|^/")
_SENTENCE_END = re.compile(r"[.!?:;][”\"’)\]]*$")
_OPEN_END = re.compile(r"(?:\b(?:och|eller|samt|för|av|i|till|på|med|om|som|att|en|ett|från|inom|vid)|[,\-–(])$")
_SHORT_SHARE = 0.75
# The whole paragraph need not be looked through for its last word.
_LONGEST_WORD = 100
_MAX_SUBHEADING = 80
_SUBHEADING_SHARE = 0.6


def join(first: str, second: str) -> str:
    """Return two lines as one text. A word split by a hyphen is made whole; a real hyphen keeps its place.

    *samhälls-* + *planering* → *samhällsplanering*; *risk-* + *och* → *risk- och*; *KIA-* + *systemet* and
    *2020-* + *2023* keep the hyphen without a space, *2020–* + *2023* the dash.
    """
    if not first or not second:
        return first + second
    if first[-1] == "–" and first[-2:-1].isdigit() and second[0].isdigit():
        return first + second
    if len(first) < 2 or first[-1] != "-" or not first[-2].isalnum():
        return f"{first} {second}"
    if _AFTER_STUB.match(second):
        return f"{first} {second}"
    stem = re.split(r"[\s(”\"/-]", first[-_LONGEST_WORD:-1])[-1]
    if second[0].islower() and len(stem) > 1 and not stem.isupper() and stem.isalpha():
        return first[:-1] + second
    return first + second


def to_paragraphs(lines: Sequence[Line], width: int) -> tuple[str, ...]:
    """Return the paragraphs of a section. ``width`` is the usual length of a full line, 0 where lines do not wrap."""
    paragraphs: list[str] = []
    alone = _subheadings(lines, width)
    for index, line in enumerate(lines):
        text = " ".join(line.text.replace("\t", " ").split())
        apart = index == 0 or index in alone or index - 1 in alone
        if apart or _begins(line, lines[index - 1], paragraphs[-1], width):
            paragraphs.append(text)
        else:
            paragraphs[-1] = join(paragraphs[-1], text)
    return tuple(paragraphs)


def _subheadings(lines: Sequence[Line], width: int) -> set[int]:
    """Return the indexes of lines that are a subheading right above its text, with or without a gap around them."""
    return {
        index
        for index, (line, after) in enumerate(pairwise(lines))
        if _is_subheading(lines[index - 1] if index else None, line, after, width)
    }


def _is_subheading(before: Line | None, line: Line, after: Line, width: int) -> bool:
    """A few words without an end, in other type or much shorter than a line, between a finished text and a new one."""
    text = line.text
    if not (text[:1].isupper() and after.text[:1].isupper() and len(text) <= _MAX_SUBHEADING):
        return False
    if line.marked or line.cells or after.cells or _SENTENCE_END.search(text) or _OPEN_END.search(text):
        return False
    if line.bold and not after.bold:
        return True
    fresh = before is None or line.starts or _SENTENCE_END.search(before.text) is not None
    return fresh and len(text) < max(width, len(after.text)) * _SUBHEADING_SHARE


def _begins(line: Line, before: Line, paragraph: str, width: int) -> bool:
    """Tell whether ``line`` begins a paragraph after ``before``; ``paragraph`` is the text so far."""
    if line.marked and (line.starts or line.kind is BlockKind.LIST_ITEM or _is_list(paragraph, line)):
        return True
    if line.kind is BlockKind.HEADING or before.kind is BlockKind.HEADING or line.cells or before.cells:
        return True
    if _mid_sentence(line, paragraph):
        return False
    if line.starts:
        return True
    if before.marked:
        return bool(width) and len(before.text) < width * _SHORT_SHARE and line.text[:1].isupper()
    ended = _SENTENCE_END.search(before.text) is not None
    return bool(width) and ended and len(before.text) < width * _SHORT_SHARE and not line.text[:1].islower()


def _is_list(paragraph: str, line: Line) -> bool:
    """A number first on a wrapped line is an item only after a finished line; bullets always are."""
    return not line.text[:1].isdigit() or _SENTENCE_END.search(paragraph) is not None


def _mid_sentence(line: Line, paragraph: str) -> bool:
    """A page break leaves a gap in the middle of a sentence: no end before it and a small letter after it."""
    if line.kind is BlockKind.LIST_ITEM or line.marked:
        return False
    return line.text[:1].islower() and not re.search(r"[.!?:][”\"’)\]]*$", paragraph) and line.page is not None


def usual_width(lines: Sequence[Line], *, exact: bool) -> int:
    """Return the length that nine lines in ten do not exceed; 0 for documents whose paragraphs are known."""
    if exact or not lines:
        return 0
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else 0

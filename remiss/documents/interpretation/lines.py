"""A Document as the lines an interpreter looks at: running heads gone, and where paragraphs begin told or inferred."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from remiss.documents.interpretation.furniture import without_furniture
from remiss.documents.interpretation.line import Line
from remiss.domain.document import Block, Document

# In running Swedish text at least this share of continuation lines begins with a small letter.
_WRAPPED_SHARE = 0.15


def to_lines(document: Document, own: Callable[[str], bool] = lambda _: False) -> list[Line]:
    """Return the lines of ``document`` without page numbers, running heads, rules and contents lists.

    What is ``own`` belongs to the text, however many pages repeat it.
    """
    return without_furniture(printed_lines(document), own)


def printed_lines(document: Document) -> list[Line]:
    """Return every line of ``document`` that has text, numbered."""
    lines = _exact(document.blocks) if document.exact_paragraphs else _inferred(document.blocks)
    return [replace(line, number=number) for number, line in enumerate(lines)]


def tidy(text: str) -> str:
    """Return ``text`` with single spaces; three spaces or more, and tabs, become one tab: a column boundary."""
    return re.sub(r" +", " ", re.sub(r"\s*\t\s*|(?<=\S)\s{3,}(?=\S)", "\t", text)).strip()


def _exact(blocks: Iterable[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        pieces = [block.text] if block.cells else block.text.split("\n")
        for index, piece in enumerate(pieces):
            if piece.strip():
                cells = tuple(cell.strip() for cell in block.cells)
                lines.append(_line(block, piece, starts=index == 0, cells=cells))
    return lines


def _line(block: Block, text: str, *, starts: bool, cells: tuple[str, ...] = ()) -> Line:
    return Line(tidy(text), block.kind, block.level, block.bold, block.page, starts, cells)


def _inferred(blocks: Iterable[Block]) -> list[Line]:
    spaced: list[tuple[Block, int]] = []
    empty = 0
    for block in blocks:
        if block.text.strip():
            spaced.append((block, empty))
            empty = 0
        else:
            empty += 1
    usual = _usual_gap(spaced)
    return [_line(block, block.text, starts=index == 0 or gap >= usual) for index, (block, gap) in enumerate(spaced)]


def _usual_gap(spaced: list[tuple[Block, int]]) -> int:
    """Return how many empty lines begin a paragraph.

    Some extractions leave an empty line after every line: then one empty line is no break. The text tells: where most
    lines across the usual gap go on with a small letter, the gap is no break, and a larger one is needed.
    """
    gaps = Counter(gap for _, gap in spaced[1:])
    if not gaps:
        return 1
    usual = min(gaps, key=lambda gap: (-gaps[gap], gap))
    across = [after[0].text.strip() for _, after in pairwise(spaced) if after[1] == usual]
    small = sum(1 for text in across if text[:1].islower())
    if small >= len(across) * _WRAPPED_SHARE:
        return usual + 1
    long_lines = sum(1 for text in across if len(text) > 100)
    return usual if usual > 0 or long_lines * 3 > len(across) else 1

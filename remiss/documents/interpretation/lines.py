"""A Document as the lines an interpreter looks at: running heads gone, and where paragraphs begin told or inferred."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from remiss.domain.document import Block, BlockKind, Document

_PAGE_NUMBER = re.compile(
    r"\b(?:Sida|Sid\.?)\s*:?\s*\d{1,4}(?:\s*(?:\(|av|/)\s*\d{1,4}\s*\)?)?|(?<!\S)\d{1,3}\s?\(\s?\d{1,3}\s?\)(?!\S)",
    re.IGNORECASE,
)
_BARE_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?")
_RULE = re.compile(r"[\s_\-–—=*~·.•]{3,}")
_CONTENTS_LIST = re.compile(r".*(?:\.{4,}|…{2,}|(?:\s\.){4,})\s*\d{1,3}")
_MARKER = re.compile(r"^(?:[•▪■●○◦\-–—*·]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+)(?=\S)")
# In running Swedish text at least this share of continuation lines begins with a small letter.
_WRAPPED_SHARE = 0.15
_HEAD_LINES = 5
_MAX_HEAD = 100
_MAX_CONTENTS_ROW = 300
_HEADER_LINES = 12


@dataclass(frozen=True)
class Line:
    """One printed line. ``starts`` says that a paragraph begins here; ``cells`` are a table row's columns."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    bold: bool = False
    page: int | None = None
    starts: bool = True
    cells: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether the line begins with a bullet or a number, or is an item of an automatic list."""
        return self.kind is BlockKind.LIST_ITEM or _MARKER.match(self.text) is not None


def to_lines(document: Document, own: Callable[[str], bool] = lambda _: False) -> list[Line]:
    """Return the lines of ``document`` without page numbers, running heads, rules and contents lists.

    What is ``own`` belongs to the text, however many pages repeat it.
    """
    lines = _exact(document.blocks) if document.exact_paragraphs else _inferred(document.blocks)
    return _without_furniture(lines, own)


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


def _without_furniture(lines: list[Line], own: Callable[[str], bool]) -> list[Line]:
    running = _running_heads(lines)
    edges = _page_edges(lines)
    kept: list[Line] = []
    seen: set[str] = set()
    lost_start = False
    near = _near_page_numbers(lines)
    first = {_key(line.text) for line in lines[:_HEADER_LINES]}
    for index, line in enumerate(lines):
        text = _without_page_number(line, at_edge=id(line) in edges)
        key = _key(text)
        repeated = (key in running and key in seen) or (index in near and key in first)
        if not text or _is_rule(line, text) or (repeated and not own(text)):
            # What begins a paragraph may have been dropped with the head, so the mark must not travel on.
            lost_start = lost_start or bool(text and _is_rule(line, text))
            continue
        seen.add(key)
        kept.append(replace(line, text=text, starts=line.starts or lost_start))
        lost_start = False
    return kept


def _is_rule(line: Line, text: str) -> bool:
    return not line.cells and (_RULE.fullmatch(text) is not None or _is_contents_row(text))


def _is_contents_row(text: str) -> bool:
    # The pattern's cost grows faster than the line, and no row of a contents list is long.
    return len(text) <= _MAX_CONTENTS_ROW and _CONTENTS_LIST.fullmatch(text) is not None


def _without_page_number(line: Line, *, at_edge: bool) -> str:
    if line.cells or len(line.text) > 120:
        return line.text
    if at_edge and _BARE_PAGE_NUMBER.fullmatch(line.text):
        return ""
    if _PAGE_NUMBER.search(line.text):
        rest = tidy(_PAGE_NUMBER.sub("\t", line.text)).strip("\t ,|")
        # A sentence that mentions a page is text; a head is a few words.
        return line.text if rest.endswith(".") or len(rest.split()) > 9 else rest
    return line.text


def _near_page_numbers(lines: list[Line]) -> set[int]:
    """Return the indexes of short lines close to a printed page number: repeated there, they are running heads."""
    numbers = [index for index, line in enumerate(lines) if len(line.text) < 60 and _PAGE_NUMBER.search(line.text)]
    close = {near for index in numbers for near in range(index - 3, index + 4)}
    return {index for index in close if _HEADER_LINES <= index < len(lines) and len(lines[index].text) <= 60}


def _page_edges(lines: list[Line]) -> set[int]:
    """Return the identities of the two first and two last lines of every page."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None:
            pages.setdefault(line.page, []).append(line)
    return {id(line) for page in pages.values() for line in (*page[:2], *page[-2:])}


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _running_heads(lines: list[Line]) -> set[str]:
    """Return the lines that stand at the top or foot of several pages, figures made equal."""
    pages: dict[int, list[str]] = {}
    for line in lines:
        if line.page is not None:
            pages.setdefault(line.page, []).append(_key(tidy(_PAGE_NUMBER.sub("", line.text)).strip("\t ,|")))
    if len(pages) < 2:
        return set()
    edges = ({*page[:_HEAD_LINES], *page[-_HEAD_LINES:]} for page in pages.values())
    # A head is a few words; a sentence that happens to be repeated is text and must not be lost.
    counted = Counter(key for page in edges for key in page if key and len(key) <= _MAX_HEAD and not key.endswith("."))
    return {key for key, count in counted.items() if count >= max(2, (len(pages) + 1) // 2)}

"""What a file says, whatever its format: an ordered list of blocks. Made by the readers, used by every interpreter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """The shape of a block in the source file."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True)
class Block:
    """One block of text. ``page`` counts from 1 where the format has pages.

    ``level`` is 1–9 for headings; for lines of a pdf in heading type it is the rank of their size, the largest 1.
    ``box`` is where it stands on its page: left, top, right and bottom in points from the page's upper left corner.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    bold: bool = False
    cells: tuple[str, ...] = ()
    box: tuple[int, int, int, int] | None = None


@dataclass(frozen=True)
class Document:
    """A file's text in reading order.

    ``exact_paragraphs`` is False where lines were guessed into blocks (pdf, txt): there a block is a physical line
    and paragraph breaks must be inferred. ``notices`` are Swedish sentences about what could not be read. ``pages``
    are the width and height of each page in points, where pages are known as pictures.
    """

    blocks: tuple[Block, ...]
    format: str
    exact_paragraphs: bool
    notices: tuple[str, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()

"""One printed line, the unit that every interpreter looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from remiss.domain.document import BlockKind

_MARKER = re.compile(r"^(?:[•▪■●○◦\-–—*·]\s+|\d{1,2}[.)]\s+|[a-z]\)\s+)(?=\S)")


@dataclass(frozen=True)
class Line:
    """One printed line. ``starts`` says that a paragraph begins here; ``cells`` are a table row's columns.

    ``number`` tells which line of the file it is, whatever becomes of its text.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    bold: bool = False
    page: int | None = None
    starts: bool = True
    cells: tuple[str, ...] = ()
    number: int = -1

    @property
    def marked(self) -> bool:
        """Whether the line begins with a bullet or a number, or is an item of an automatic list."""
        return self.kind is BlockKind.LIST_ITEM or _MARKER.match(self.text) is not None

"""The list of attachments at the end of a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence

from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.paragraphs import join
from remiss.domain.document import BlockKind

_ITEM = re.compile(r"^(?:Bilaga\s+)?(?:nr\s)?\d{1,2}\s?(?:[.):–-]\s?|\s)(?=[A-ZÅÄÖ”\"])|^[a-z]\)\s+|"
                   r"^[•▪■●○◦\-–—*·]\s+|^Bilaga:\s*", re.IGNORECASE)  # fmt: skip
_SIDE_BY_SIDE = re.compile(r"(?:,|;)\s(?=[A-ZÅÄÖ])|\soch\s(?=[A-ZÅÄÖ])")
_FULL_SHARE = 0.75


def read_attachments(lines: Sequence[Line], width: int, *, beside: bool = False) -> tuple[str, ...]:
    """Return one text per attachment, without its number or bullet; wrapped titles are joined.

    ``beside`` says that several stand after their heading on its line: *Bilagor: Karta, Kalkyl*.
    """
    items: list[str] = []
    before: Line | None = None
    numbered = sum(1 for line in lines if _ITEM.match(line.text)) > 0
    for line in lines:
        text = _ITEM.sub("", line.text.replace("\t", " ")).strip()
        if before is None or _begins(line, before, width, numbered=numbered):
            items.append(text)
        else:
            items[-1] = join(items[-1], text)
        before = line
    found = [item for item in items if item]
    return tuple(_SIDE_BY_SIDE.split(found[0]) if len(found) == 1 and beside else found)


def _begins(line: Line, before: Line, width: int, *, numbered: bool) -> bool:
    if _ITEM.match(line.text) or line.kind is BlockKind.LIST_ITEM or line.cells:
        return True
    if line.text[:1].islower() or before.text.endswith((",", "-", "–")):
        return False
    if numbered:
        return line.starts and before.text.endswith(".")
    return line.starts or not width or len(before.text) < width * _FULL_SHARE

"""A pdf of an outline: A4, tagged, with running lines, page numbers and bookmarks, from the nodes and not from HTML.

Typst checks the file against the standard that it promises and writes none that breaks it.
"""

from __future__ import annotations

import json
from enum import StrEnum

from remiss.documents.writing.pdf.data import data_of
from remiss.documents.writing.pdf.row_heads import with_row_heads
from remiss.documents.writing.pdf.typesetting import typeset
from remiss.domain.outline import Outline


class Variant(StrEnum):
    """What the file promises: to be read with assistive tools, or besides to be read the same way in fifty years."""

    ACCESSIBLE = "ua-1"
    ARCHIVE = "ua-1 a-2a"


def write_pdf(outline: Outline, variant: Variant = Variant.ACCESSIBLE) -> bytes:
    """Return a tagged pdf of ``outline``; the same outline gives the same bytes.

    Raises ValueError for an outline that does not hold together (frame.check_outline), and PdfNotWritten.
    """
    document = json.dumps(data_of(outline), ensure_ascii=False, separators=(",", ":"))
    return with_row_heads(typeset(document, variant.value.split(), int(outline.created.timestamp())), outline)

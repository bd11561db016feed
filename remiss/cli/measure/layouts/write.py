"""A labelled reply as a file in a layout."""

from __future__ import annotations

from remiss.cli.measure.layouts.compose import compose
from remiss.cli.measure.layouts.content import Content
from remiss.cli.measure.layouts.layout import Layout
from remiss.cli.measure.layouts.printed import write_pdf
from remiss.cli.measure.layouts.typed import write_markdown, write_text
from remiss.cli.measure.layouts.word import write_word


def write(content: Content, layout: Layout) -> bytes | None:
    """Return the file; None when its letters are none that the layout's file can hold."""
    pieces = compose(content, layout)
    sender = content.labels["office"] or content.labels["consultee"] or ""
    number = content.labels["diary_number"]
    head = f"{sender}, dnr {number}" if number else sender
    try:
        if layout.format == "docx":
            return write_word(pieces, layout)
        if layout.format == "pdf":
            return write_pdf(pieces, layout, head)
        return write_markdown(pieces, layout) if layout.format == "md" else write_text(pieces, layout, head)
    except UnicodeEncodeError:
        return None

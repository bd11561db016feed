"""Running head and foot: one part per page shape, since the right tab stop follows the width."""

from __future__ import annotations

from remiss.documents.writing.docx.sections import Page
from remiss.documents.writing.docx.xml import el, paragraph, part, run, with_page_fields
from remiss.documents.writing.frame import running_lines
from remiss.domain.outline import Outline


def head_part(outline: Outline, page: Page) -> bytes:
    """Return the running head; a document that is not final says so on every page."""
    (left, right), _ = running_lines(outline)
    mark = ""
    if outline.watermark:
        mark = run(outline.watermark.upper() + ("  ·  " if left else ""), el("rStyle", val="StatusMark"))
    return part("hdr", _line("Header", page, left, right, mark))


def foot_part(outline: Outline, page: Page) -> bytes:
    """Return the running foot."""
    _, (left, right) = running_lines(outline)
    return part("ftr", _line("Footer", page, left, right))


def _line(style: str, page: Page, left: str, right: str, mark: str = "") -> str:
    if not left and not right:
        return paragraph("Normal", mark)
    stops = el("tabs", el("tab", val="right", pos=page.text_width))
    ending = run("\t") + with_page_fields(right) if right else ""
    return paragraph(style, mark, with_page_fields(left), ending, extra=(stops,))

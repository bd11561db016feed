"""Running head and foot: one part per page shape, since the right tab stop follows the width."""

from __future__ import annotations

from lxml import etree

from remiss.documents.writing.docx.sections import Page
from remiss.documents.writing.docx.xml import el, paragraph, run, with_page_fields
from remiss.documents.writing.frame import running_lines
from remiss.domain.outline import Outline


def head_part(outline: Outline, page: Page) -> etree._Element:
    """Return the running head; a document that is not final says so on every page."""
    (left, right), _ = running_lines(outline)
    line = _line("Header", page, left, right)
    if outline.watermark:
        mark = run(outline.watermark.upper() + ("  ·  " if left else ""), el("rStyle", val="StatusMark"))
        line.insert(1, mark)
    return el("hdr", line)


def foot_part(outline: Outline, page: Page) -> etree._Element:
    """Return the running foot."""
    _, (left, right) = running_lines(outline)
    return el("ftr", _line("Footer", page, left, right))


def _line(style: str, page: Page, left: str, right: str) -> etree._Element:
    if not left and not right:
        return paragraph("Normal")
    stops = el("tabs", el("tab", val="right", pos=page.text_width))
    content = with_page_fields(left)
    if right:
        content = [*content, run("\t"), *with_page_fields(right)]
    return paragraph(style, *content, extra=(stops,))

"""Running head and foot: one part per page shape, since the right tab stop follows the width."""

from __future__ import annotations

from remiss.documents.writing.docx.sections import Page
from remiss.documents.writing.docx.xml import el, paragraph, part, run, with_page_fields
from remiss.documents.writing.frame import PAGE_OF_PAGES, running_lines
from remiss.domain.outline import Outline


def head_part(outline: Outline, page: Page) -> bytes:
    """Return the running head; a document that is not final says so on every page."""
    (left, right), _ = running_lines(outline)
    return part("hdr", _line("Header", page, left, right, status_mark(outline, "  ·  " if left else "")))


def status_mark(outline: Outline, ending: str = "") -> str:
    """Return the run that says that a document is not final, empty when it is."""
    return run(outline.watermark.upper() + ending, el("rStyle", val="StatusMark")) if outline.watermark else ""


def foot_part(outline: Outline, page: Page) -> bytes:
    """Return the running foot."""
    _, (left, right) = running_lines(outline)
    return part("ftr", _line("Footer", page, left, right))


def page_line(page: Page) -> str:
    """Return a line of the foot with the number of the page alone."""
    return _line("Footer", page, "", PAGE_OF_PAGES)


def _line(style: str, page: Page, left: str, right: str, mark: str = "") -> str:
    if not left and not right:
        return paragraph("Normal", mark)
    stops = el("tabs", el("tab", val="right", pos=page.text_width))
    ending = run("\t") + with_page_fields(right) if right else ""
    return paragraph(style, mark, with_page_fields(left), ending, extra=(stops,))

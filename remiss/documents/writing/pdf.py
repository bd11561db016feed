"""A pdf of an outline, from the same HTML as the page: A4, tagged, with running lines and page numbers.

Loads WeasyPrint when it is asked for: it needs Pango, which an installation may lack (remiss/optional.py).
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from enum import StrEnum
from functools import cache, lru_cache, partial
from importlib.resources import files
from threading import Lock
from types import ModuleType
from typing import Any

from markupsafe import Markup

from remiss.config import ROOT
from remiss.documents.writing.docx.sections import SIDEWAYS, UPRIGHT
from remiss.documents.writing.docx.widths import column_widths, size_of
from remiss.documents.writing.frame import PAGE, PAGES, clean, running_lines
from remiss.documents.writing.html import Look, render_groups
from remiss.documents.writing.pages import split_by_page
from remiss.documents.writing.svg import printed_chart
from remiss.domain.outline import Node, Outline, PageBreak, Table
from remiss.optional import load

# It tells of every rule in our sheets that is for screens; what matters raises an error.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
FONTS = ROOT / "static" / "vendor"
_TOKEN = re.compile(r"(--[a-z0-9-]+): ([^;]+);")
_REM = 16
_SELDOM = (100_000, 50, 100)
# A long document takes half a gigabyte while it is laid out; two would not be faster at the same time.
_one_at_a_time = Lock()
_COUNTERS = {PAGE: "counter(page)", PAGES: "counter(pages)"}
_PAGE_OF = Markup(
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<meta name="author" content="{author}">\n<meta name="description" content="{subject}">\n'
    '<meta name="dcterms.created" content="{created}">\n<meta name="dcterms.modified" content="{created}">\n'
    "<style>\n{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
)


class Variant(StrEnum):
    """What the file promises: to be read with assistive tools, or to be read the same way in fifty years."""

    ACCESSIBLE = "pdf/ua-1"
    ARCHIVE = "pdf/a-2a"


def write_pdf(outline: Outline, variant: Variant = Variant.ACCESSIBLE) -> bytes:
    """Return a tagged pdf of ``outline``; the same outline gives the same bytes.

    Raises ValueError for an outline that does not hold together (frame.check_outline), and LibraryMissing where the
    installation cannot write pdf.
    """
    weasyprint = load("weasyprint")
    page = weasyprint.HTML(
        string=_page(outline), base_url=f"{FONTS.as_uri()}/", url_fetcher=_only_our_fonts(weasyprint)
    )
    with _one_at_a_time, _seldom_collected(), _pages_listed_once(weasyprint.pdf.pydyf.PDF):
        content: bytes = page.write_pdf(pdf_variant=variant.value)
    return content


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look for garbage seldom: the pages are millions of small things that all live until the end, and
    looking through them again and again takes a fifth of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _pages_listed_once(kind: Any) -> Iterator[None]:
    """Let the list of all pages be made once: it is made anew for every tag and link, so that the time of a long
    document grows with the square of its pages.
    """
    usual = kind.page_references

    @lru_cache(maxsize=1)
    def listed(file: Any, _count: int) -> Any:
        return usual.fget(file)

    kind.page_references = property(lambda file: listed(file, len(file.pages["Kids"])))
    try:
        yield
    finally:
        kind.page_references = usual


def _page(outline: Outline) -> str:
    look = Look(partial(printed_chart, style=_chart_style()), _columns)
    return str(
        _PAGE_OF.format(
            language=clean(outline.language),
            title=clean(outline.title),
            author=clean(outline.author),
            subject=clean(outline.subject),
            created=outline.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            style=Markup(_style(outline)),  # noqa: S704 - our own sheets, and strings that _string has escaped
            body=render_groups(outline, _groups(outline.nodes), look),
        )
    )


def _style(outline: Outline) -> str:
    tokens = _sheet("outline.css").split("\n*", 1)[0]
    return "".join([_fonts(), tokens, _sheet("pdf.css"), _charts(), _running(outline)])


def _groups(nodes: Sequence[Node]) -> Iterator[tuple[str, list[Node]]]:
    """Yield what stands on pages of one shape, from one page break to the next."""
    for number, (on_side, some) in enumerate(split_by_page(nodes)):
        css = "sideways" if on_side else "upright" if number else ""
        begun: list[Node] = []
        for node in some:
            if not isinstance(node, PageBreak):
                begun.append(node)
                continue
            yield css, begun
            css, begun = f"{'sideways' if on_side else 'upright'} new-page", []
        yield css, begun


def _columns(node: Table) -> Markup:
    """Return the widths of the columns, in which no Swedish compound is cut: as in the Word file."""
    page = SIDEWAYS if node.landscape else UPRIGHT
    widths = column_widths(node, page.text_width)
    cols = "".join(f'<col style="width: {100 * width / sum(widths):.3f}%">' for width in widths)
    return Markup(f'<colgroup class="columns{size_of(len(widths)).lower()}">{cols}</colgroup>')  # noqa: S704 - numbers and our own words


def _running(outline: Outline) -> str:
    """Return the rules that print head and foot on every page."""
    head, foot = running_lines(outline)
    mark = outline.watermark
    left = " · ".join(part for part in (mark.upper() if mark else "", head[0]) if part)
    boxes = {"top-left": left, "top-right": head[1], "bottom-left": foot[0], "bottom-right": foot[1]}
    rules = "".join(f"@{place} {{ content: {_content(text)}; }}\n" for place, text in boxes.items() if text)
    marked = "@top-left { color: #8a5a00; font-weight: 700; }\n" if mark else ""
    return f"@page {{\n{rules}{marked}}}\n"


def _content(text: str) -> str:
    """Return ``text`` as CSS prints it: words as strings, marks of page numbers as counters."""
    pieces = re.split(f"({re.escape(PAGE)}|{re.escape(PAGES)})", clean(text).replace("\n", " "))
    return " ".join(_COUNTERS.get(piece) or _string(piece) for piece in pieces if piece)


def _string(text: str) -> str:
    """Return a string of CSS that can end neither itself nor the sheet."""
    return '"' + re.sub(r'[\\"<>&]', lambda found: f"\\{ord(found[0]):06x}", text) + '"'


def _sheet(name: str) -> str:
    return (files("remiss.documents.writing") / name).read_text(encoding="utf-8")


def _charts() -> str:
    return (ROOT / "static" / "css" / "charts.css").read_text(encoding="utf-8")


@cache
def _chart_style() -> str:
    """Return the sheet of charts as a drawing can hold it: with colours and sizes in place of names and rem."""
    tokens = dict(_TOKEN.findall(_sheet("outline.css").split("}", 1)[0]))
    style = re.sub(r"var\((--[a-z0-9-]+)\)", lambda found: tokens[found[1]], _charts())
    style = re.sub(r"(\d*\.?\d+)rem", lambda found: f"{float(found[1]) * _REM:g}px", style)
    # Inside a drawing there is nothing around it, neither a figure nor a typeface.
    return (
        style.replace(".chart .", ".") + 'text { font-family: "Source Sans 3", Carlito, sans-serif; font-size: 14px }'
    )


def _fonts() -> str:
    """Return our typeface, or nothing where the assets have not been built: then the pdf takes what there is."""
    sheet = FONTS / "fonts.css"
    return sheet.read_text(encoding="utf-8") if sheet.exists() else ""


def _only_our_fonts(weasyprint: ModuleType) -> Any:
    """Return what loads for the page: our typeface and nothing else, neither from the disk nor from the net."""

    class OurFonts(weasyprint.urls.URLFetcher):  # type: ignore[name-defined,misc]  # loaded late, so that mypy knows no such class
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(f"{FONTS.as_uri()}/fonts/") or ".." in url:
                raise ValueError(f"a pdf loads nothing but our typeface, not {url}")
            return super().fetch(url, headers)

    return OurFonts()

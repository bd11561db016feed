"""A workbook of an outline: a sheet per table with filter and fixed heads, one of all quotations, a list of them first.

Rows go straight to the file, so that a hundred thousand of them take no memory. Words are never read as formulas,
links or numbers; only a column of nothing but whole numbers is one of numbers, so that it can be summed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from remiss.documents.writing.frame import check_outline, clean
from remiss.documents.writing.sheets import CONTENTS_NAME, Sheet, sheets_of
from remiss.domain.outline import Outline
from remiss.text import moment

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST_CELL = 16_000  # Excel's limit is 32,767 units, of which a character may take two
_CONTINUED = "(fortsättning)"
_WHOLE_NUMBER = re.compile(r"0|[1-9]\d{0,9}")
_NARROWEST, _ALL_COLUMNS, _WIDEST = 8, 120, 90
_PAPER_A4 = 9
_LONGEST_PROPERTY = 255


def write_xlsx(outline: Outline) -> bytes:
    """Return a workbook of ``outline``; the same outline gives the same bytes.

    Raises ValueError for an outline that does not hold together (frame.check_outline).
    """
    check_outline(outline)
    sheets = list(sheets_of(outline))
    buffer = io.BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties(
        {
            "title": _property(outline.title),
            "subject": _property(outline.subject),
            "author": _property(outline.author),
            "created": outline.created.astimezone(UTC).replace(tzinfo=None),
        }
    )
    looks = _Looks(book)
    _contents(book.add_worksheet(CONTENTS_NAME), outline, sheets, looks)
    for sheet in sheets:
        _table(book.add_worksheet(sheet.name), sheet, outline, looks)
    book.close()
    return buffer.getvalue()


class _Looks:
    """The few ways in which a cell is set."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "font_color": "#1B2733"}
        self.text: Format = book.add_format({**base, "text_wrap": True})
        self.number: Format = book.add_format({**base, "num_format": "0"})
        self.strong: Format = book.add_format({**base, "text_wrap": True, "bold": True})
        self.link: Format = book.add_format({**base, "font_color": "#0B4F7A", "underline": 1})
        self.title: Format = book.add_format({**base, "bold": True, "font_size": 18})
        self.head: Format = book.add_format(
            {**base, "bold": True, "text_wrap": True, "font_color": "#0B4F7A", "bg_color": "#F5F6F4", "bottom": 1}
        )


def _contents(page: Worksheet, outline: Outline, sheets: Sequence[Sheet], looks: _Looks) -> None:
    """Write what this is, and a list of the sheets with links to them."""
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 70)
    page.set_column(2, 2, 10)
    page.hide_gridlines(2)
    page.write_string(0, 0, _plain(outline.title), looks.title)
    told = (outline.watermark or "", outline.subtitle, outline.author, f"Uppgifterna gäller {moment(outline.created)}")
    row = 1
    for text in filter(None, map(_plain, told)):
        page.write_string(row, 0, text)
        row += 1
    row += 1
    for column, text in enumerate(("Blad", "Tabell", "Rader")):
        page.write_string(row, column, text, looks.head)
    for number, sheet in enumerate(sheets, start=row + 1):
        page.write_url(number, 0, f"internal:'{sheet.name}'!A1", looks.link, sheet.name)
        page.write_string(number, 1, _plain(sheet.title), looks.text)
        page.write_number(number, 2, sheet.count, looks.number)
    _printed(page, outline)


def _table(page: Worksheet, sheet: Sheet, outline: Outline, looks: _Looks) -> None:
    rows = list(sheet.rows)
    numbers = {column for column in range(len(sheet.header)) if _is_whole(rows, column)}
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    page.freeze_panes(1, 1 if sheet.row_headers else 0)
    page.repeat_rows(0)
    for column, text in enumerate(sheet.header):
        page.write_string(0, column, _plain(text), looks.head)
    last = 0
    for last, cells in enumerate(_within_limits(rows), start=1):
        for column, text in enumerate(cells):
            if column in numbers and text:
                page.write_number(last, column, int(text), looks.number)
            else:
                strong = column == 0 and sheet.row_headers
                page.write_string(last, column, _plain(text), looks.strong if strong else looks.text)
    page.autofilter(0, 0, max(last, 1), len(sheet.header) - 1)
    _printed(page, outline)


def _within_limits(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield rows whose cells Excel can hold: what is longer goes on in a row below and is never cut off."""
    for row in rows:
        longest = max(map(len, row))
        yield tuple(text[:_LONGEST_CELL] for text in row)
        for start in range(_LONGEST_CELL, longest, _LONGEST_CELL):
            rest = [text[start : start + _LONGEST_CELL] for text in row]
            yield (rest[0] or _CONTINUED, *rest[1:])


def _is_whole(rows: Sequence[tuple[str, ...]], column: int) -> bool:
    texts = [row[column] for row in rows if row[column]]
    return bool(texts) and all(_WHOLE_NUMBER.fullmatch(text) for text in texts)


def _widths(sheet: Sheet) -> list[int]:
    total = sum(sheet.widths)
    return [min(_WIDEST, max(_NARROWEST, _ALL_COLUMNS * share // total)) for share in sheet.widths]


def _printed(page: Worksheet, outline: Outline) -> None:
    """Set A4 on its side, as wide as the table, with title and page numbers."""
    page.set_landscape()
    page.set_paper(_PAPER_A4)
    page.fit_to_pages(1, 0)
    title = _property(outline.title).replace("&", "&&")[:150]
    page.set_header(f"&L{title}")
    page.set_footer("&L&A&RSida &P av &N")


def _plain(text: str) -> str:
    """Return ``text`` such that the library writes it as it stands: it takes what looks like its own markup for it."""
    text = clean(text)
    return f" {text}" if text.startswith("<r>") else text


def _property(text: str) -> str:
    return " ".join(clean(text).split())[:_LONGEST_PROPERTY]

"""PDF → Document: one block a printed line in the file's own reading order, an empty block where the gap is wide."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from remiss.documents.reading import sentences
from remiss.documents.reading.characters import clean
from remiss.documents.reading.limits import MAX_PDF_PAGES, MAX_PDF_PIECES, MAX_TEXT_CHARACTERS
from remiss.documents.reading.pdf_dangers import open_pdf
from remiss.domain.document import Block, BlockKind, Document
from remiss.errors import UnreadableFile

# Fractions of the letter height.
_SAME_LINE = 0.5
_WORD_GAP = 0.12
_COLUMN_GAP = 2.0
_PARAGRAPH_GAP = 1.35
_HEADING_SIZE = 1.12
_BOLD_WEIGHT = 600
_LOWEST_RANK = 9
# A page drawn in reading order goes up only where a column begins.
_MIN_STEPS = 4
_UPWARDS_SHARE = 0.6


@dataclass(frozen=True)
class _Piece:
    """A run of text in one font on one line; y grows upwards, in points."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool


@dataclass(frozen=True)
class _Line:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    page: int
    box: tuple[int, int, int, int] | None = None


def read_pdf(content: bytes) -> Document:
    """Return the PDF ``content`` as a Document.

    Raises UnreadableFile when it is locked, broken, or holds no text (scanned).
    """
    document = open_pdf(content)
    try:
        pages, sizes = _pages(document), _sizes(document)
    except pypdfium2.PdfiumError as problem:
        raise UnreadableFile(sentences.BROKEN_PDF) from problem
    finally:
        document.close()
    silent = [number for number, lines in enumerate(pages, start=1) if not lines]
    if len(silent) == len(pages):
        raise UnreadableFile(sentences.SCANNED if pages else sentences.BROKEN_PDF)
    listed = ", ".join(str(number) for number in silent)
    notices = (sentences.PAGES_WITHOUT_TEXT.format(pages=listed),) if silent else ()
    return Document(tuple(_blocks(pages)), "pdf", exact_paragraphs=False, notices=notices, pages=sizes)


def _sizes(document: pypdfium2.PdfDocument) -> tuple[tuple[int, int], ...]:
    """Return the width and height of each page as it is seen, in whole points."""
    return tuple((round(width), round(height)) for width, height in map(document.get_page_size, range(len(document))))


def _pages(document: pypdfium2.PdfDocument) -> list[list[_Line]]:
    if len(document) > MAX_PDF_PAGES:
        raise UnreadableFile(sentences.TOO_HEAVY)
    pages: list[list[_Line]] = []
    characters = 0
    for index in range(len(document)):
        page = document[index]
        text_page = page.get_textpage()
        pieces = _page_pieces(text_page)
        characters += sum(len(piece.text) for piece in pieces)
        if characters > MAX_TEXT_CHARACTERS:
            raise UnreadableFile(sentences.TOO_HEAVY)
        lines = [replace(line, box=_box(page, line)) for line in _page_lines(pieces, index + 1)]
        pages.append(_margin_first(lines))
        text_page.close()
        page.close()
    return pages


def _box(page: pypdfium2.PdfPage, line: _Line) -> tuple[int, int, int, int]:
    """Return where a line is seen: the page may be turned, and its corner need not be the origin."""
    width, height = map(round, page.get_size())
    corners = []
    for x, y in ((line.left, line.top), (line.right, line.bottom)):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, width, height, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (left, top), (right, bottom) = corners
    return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def _page_pieces(text_page: pypdfium2.PdfTextPage) -> list[_Piece]:
    pieces = []
    count = text_page.count_rects()
    if count > MAX_PDF_PIECES:
        raise UnreadableFile(sentences.TOO_HEAVY)
    for index in range(count):
        left, bottom, right, top = text_page.get_rect(index)
        text = clean(text_page.get_text_bounded(left, bottom, right, top)).replace("\n", " ")
        if not text.strip():
            continue
        at = pdfium.FPDFText_GetCharIndexAtPos(text_page.raw, left + 1, (bottom + top) / 2, 4.0, 4.0)
        size = pdfium.FPDFText_GetFontSize(text_page.raw, at) if at >= 0 else top - bottom
        pieces.append(_Piece(text, left, bottom, right, top, size or top - bottom, _is_bold(text_page, at)))
    return pieces


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    if index < 0:
        return False
    if pdfium.FPDFText_GetFontWeight(text_page.raw, index) >= _BOLD_WEIGHT:
        return True
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetFontInfo(text_page.raw, index, buffer, 256, None)
    return b"bold" in buffer.value.lower()


def _from_the_top(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces in reading order when the file draws the page from its foot upwards, else as they are."""
    steps = [a.bottom - b.bottom for a, b in pairwise(pieces) if abs(a.bottom - b.bottom) > 1]
    upwards = sum(1 for step in steps if step < 0)
    if len(steps) < _MIN_STEPS or upwards <= len(steps) * _UPWARDS_SHARE:
        return pieces
    return sorted(pieces, key=lambda piece: (-round(piece.bottom), piece.left))


def _page_lines(pieces: list[_Piece], page: int) -> list[_Line]:
    lines: list[list[_Piece]] = []
    for piece in _from_the_top(pieces):
        if lines and _continues(lines[-1][-1], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_line(line, page) for line in lines]


def _continues(before: _Piece, piece: _Piece) -> bool:
    overlap = min(before.top, piece.top) - max(before.bottom, piece.bottom)
    height = min(before.top - before.bottom, piece.top - piece.bottom)
    return overlap > _SAME_LINE * height and piece.left >= before.right - height


def _line(pieces: list[_Piece], page: int) -> _Line:
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = (piece.left - before.right) / max(piece.top - piece.bottom, 1.0)
        text += "\t" if gap > _COLUMN_GAP else " " if gap > _WORD_GAP else ""
        text += piece.text
    return _Line(
        text=" ".join(text.split(" ")).strip(),
        left=pieces[0].left,
        right=pieces[-1].right,
        bottom=min(piece.bottom for piece in pieces),
        top=max(piece.top for piece in pieces),
        size=max(piece.size for piece in pieces),
        bold=all(piece.bold for piece in pieces),
        page=page,
    )


def _margin_first(lines: list[_Line]) -> list[_Line]:
    """Put the lines of a side column (address, department) before the text that they stand beside.

    The text column is where most words begin; what ends before it is in the margin.
    """
    words: Counter[int] = Counter()
    for line in lines:
        words[round(line.left / 10)] += len(line.text.split())
    if not words:
        return lines
    column = words.most_common(1)[0][0] * 10 - 10
    margin = [line for line in lines if line.right < column]
    return margin + [line for line in lines if line.right >= column]


def _blocks(pages: list[list[_Line]]) -> Iterable[Block]:
    lines = [line for page in pages for line in page]
    size = _usual(_rounded(line.size) for line in lines for _ in line.text.split())
    ranks = _ranks(lines, size)
    leading = _usual(round(gap) for a, b in pairwise(lines) if (gap := a.bottom - b.bottom) > 1)
    before: _Line | None = None
    for line in lines:
        # Lines in larger type stand further apart without being paragraphs of their own: a title on two lines.
        scale = max(1.0, min(before.size, line.size) / size) if before is not None and size else 1.0
        wide = _wide(leading) * scale
        if before is not None and line.page == before.page and not 0 <= before.bottom - line.bottom <= wide:
            yield Block(BlockKind.PARAGRAPH, "", page=line.page)
        big = line.size > size * _HEADING_SIZE
        bold = line.bold or big
        level = ranks[_rounded(line.size)] if bold else 0
        yield Block(BlockKind.PARAGRAPH, line.text, level, page=line.page, bold=bold, box=line.box)
        before = line


def _ranks(lines: Iterable[_Line], size: float) -> dict[float, int]:
    """Return how high a line in heading type stands by the size of its letters: the largest is 1."""
    sizes = {_rounded(line.size) for line in lines if line.bold or line.size > size * _HEADING_SIZE}
    return {each: min(rank, _LOWEST_RANK) for rank, each in enumerate(sorted(sizes, reverse=True), start=1)}


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _wide(leading: float) -> float:
    return leading * _PARAGRAPH_GAP


def _usual(values: Iterable[float]) -> float:
    counted = Counter(values)
    # The smaller of two equally common values, so that the answer does not depend on the order of the lines.
    return min(counted, key=lambda value: (-counted[value], value)) if counted else 0.0

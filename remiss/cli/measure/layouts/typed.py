"""Pieces → a text or Markdown file, as people type it or as an extraction from a pdf leaves it."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from remiss.cli.measure.layouts.compose import Piece, Shape
from remiss.cli.measure.layouts.layout import Layout

_PAGE_LINES = 34
_BREAKABLE = re.compile(r"[a-zåäö]{9,}[.,;:]?")
_SYLLABLE = re.compile(r"(?<=[a-zåäö]{3})(?<=[bcdfghjklmnpqrstvxz])(?=[bcdfghjklmnpqrstvxz][aeiouyåäö][a-zåäö]{2})")
_COLUMN = 42


def write_text(pieces: list[Piece], layout: Layout, head: str) -> bytes:
    """Return the pieces as a text file; ``head`` is what the running head of each page says."""
    lines = list(_lines(pieces, layout))
    if layout.pages != "none":
        lines = list(_paged(lines, layout, head))
    if layout.spacing == "double":
        lines = [part for line in lines if line for part in (line, "")]
    text = layout.newline.join(lines) + layout.newline
    if "nfd" in layout.traits:
        text = unicodedata.normalize("NFD", text)
    if "hard_spaces" in layout.traits:
        text = text.replace(" den ", "\u00a0den\u00a0")
    return text.encode(layout.encoding)


def write_markdown(pieces: list[Piece], layout: Layout) -> bytes:
    """Return the pieces as Markdown."""
    out: list[str] = []
    for piece in pieces:
        out += _marked(piece, layout)
    return (layout.newline.join(out) + layout.newline).encode(layout.encoding)


def _marked(piece: Piece, layout: Layout) -> list[str]:
    if piece.shape is Shape.HEADING:
        return [f"**{piece.text}**" if layout.heading == "bold" else f"## {piece.text}", ""]
    if piece.shape is Shape.TITLE:
        return [f"# {piece.text}", ""]
    if piece.shape is Shape.SUBTITLE:
        return [f"*{piece.text}*", ""]
    if len(piece.cells) > 1:
        return [f"| {' | '.join(piece.cells)} |"] if layout.head == "form" else ["    ".join(piece.cells), ""]
    if piece.shape is Shape.ITEM:
        return [f"- {piece.text}", ""]
    return [piece.text, ""]


def soft(text: str) -> str:
    """Return ``text`` with a soft hyphen in its long words."""
    return " ".join(_broken(word, "\u00ad") for word in text.split(" "))


def wrap(text: str, width: int, *, hyphens: bool) -> list[str]:
    """Return ``text`` in lines of ``width``, long words broken over the line end where ``hyphens`` says so."""
    if not width:
        return [text]
    if not hyphens:
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]
    lines = [""]
    for word in text.split():
        gap = " " if lines[-1] else ""
        if len(lines[-1]) + len(gap) + len(word) <= width:
            lines[-1] += gap + word
            continue
        first, _, rest = _broken(word, "\n").partition("\n")
        if rest and len(lines[-1]) + len(gap) + len(first) < width:
            lines[-1] += f"{gap}{first}-"
            lines.append(rest)
        else:
            lines.append(word)
    return lines


def _broken(word: str, mark: str) -> str:
    if not _BREAKABLE.fullmatch(word):
        return word
    places = [match.start() for match in _SYLLABLE.finditer(word)]
    middle = min(places, key=lambda place: abs(place - len(word) // 2), default=None)
    return word if middle is None else word[:middle] + mark + word[middle:]


def _lines(pieces: Iterable[Piece], layout: Layout) -> Iterator[str]:
    gap = layout.spacing not in ("none", "double")
    before: Piece | None = None
    for piece in pieces:
        apart = before is not None and not (
            piece.shape is before.shape and piece.shape in (Shape.HEAD, Shape.SIGNATURE)
        )
        if apart and gap:
            yield ""
        yield from _typed(piece, layout)
        before = piece


def _typed(piece: Piece, layout: Layout) -> list[str]:
    if len(piece.cells) > 1 and "\t" in piece.text:
        return ["".join(cell.ljust(_COLUMN) for cell in piece.cells[:-1]) + piece.cells[-1]]
    if piece.shape in (Shape.HEAD, Shape.SIGNATURE):
        return [piece.text]
    text = f"{piece.number} {piece.text}" if piece.number else piece.text
    if layout.hyphens == "soft" and piece.shape is Shape.TEXT:
        text = soft(text)
    hyphens = layout.hyphens == "hard" and piece.shape is Shape.TEXT
    lines = wrap(text, layout.width, hyphens=hyphens)
    underlined = layout.heading == "underlined" and piece.shape is Shape.HEADING
    return [*lines, "-" * len(lines[-1])] if underlined else lines


def _paged(lines: list[str], layout: Layout, head: str) -> Iterator[str]:
    pages = [lines[start : start + _PAGE_LINES] for start in range(0, len(lines), _PAGE_LINES)]
    for number, page in enumerate(pages, start=1):
        if layout.pages == "feed":
            first, *rest = page
            yield from ([f"\f{first}"] if number > 1 else [first])
            yield from rest
            continue
        yield from page
        if number < len(pages):
            yield from (["", head, f"Sida {number + 1} ({len(pages)})", ""] if layout.spacing != "double" else [head])

"""The file as it came, beside the fields: each place where something was found is marked and leads to its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from remiss.documents.reading import serial
from remiss.domain.document import Block, BlockKind, Document
from remiss.domain.parsed import Span
from remiss.models.intakes import Intake


@dataclass(frozen=True)
class Mark:
    """One field found here: its name, the id of the place, empty for a stretch that goes on, and where it is typed."""

    name: str
    place: str
    field: str


@dataclass(frozen=True)
class Piece:
    """A run of words, with the fields that were read from it."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class ShownBlock:
    """A block of the text; ``page`` is its number where a new page begins. ``cells`` are a table row's."""

    kind: str
    bold: bool
    pieces: tuple[Piece, ...]
    page: int | None


@dataclass(frozen=True)
class PageMark:
    """A field on the picture of a page: the corner, width and height of the line that it stands on, in points."""

    mark: Mark
    words: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class ShownPage:
    """The picture of a page, in points, and what was found on it."""

    number: int
    width: int
    height: int
    marks: tuple[PageMark, ...]


@dataclass(frozen=True)
class Original:
    """The whole file: pages as pictures where they are known, and always the text."""

    format: str
    pages: tuple[ShownPage, ...]
    blocks: tuple[ShownBlock, ...]
    notices: tuple[str, ...]
    found: frozenset[str]

    def place(self, *names: str) -> str | None:
        """Return the id of the place of the first of these fields that stands in the file."""
        return next((place_id(name) for name in names if name in self.found), None)


def place_id(name: str) -> str:
    """Return the id of the place where a field was found."""
    return f"plats-{name.replace('.', '-').replace('_', '-')}"


def original_of(intake: Intake, fields: Mapping[str, str]) -> Original | None:
    """Return the file of a read intake; ``fields`` says where each found thing is typed. None for one read earlier,
    when originals were not kept.
    """
    if intake.original is None:
        return None
    document = serial.from_json(intake.original)
    places = {name: [Span(*span) for span in spans] for name, spans in (intake.places or {}).items()}
    marks = _marks(places, fields)
    return Original(
        format=document.format,
        pages=_pages(document, marks),
        blocks=_blocks(document, marks),
        notices=document.notices,
        found=frozenset(places),
    )


Placed = tuple[Span, Mark]


def _marks(places: Mapping[str, Sequence[Span]], fields: Mapping[str, str]) -> dict[int, list[Placed]]:
    """Return by block what was found in it."""
    found: dict[int, list[Placed]] = {}
    for name, spans in places.items():
        for number, span in enumerate(spans):
            place = "" if number else place_id(name)
            found.setdefault(span.block, []).append((span, Mark(name, place, fields.get(name, "text"))))
    return found


def _pages(document: Document, marks: Mapping[int, Sequence[Placed]]) -> tuple[ShownPage, ...]:
    on_page: dict[int, list[PageMark]] = {}
    for block, placed in sorted(marks.items()):
        line = document.blocks[block]
        if line.page is None or line.box is None:
            continue
        on_page.setdefault(line.page, []).extend(_on_page(line, span, mark) for span, mark in placed)
    return tuple(
        ShownPage(number, width, height, tuple(on_page.get(number, ())))
        for number, (width, height) in enumerate(document.pages, start=1)
    )


def _on_page(line: Block, span: Span, mark: Mark) -> PageMark:
    """Return where on the page the words stand: their share of the line, a little wider so that no letter is cut."""
    left, top, right, bottom = line.box or (0, 0, 0, 0)
    share = (right - left) / max(len(line.text), 1)
    start, end = left + int(share * span.start), left + int(share * span.end + 0.5)
    if "\t" in line.text:  # columns: where in the line the words stand cannot be told from their number
        start, end = left, right
    words = line.text[span.start : span.end]
    return PageMark(mark, words, max(start - 3, 0), max(top - 2, 0), end - start + 6, bottom - top + 4)


def _blocks(document: Document, marks: Mapping[int, Sequence[Placed]]) -> tuple[ShownBlock, ...]:
    shown: list[ShownBlock] = []
    page: int | None = None
    for number, block in enumerate(document.blocks):
        begins = block.page if block.page != page else None
        page = block.page
        pieces = _pieces(block.text, marks.get(number, ()))
        shown.append(ShownBlock(_kind(block), block.bold, pieces, begins))
    return tuple(shown)


def _kind(block: Block) -> str:
    return "empty" if not block.text.strip() else BlockKind(block.kind).value


def _pieces(text: str, placed: Sequence[Placed]) -> tuple[Piece, ...]:
    """Cut a block where something begins or ends; a piece knows everything that covers it."""
    cuts = sorted({0, len(text), *(span.start for span, _ in placed), *(span.end for span, _ in placed)})
    pieces = []
    for start, end in pairwise(cuts):
        covering = [
            mark if span.start == start else Mark(mark.name, "", mark.field)
            for span, mark in sorted(placed, key=lambda one: one[0].end - one[0].start)
            if span.start <= start and end <= span.end
        ]
        pieces.append(Piece(text[start:end], tuple(covering)))
    return tuple(pieces)

"""A document before it has a format: the tree that the docx, HTML and JSON writers all render.

Same outline, same bytes: the writers take dates from here and never from the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from remiss.domain.marks import Source


class Emphasis(StrEnum):
    """How a run of text is set; the last two tell what a later version added and what it took away."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one setting. ``link`` is an anchor in this outline, ``note`` a footnote marked after it."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Heading:
    """A real heading, level 1–4; ``anchor`` is unique in the outline and can be linked to.

    ``origin`` names the block of a released text that it shows word for word (marks.block_name).
    """

    level: int
    text: str
    anchor: str
    origin: str | None = None


class ParagraphStyle(StrEnum):
    """The few kinds of paragraph our documents use."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    META = "meta"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs. ``key`` names the sender's own words, edited and read back (own_words.py); ``origin`` as
    that of a heading.
    """

    runs: tuple[Run, ...]
    style: ParagraphStyle = ParagraphStyle.BODY
    key: str | None = None
    origin: str | None = None


@dataclass(frozen=True)
class Quote:
    """Words of a signed text, verbatim, and where they stand: ``reference`` is written for the reader,
    ``source`` is the identity (reply id, version number, sha256) that a later check needs. ``viewpoint`` is the number
    under which it is counted, empty for other quotations; ``link`` is the anchor of the text it is taken from.
    ``seal`` stands for the database where the source may not be told (sealing.py).
    """

    text: str
    reference: str
    source: str
    viewpoint: str = ""
    link: str | None = None
    seal: str = ""

    @property
    def words(self) -> str:
        """All that stands there, with the reference: what is compared when the file comes back."""
        return f"{self.text}\n{self.reference}"


@dataclass(frozen=True)
class Bullets:
    """A list; ``ordered`` numbers it from 1. ``origins`` are those of its items, when they have any."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = False
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A table cell; ``link`` is the anchor in this outline that it leads to."""

    text: str
    link: str | None = None


@dataclass(frozen=True)
class Table:
    """A table with a real header row. ``widths`` are relative; ``row_headers`` makes the first column headers."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    row_headers: bool = True
    landscape: bool = False


@dataclass(frozen=True)
class Contents:
    """The place of the contents list, down to heading level ``depth``."""

    depth: int = 2


@dataclass(frozen=True)
class PageBreak:
    """A new page begins."""


@dataclass(frozen=True)
class FieldRows:
    """Name and value in two columns, for header blocks (Handläggare, Dnr, Till …)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SignatureBlock:
    """Signatures side by side: name over title, then a line on when and how it was approved."""

    signatures: tuple[tuple[str, str, str], ...]


class ChartKind(StrEnum):
    """How a chart is drawn. No pies: they cannot be compared."""

    STACKED_BARS = "stacked_bars"
    OVER_TIME = "over_time"


@dataclass(frozen=True)
class Series:
    """Numbers under one name, one per category; None where there is no number yet.

    ``tone`` names the colour (a stance, or a tone of the status words) and ``symbol`` stands beside it: colour is never
    alone.
    """

    name: str
    values: tuple[int | None, ...]
    tone: str
    symbol: str = ""


@dataclass(frozen=True)
class Mark:
    """A category that is pointed out, as the due date."""

    category: str
    label: str


@dataclass(frozen=True)
class Chart:
    """Numbers as a picture. ``title`` and ``description`` say in words what it shows; ``anchor`` is unique.

    Categories of a chart over time are all days from first to last, as ISO dates. Its table stands beside it as a node
    of its own.
    """

    kind: ChartKind
    anchor: str
    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()


Node = Heading | Paragraph | Quote | Bullets | Table | Chart | Contents | PageBreak | FieldRows | SignatureBlock


@dataclass(frozen=True)
class Outline:
    """A whole document. ``created`` (aware) becomes the file's dates; ``header`` is the running head.

    ``sources`` are the released texts that it quotes or holds in full: what a later check compares with.
    """

    title: str
    subtitle: str
    author: str
    subject: str
    created: datetime
    header: str
    footer: str
    nodes: tuple[Node, ...] = field(default=())
    language: str = "sv-SE"
    watermark: str | None = None
    sources: tuple[Source, ...] = ()

"""A house template as data: what we chose of an organisation's Word file, and nothing of the file itself.

The child that reads the file answers with this, and the writer builds Word's XML anew from it: a word, a colour or a
length can come through, an element or a relation that is not named here cannot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """A placeholder, by the words that a person writes between ``{{`` and ``}}``."""

    ORGANISATION = "organisation"
    OFFICE = "förvaltning"
    KIND = "dokumenttyp"
    DIARY_NUMBER = "diarienummer"
    DATE = "datum"
    TITLE = "rubrik"
    PAGE = "sidnummer"
    PAGES = "antal sidor"
    CONTENT = "innehåll"

    @property
    def sentence(self) -> str:
        """Say what stands in its place."""
        return _SENTENCES[self.value]

    @property
    def written(self) -> str:
        """Return it as it is written in Word."""
        return f"{{{{{self.value}}}}}"


_SENTENCES = {
    "organisation": "organisationens namn",
    "förvaltning": "förvaltningens eller kontorets namn",
    "dokumenttyp": "vad det är för handling, till exempel Tjänsteutlåtande",
    "diarienummer": "ärendets diarienummer hos organisationen",
    "datum": "handlingens datum, till exempel 2026-03-12",
    "rubrik": "handlingens rubrik",
    "sidnummer": "sidans nummer; Words eget fält går också bra",
    "antal sidor": "hur många sidor handlingen har; Words eget fält går också bra",
    "innehåll": "här läggs handlingen in; skrivs i ett eget stycke i mallens text",
}


@dataclass(frozen=True)
class Attribute:
    """One setting of a property."""

    name: str
    value: str


@dataclass(frozen=True)
class Property:
    """One thing about a look: ``sz`` with its ``val``, or borders with a side each."""

    name: str
    attributes: tuple[Attribute, ...] = ()
    children: tuple[Property, ...] = ()

    def get(self, name: str) -> str | None:
        """Return one of its settings."""
        return next((one.value for one in self.attributes if one.name == name), None)


Look = tuple[Property, ...]
"""How something is set: at most one property of each name."""


@dataclass(frozen=True)
class Allowed:
    """What may be said about a property: the settings by name, and what may stand in it."""

    attributes: tuple[str, ...] = ()
    children: Mapping[str, Allowed] | None = None


def _of(words: str) -> Allowed:
    return Allowed(tuple(words.split()))


def _sides(words: str, each: str) -> Allowed:
    return Allowed((), {side: _of(each) for side in words.split()})


_BORDER, _WIDTH = "val sz space color", "w type"
_ROUND = "top left bottom right"
# In the order that Word's schema wants, which is also the order in which they are written.
RUN: Mapping[str, Allowed] = {
    "rFonts": _of("ascii hAnsi"), "b": _of("val"), "i": _of("val"), "caps": _of("val"), "smallCaps": _of("val"),
    "color": _of("val"), "spacing": _of("val"), "sz": _of("val"), "u": _of("val"), "vertAlign": _of("val"),
}  # fmt: skip
PARAGRAPH: Mapping[str, Allowed] = {
    "framePr": _of("w h hRule hSpace vSpace wrap vAnchor hAnchor x xAlign y yAlign"),
    "pBdr": _sides(_ROUND, _BORDER), "shd": _of("val fill"), "tabs": Allowed((), {"tab": _of("val leader pos")}),
    "spacing": _of("before after line lineRule"), "ind": _of("left right hanging firstLine"), "jc": _of("val"),
}  # fmt: skip
TABLE: Mapping[str, Allowed] = {
    "tblpPr": _of(
        "leftFromText rightFromText topFromText bottomFromText vertAnchor horzAnchor tblpX tblpXSpec tblpY tblpYSpec"
    ),
    "tblW": _of(_WIDTH), "jc": _of("val"), "tblInd": _of(_WIDTH),
    "tblBorders": _sides(f"{_ROUND} insideH insideV", _BORDER), "tblLayout": _of("type"),
    "tblCellMar": _sides(_ROUND, _WIDTH),
}  # fmt: skip
ROW: Mapping[str, Allowed] = {"trHeight": _of("val hRule")}
CELL: Mapping[str, Allowed] = {
    "tcW": _of(_WIDTH), "gridSpan": _of("val"), "vMerge": _of("val"), "tcBorders": _sides(_ROUND, _BORDER),
    "shd": _of("val fill"), "tcMar": _sides(_ROUND, _WIDTH), "vAlign": _of("val"),
}  # fmt: skip


class PieceKind(StrEnum):
    """What a paragraph is made of."""

    TEXT = "text"
    FIELD = "falt"
    TAB = "tabb"
    BREAK = "radbrytning"
    PICTURE = "bild"


@dataclass(frozen=True)
class Anchor:
    """Where a picture that stands in no line lies. A place is a distance in EMU, or a word such as ``right``."""

    across: str
    down: str
    x: int = 0
    y: int = 0
    x_word: str = ""
    y_word: str = ""
    wrap: str = "wrapNone"
    behind: bool = False


@dataclass(frozen=True)
class Placed:
    """A picture in a paragraph: which of the template's, how large (EMU), what it shows, how much is cut off."""

    number: int
    width: int
    height: int
    description: str
    crop: tuple[int, ...] = ()
    anchor: Anchor | None = None


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one look, a placeholder to fill in (``text`` is its name), a tab, a line end, a picture."""

    kind: PieceKind
    text: str = ""
    look: Look = ()
    picture: Placed | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    look: Look
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    look: Look
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table when it has ``rows``; ``columns`` are its widths."""

    look: Look = ()
    pieces: tuple[Piece, ...] = ()
    columns: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()


Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Margins:
    """Around an A4 page upright, in twentieths of a point; head and foot are how far from the edge they begin."""

    top: int = 1531
    right: int = 1418
    bottom: int = 1361
    left: int = 1418
    head: int = 680
    foot: int = 624


@dataclass(frozen=True)
class StyleLook:
    """How the template sets one of our styles. What it does not say about it, it does not have."""

    style: str
    run: Look = ()
    paragraph: Look = ()


@dataclass(frozen=True)
class Picture:
    """A picture, checked and without what a camera or a program wrote about itself; ``content`` is base 64."""

    ending: str
    content: str


@dataclass(frozen=True)
class Template:
    """What an organisation's documents look like. ``base`` is the text of all of them, ``styles`` what differs.

    ``first_head`` and ``first_foot`` count where the first page is ``different``. ``above`` and ``below`` stand around
    the document. ``borders`` and ``head_row`` are those of tables.
    """

    margins: Margins = Margins()
    base: StyleLook | None = None
    styles: tuple[StyleLook, ...] = ()
    borders: Look = ()
    head_row: Look = ()
    head: Blocks = ()
    foot: Blocks = ()
    different: bool = False
    first_head: Blocks = ()
    first_foot: Blocks = ()
    above: Blocks = ()
    below: Blocks = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class ReadTemplate:
    """What came of reading a file: a template, or the ``faults`` to mend; ``notices`` say what is left out of it."""

    template: Template | None
    faults: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


STYLES: Mapping[str, str] = {
    "body text": "BodyText", "title": "Title", "ärenderubrik": "StatementTitle", "subtitle": "Subtitle",
    "heading 1": "Heading1", "heading 2": "Heading2", "heading 3": "Heading3", "heading 4": "Heading4",
    "ingress": "Lead", "anmärkning": "Note", "dokumentuppgift": "Meta", "dokumenttyp": "DocumentKind",
    "quote": "Quote", "källhänvisning": "QuoteReference", "footnote text": "FootnoteText",
    "list bullet": "ListBullet", "list number": "ListNumber", "toc heading": "TOCHeading", "toc 1": "TOC1",
    "toc 2": "TOC2", "toc 3": "TOC3", "caption": "Caption", "tabelltext": "TableText", "tabellhuvud": "TableHeading",
    "tabellradrubrik": "TableRowHeading",
}  # fmt: skip
"""What Word calls a style, whatever language it is shown in → our style that is set as it."""
SPACED = frozenset(
    {"BodyText", "Title", "StatementTitle", "Subtitle", "Lead", "Note", "DocumentKind"}
    | {f"Heading{level}" for level in range(1, 5)}
)
"""Those of our styles whose paragraphs are the template's too. Others, such as captions between tables, quotations with
their source and the contents list, are laid out to fit what stands around them: only their letters are the template's.
"""
OF_PLACES = frozenset({"tabs", "framePr"})
"""What says where one paragraph lies: taken from the paragraph itself, never into a style of ours."""
SWEDISH: Mapping[str, str] = {
    "title": "Rubrik (Title)", "subtitle": "Underrubrik", "heading 1": "Rubrik 1", "heading 2": "Rubrik 2",
    "heading 3": "Rubrik 3", "heading 4": "Rubrik 4", "body text": "Brödtext", "quote": "Citat",
    "caption": "Beskrivning", "toc heading": "Innehållsförteckningsrubrik", "footnote text": "Fotnotstext",
    "list bullet": "Punktlista", "list number": "Numrerad lista", "toc 1": "Innehåll 1", "toc 2": "Innehåll 2",
    "toc 3": "Innehåll 3",
}  # fmt: skip
"""What a Swedish Word shows for it; our own styles are called the same everywhere."""
TABLE_STYLE = "remiss tabell"

"""The proof that nothing is left out: every counted viewpoint, and where in the document it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from remiss.documents.compilation.words import anchor, code, stance_words
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Cell, Heading, Node, Table
from remiss.text import counted

PlaceOf = Callable[[ReplyFacts, ViewpointFacts], tuple[str, str]]
"""What the place of a viewpoint is called, and its anchor."""


def under_heading(name: Callable[[ReplyFacts, ViewpointFacts], str]) -> PlaceOf:
    """Return the places of a layout in which each viewpoint has a heading of its own under what ``name`` returns."""
    return lambda reply, viewpoint: (name(reply, viewpoint), anchor(reply, viewpoint))


def proof_table(facts: CompilationFacts, place: PlaceOf) -> Iterator[Node]:
    """Yield where every viewpoint of every reply is found."""
    yield Heading(1, "Var varje synpunkt finns", "var-synpunkterna-finns")
    rows = tuple(_row(reply, viewpoint, *place(reply, viewpoint)) for reply, viewpoint in facts.viewpoints())
    total = counted(len(rows), "synpunkt", "synpunkter")
    header = ("Nr", "Svar från", "Finns under", "Ställning", "Klassad av")
    yield Table(f"Alla {total}", header, rows, (6, 31, 30, 18, 15))


def _by(words: str | None) -> str:
    """Return who classified, in a column that says that it does."""
    return (words or "–").removeprefix("klassat av ")


def _row(reply: ReplyFacts, viewpoint: ViewpointFacts, name: str, link: str) -> tuple[Cell, ...]:
    return (
        Cell(code(reply, viewpoint), link),
        Cell(reply.author),
        Cell(name),
        Cell(stance_words(viewpoint)),
        Cell(_by(viewpoint.classified_by)),
    )

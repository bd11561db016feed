"""A reply in a layout as a row of pieces, whatever file they are written to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from remiss.cli.measure.layouts.content import (
    KIND_LINE,
    Content,
    Labels,
    lost_heading,
    lost_start,
    noted_section,
    ordered,
)
from remiss.cli.measure.layouts.heads import head_rows
from remiss.cli.measure.layouts.layout import Layout


class Shape(StrEnum):
    """What a piece is."""

    HEAD = "head"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    SIGNATURE = "signature"
    BREAK = "break"


@dataclass(frozen=True)
class Piece:
    """One piece: a paragraph, or a row whose ``cells`` stand side by side. ``number`` is printed by the program;
    ``noted`` has a footnote.
    """

    shape: Shape
    text: str = ""
    cells: tuple[str, ...] = ()
    number: str = ""
    noted: bool = False


def compose(content: Content, layout: Layout) -> list[Piece]:
    """Return the reply ``content`` as the pieces of ``layout``."""
    head = [Piece(Shape.HEAD, "\t".join(row), tuple(row)) for row in head_rows(content, layout)]
    body = list(_body(content, layout))
    if layout.head_at in ("body", "sentence"):
        return _astray(head, [*_titles(content, layout), *body], layout)
    return [*head, *_titles(content, layout), *body]


def _titles(content: Content, layout: Layout) -> Iterator[Piece]:
    if layout.head == "none":
        return
    title, subtitle = content.labels["title"], content.labels["subtitle"]
    if layout.title == "together":
        yield Piece(Shape.TITLE, f"{KIND_LINE} om {title[:1].lower()}{title[1:]}")
        return
    yield Piece(Shape.TITLE, title)
    if subtitle:
        yield Piece(Shape.SUBTITLE, subtitle)


def _body(content: Content, layout: Layout) -> Iterator[Piece]:
    sections = ordered(content, layout)
    silent = lost_heading(sections, layout)
    signed = layout.signing.startswith("end")
    for index, section in enumerate(sections):
        if section["key"] == "bilagor" and not signed:
            yield from _signatures(content, layout)
            signed = True
        if index != silent:
            yield from _heading(section, layout, index + 1)
        yield from _section(
            content, section, layout, noted="footnotes" in layout.traits and index == noted_section(sections)
        )
        if section["key"] == "beslutsforslag" and not signed:
            yield from _signatures(content, layout)
            signed = True
    if layout.signing.startswith("end") or not signed:
        yield from _signatures(content, layout)


def _heading(section: Labels, layout: Layout, number: int) -> Iterator[Piece]:
    text = section["heading"]
    if not text or (section["key"] == "bilagor" and layout.attachments == "run_in"):
        return
    if layout.heading == "capitals":
        text = text.upper()
    elif layout.heading == "colon":
        text = f"{text}:"
    elif layout.heading == "numbered":
        text = f"{number}. {text}"
    yield Piece(Shape.HEADING, text, number=str(number) if layout.heading == "counted" else "")


def _section(content: Content, section: Labels, layout: Layout, *, noted: bool) -> Iterator[Piece]:
    for index, paragraph in enumerate(section["paragraphs"]):
        yield Piece(Shape.TEXT, paragraph, noted=noted and index == 0)
    if section["key"] == "beslutsforslag":
        yield from _points(content.points, layout)
    if section["key"] == "bilagor":
        yield from _attachments(content.labels["attachments"], section["heading"], layout)


def _points(points: list[str], layout: Layout) -> Iterator[Piece]:
    if layout.proposal == "damaged":
        rest = lost_start(points)
        points = points if rest is None else [rest, *points[1:]]
        yield Piece(Shape.TEXT, points[0])
        yield from (Piece(Shape.TEXT, f"{n}. {point}") for n, point in enumerate(points[1:], start=2))
        return
    for number, point in enumerate(points, start=1):
        if layout.proposal == "att" and point.startswith("att "):
            yield Piece(Shape.TEXT, point)
        elif layout.proposal == "counted":
            yield Piece(Shape.ITEM, point, number=f"{number}.")
        elif layout.proposal == "bullets":
            yield Piece(Shape.ITEM, point, number="•")
        else:
            yield Piece(Shape.TEXT, f"{number}. {point}" if len(points) > 1 else point)


def _attachments(attachments: list[str], heading: str, layout: Layout) -> Iterator[Piece]:
    if layout.attachments == "run_in":
        if len(attachments) == 1:
            yield Piece(Shape.TEXT, f"Bilaga: {attachments[0]}")
            return
        yield Piece(Shape.HEADING, heading)
    for number, name in enumerate(attachments, start=1):
        yield Piece(Shape.TEXT, name if layout.attachments == "lines" or len(attachments) == 1 else f"{number}. {name}")


def _signatures(content: Content, layout: Layout) -> Iterator[Piece]:
    people = [(p["name"], p["title"] or "") for p in content.labels["signatories"]]
    style = layout.signing.partition("_")[2]
    if not people:
        return
    if style == "comma":
        yield from (Piece(Shape.SIGNATURE, ", ".join(filter(None, person))) for person in people)
    elif style in ("columns", "table", "one_line") and len(people) > 1:
        for row in zip(*people, strict=True):
            cells = tuple(row)
            yield Piece(Shape.SIGNATURE, " ".join(cells) if style == "one_line" else "\t".join(cells), cells)
    else:
        yield from (Piece(Shape.SIGNATURE, line) for person in people for line in person if line)


def _astray(head: list[Piece], body: list[Piece], layout: Layout) -> list[Piece]:
    """Put the head into the second section's text: between paragraphs, or in the middle of a sentence."""
    texts = [i for i, piece in enumerate(body) if piece.shape is Shape.TEXT and len(piece.text) > 120]
    at = texts[min(1, len(texts) - 1)] if texts else len(body)
    if layout.head_at == "body" or not texts:
        return [*body[:at], *head, *body[at:]]
    words = body[at].text.split()
    half = next((i for i in range(len(words) // 2, len(words)) if _goes_on(words, i)), len(words))
    first, rest = " ".join(words[:half]), " ".join(words[half:])
    later = [replace(body[at], text=rest)] if rest else []
    return [*body[:at], replace(body[at], text=first), *head, *later, *body[at + 1 :]]


def _goes_on(words: list[str], index: int) -> bool:
    return words[index][0].islower() and words[index - 1][-1].isalpha()

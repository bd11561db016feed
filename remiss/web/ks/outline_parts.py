"""A long compilation is read a part at a time: each has an address, and links between the parts lead the right way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

from markupsafe import Markup

from remiss.documents.writing.html import render_fragment
from remiss.domain.outline import Chart, Heading, Node, Outline

ONE_PAGE = 150
"""Up to so many headings, paragraphs, quotations and tables are read as one page."""
ONE_PART = 40
"""A section with more of them than this is read a subsection at a time."""
_LINK = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True)
class Part:
    """Some of the nodes, under the anchor of their first heading; the first part has none."""

    anchor: str
    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Reading:
    """What is shown of an outline, and the way to what comes before and after: (address, title), or None."""

    fragment: Markup
    first: str | None
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def reading_of(outline: Outline, asked: str, query: dict[str, str]) -> Reading:
    """Return the part that is ``asked`` for, or the first; ``query`` are the other choices of the address."""
    parts = parts_of(outline)
    place = next((number for number, part in enumerate(parts) if part.anchor == asked), 0)
    homes = {one: part for part in reversed(parts) for one in _anchors(part.nodes)}

    def address(part: Part) -> str:
        chosen = query | ({"del": part.anchor} if part.anchor else {})
        return f"?{urlencode(chosen)}" if chosen else "?"

    def lead(match: re.Match[str]) -> str:
        home = homes.get(unquote(match[1]), parts[place])
        return match[0] if home is parts[place] else f'href="{Markup.escape(address(home))}#{match[1]}"'

    fragment = render_fragment(outline, parts[place].nodes)
    around = {number: (address(part), part.title) for number, part in enumerate(parts)}
    return Reading(
        Markup(_LINK.sub(lead, fragment)),  # noqa: S704 - what was safe, with addresses of ours
        address(parts[0]) if place else None,
        around.get(place - 1),
        around.get(place + 1),
    )


def parts_of(outline: Outline) -> list[Part]:
    """Return the parts; one where the whole is short."""
    if len(outline.nodes) <= ONE_PAGE:
        return [Part("", outline.title, outline.nodes)]
    front, *sections = _cut(outline.nodes, 1)
    parts = [part for section in sections for part in _of_section(section)]
    begin = parts[0] if parts else Part("", "", ())
    return [Part("", "Innehåll", (*front, *begin.nodes)), *parts[1:]]


def _of_section(nodes: Sequence[Node]) -> Iterator[Part]:
    """A subsection that stands by itself has the heading of its section above it."""
    pieces = _cut(nodes, 2) if len(nodes) > ONE_PART else [tuple(nodes)]
    if len(pieces) > 1:
        pieces = [pieces[0] + pieces[1], *((nodes[0], *piece) for piece in pieces[2:])]
    for number, piece in enumerate(pieces):
        headings = [node for node in piece if isinstance(node, Heading)]
        own = headings[1 if number else 0]
        yield Part(own.anchor, own.text, piece)


def _cut(nodes: Sequence[Node], level: int) -> list[tuple[Node, ...]]:
    """Return what stands before the first heading of ``level``, and then from each such heading to the next."""
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, Heading) and node.level == level:
            pieces.append([])
        pieces[-1].append(node)
    return [tuple(piece) for piece in pieces]


def _anchors(nodes: Sequence[Node]) -> Iterator[str]:
    return (node.anchor for node in nodes if isinstance(node, Heading | Chart))

"""A compilation as a web page that comes back: what stands under each of our names in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from remiss.documents.reading import sentences
from remiss.documents.reading.compiled import Compiled, Place
from remiss.domain.marks import mark_of
from remiss.errors import UnreadableFile

NAME = "data-remiss"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_PARAGRAPHS = frozenset({"p", "div", "footer", "li"})
_LONGEST_MARK = 60


@dataclass
class _Open:
    """An element that has begun, and the place whose words it holds; ``lines`` are its paragraphs so far."""

    tag: str
    name: str = ""
    lines: list[list[str]] = field(default_factory=lambda: [[]])


def read_compiled_html(content: bytes) -> Compiled:
    """Return what stands in the page ``content``. Raises UnreadableFile when it is no text."""
    reader = _Reader()
    try:
        reader.feed(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise UnreadableFile(sentences.NO_COMPILATION) from problem
    reader.close()
    return Compiled(tuple(reader.places), reader.properties, reader.properties.get("description", ""))


def read_to_json(content: bytes) -> str:
    """Return the same as it crosses from the reading process."""
    return read_compiled_html(content).to_json()


class _Reader(HTMLParser):
    """Keeps the words of named elements only: the rest of a page is never held."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places: list[Place] = []
        self.properties: dict[str, str] = {}
        self._open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            self.properties[given.get("name") or ""] = given.get("content") or ""
        name = (given.get(NAME) or "")[:_LONGEST_MARK]
        if mark_of(name):
            self._end_place()
            self._open = [_Open(tag, name)]
        elif self._open:
            self._inside(tag)

    def _inside(self, tag: str) -> None:
        if tag == "br":
            self._open[0].lines[-1].append("\n")
        if tag in _PARAGRAPHS:
            self._open[0].lines.append([])
        if tag not in _VOID:
            self._open.append(_Open(tag))

    def handle_endtag(self, tag: str) -> None:
        place = next((at for at in reversed(range(len(self._open))) if self._open[at].tag == tag), None)
        if place == 0:
            self._end_place()
        elif place is not None:
            del self._open[place:]
            if tag in _PARAGRAPHS:
                self._open[0].lines.append([])

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[0].lines[-1].append(data)

    def close(self) -> None:
        super().close()
        self._end_place()

    def _end_place(self) -> None:
        """A place that another begins in ends there."""
        if self._open:
            lines = ("".join(line) for line in self._open[0].lines)
            self.places.append(Place(self._open[0].name, tuple(line for line in lines if line.strip())))
        self._open = []

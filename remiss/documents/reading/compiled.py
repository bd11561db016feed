"""A compiled docx that comes back: what stands under each of our names in it, whatever program saved it last.

Word keeps the content controls, whose tag is the name, and copies them with their words; LibreOffice keeps only the
bookmarks of the same name. So a control counts where there is one, and a bookmark where there is none around it.
Words are taken paragraph by paragraph: what somebody typed before the first letter or after the last is part of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from remiss.documents.reading import sentences
from remiss.documents.reading.docx_parts import Package, W
from remiss.documents.reading.docx_styles import styles_of
from remiss.documents.reading.docx_text import exact_text, mark_deleted
from remiss.documents.reading.kinds import FileKind, detect
from remiss.documents.reading.limits import MAX_COMPILED_BYTES
from remiss.domain.marks import mark_of, place_of
from remiss.errors import UnreadableFile

Numbers = dict[etree._Element, int]
"""The paragraphs of a child, each with its number in the document."""
Words = tuple[str, bool]
"""What a paragraph says, and whether its end mark is deleted."""
_PARAGRAPH, _CONTROL, _TAG = f"{W}p", f"{W}sdt", f"{W}sdtPr/{W}tag"
_START, _END, _ID, _NAME = f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}id", f"{W}name"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"


@dataclass(frozen=True)
class Place:
    """What stands under a name. In a copy made in Word the same name stands once more."""

    name: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """The named places in the order of the file, its own properties, and its subject."""

    places: tuple[Place, ...]
    properties: dict[str, str]
    subject: str

    def to_json(self) -> str:
        """Return the form that crosses from the reading process."""
        places = [[place.name, *place.paragraphs] for place in self.places]
        return json.dumps({"places": places, "properties": self.properties, "subject": self.subject})

    @classmethod
    def from_json(cls, content: str) -> Compiled:
        """Return what ``to_json`` wrote."""
        form = json.loads(content)
        places = tuple(Place(name, tuple(paragraphs)) for name, *paragraphs in form["places"])
        return cls(places, dict(form["properties"]), form["subject"])


@dataclass(frozen=True)
class Bookmark:
    """A bookmark of ours: the place it belongs to, which part of it, and its first and last paragraph."""

    name: str
    part: int
    first: int
    last: int


def read_compiled(content: bytes) -> Compiled:
    """Return what stands in the docx ``content``. Raises UnreadableFile when it is broken or hostile."""
    if detect(content) is not FileKind.DOCX:
        raise UnreadableFile(sentences.NO_COMPILATION)
    package = Package(content)
    reading = _Reading(package)
    core = package.part("docProps/core.xml")
    subject = "" if core is None else core.findtext(_SUBJECT) or ""
    return Compiled(tuple(reading.places()), dict(_own_properties(package.part("docProps/custom.xml"))), subject)


def _own_properties(part: etree._Element | None) -> Iterator[tuple[str, str]]:
    for entry in () if part is None else part.iter(f"{_PROPERTIES}property"):
        yield entry.get("name", ""), "".join(entry.itertext())


class _Reading:
    """One pass over the main part, child by child: which paragraphs each name holds, and what those say.

    A compilation of a thousand replies is too long to be held as a tree. Words are kept where a name of ours is near;
    where they turn out to be wanted elsewhere, between two parts of a bookmark, a second pass fetches them.
    """

    def __init__(self, package: Package) -> None:
        self._package, self._main = package, package.main_part()
        self._styles = styles_of(package, self._main)
        self._controls: list[tuple[str, int, int]] = []
        self._bookmarks = _Bookmarks()
        self._words: dict[int, Words] = {}

    def places(self) -> Iterator[Place]:
        """Yield the places in order: those of controls, and those of bookmarks outside the control of their name."""
        for numbers, child in self._children():
            self._read(numbers, child)
        found = self._controls
        tagged = {(name, number) for name, first, last in found for number in range(first, last + 1)}
        found += _joined(one for one in self._bookmarks.found if (one.name, one.first) not in tagged)
        self._fetch({number for _, first, last in found for number in range(first, last + 1)})
        for name, first, last in sorted(found, key=lambda one: one[1:]):
            yield Place(name, tuple(_joined_words(self._words[number] for number in range(first, last + 1))))

    def _children(self) -> Iterator[tuple[Numbers, etree._Element]]:
        """Yield each child with the numbers of its paragraphs; those in a paragraph's text box are part of that."""
        count = 0
        for child in self._package.streamed(self._main, MAX_COMPILED_BYTES):
            numbers = {one: number for number, one in enumerate(_paragraphs(child), start=count)}
            count += len(numbers)
            yield numbers, child

    def _read(self, numbers: Numbers, child: etree._Element) -> None:
        inside = [one for one in _controls(child, numbers) if mark_of(one[0])]
        self._controls += inside
        near = self._bookmarks.read(child, numbers) or inside
        if near:
            self._words |= {number: self._say(one) for one, number in numbers.items()}

    def _fetch(self, wanted: set[int]) -> None:
        if wanted <= self._words.keys():
            return
        for numbers, _ in self._children():
            missing = ((one, number) for one, number in numbers.items() if number in wanted)
            self._words |= {number: self._say(one) for one, number in missing}

    def _say(self, paragraph: etree._Element) -> Words:
        return exact_text(paragraph, self._styles), mark_deleted(paragraph)


def _paragraphs(child: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs that stand in no other one; most children are one themselves."""
    if child.tag == _PARAGRAPH:
        return iter((child,))
    return (one for one in child.iter(_PARAGRAPH) if next(one.iterancestors(_PARAGRAPH), None) is None)


def _joined(bookmarks: Iterable[Bookmark]) -> Iterator[tuple[str, int, int]]:
    """Yield whole places: the parts of one name, with what was written between. A part that comes again is a copy."""
    begun: dict[str, dict[int, Bookmark]] = {}
    for one in bookmarks:
        parts = begun.setdefault(one.name, {})
        if one.part in parts:
            yield _whole(parts.values())
            parts.clear()
        parts[one.part] = one
    yield from (_whole(parts.values()) for parts in begun.values())


def _whole(parts: Collection[Bookmark]) -> tuple[str, int, int]:
    return next(iter(parts)).name, min(one.first for one in parts), max(one.last for one in parts)


def _controls(child: etree._Element, numbers: Numbers) -> Iterator[tuple[str, int, int]]:
    for control in child.iter(_CONTROL):
        tag = control.find(_TAG)
        if tag is None:
            continue
        inside = [numbers[one] for one in control.iter(_PARAGRAPH) if one in numbers]
        around = [numbers[one] for one in control.iterancestors(_PARAGRAPH) if one in numbers]
        if inside or around:
            yield tag.get(f"{W}val", ""), min(inside or around), max(inside or around)


class _Bookmarks:
    """Every bookmark of ours that ends, by the order of their ends.

    LibreOffice writes the start of one over several paragraphs twice, with two numbers of which one ends: the first
    start counts.
    """

    def __init__(self) -> None:
        self.found: list[Bookmark] = []
        self._starts: dict[str, tuple[str, int]] = {}
        self._waiting: dict[tuple[str, int], int] = {}
        self._number = -1

    def read(self, child: etree._Element, numbers: Numbers) -> bool:
        """Read what begins and ends in ``child``; return whether a bookmark was open somewhere in it."""
        near = bool(self._waiting)
        for element in child.iter(_PARAGRAPH, _START, _END):
            if element.tag == _PARAGRAPH:
                self._number = numbers.get(element, self._number)
                continue
            inside = next((numbers[one] for one in element.iterancestors(_PARAGRAPH) if one in numbers), None)
            key = element.get(_ID, "")
            if element.tag == _END:
                self._end(key, inside)
            elif place := place_of(element.get(_NAME, "").lower()):
                near = True
                self._starts[key] = place
                self._waiting.setdefault(place, self._number + 1 if inside is None else inside)
        return near

    def _end(self, key: str, inside: int | None) -> None:
        if place := self._starts.pop(key, None):
            last = self._number if inside is None else inside
            self.found.append(Bookmark(*place, min(self._waiting.pop(place, last), last), last))


def _joined_words(paragraphs: Iterable[Words]) -> Iterator[str]:
    """Yield the visible words of each paragraph; where an end mark is deleted, the next one continues it."""
    begun = ""
    for words, deleted in paragraphs:
        begun += words
        if not deleted:
            if begun.strip():
                yield begun
            begun = ""
    if begun.strip():
        yield begun

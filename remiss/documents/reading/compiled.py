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
from remiss.documents.reading.docx_styles import Styles, styles_of
from remiss.documents.reading.docx_text import exact_text, mark_deleted
from remiss.documents.reading.kinds import FileKind, detect
from remiss.documents.reading.limits import MAX_COMPILED_BYTES
from remiss.domain.marks import mark_of, place_of
from remiss.errors import UnreadableFile

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
    package = Package(content, MAX_COMPILED_BYTES)
    main = package.main_part()
    root = package.part(main)
    if root is None:
        raise UnreadableFile(sentences.BROKEN_DOCX)
    places = _places(root, styles_of(package, main))
    core = package.part("docProps/core.xml")
    subject = "" if core is None else core.findtext(_SUBJECT) or ""
    return Compiled(tuple(places), dict(_own_properties(package.part("docProps/custom.xml"))), subject)


def _own_properties(part: etree._Element | None) -> Iterator[tuple[str, str]]:
    for entry in () if part is None else part.iter(f"{_PROPERTIES}property"):
        yield entry.get("name", ""), "".join(entry.itertext())


def _places(root: etree._Element, styles: Styles) -> Iterator[Place]:
    """Yield the places in order: those of controls, and those of bookmarks outside the control of their name."""
    paragraphs = [one for one in root.iter(f"{W}p") if next(one.iterancestors(f"{W}p"), None) is None]
    numbers = {one: number for number, one in enumerate(paragraphs)}
    found = [(name, first, last) for name, first, last in _controls(root, numbers) if mark_of(name)]
    tagged = {(name, number) for name, first, last in found for number in range(first, last + 1)}
    found += _joined(one for one in _bookmarks(root, numbers) if (one.name, one.first) not in tagged)
    for name, first, last in sorted(found, key=lambda one: one[1:]):
        yield Place(name, tuple(_words(paragraphs[first : last + 1], styles)))


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


def _controls(root: etree._Element, numbers: dict[etree._Element, int]) -> Iterator[tuple[str, int, int]]:
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is None:
            continue
        inside = [numbers[one] for one in control.iter(f"{W}p") if one in numbers]
        around = [numbers[one] for one in control.iterancestors(f"{W}p") if one in numbers]
        if inside or around:
            yield tag.get(f"{W}val", ""), min(inside or around), max(inside or around)


def _bookmarks(root: etree._Element, numbers: dict[etree._Element, int]) -> Iterator[Bookmark]:
    """Yield every bookmark of ours that ends, by the order of their ends.

    LibreOffice writes the start of one over several paragraphs twice, with two numbers of which one ends: the first
    start counts.
    """
    starts: dict[str, tuple[str, int]] = {}
    waiting: dict[tuple[str, int], int] = {}
    number = -1
    for element in root.iter(f"{W}p", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        if element.tag == f"{W}p":
            number = numbers.get(element, number)
            continue
        inside = next((numbers[one] for one in element.iterancestors(f"{W}p") if one in numbers), None)
        key = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkEnd":
            if place := starts.pop(key, None):
                last = number if inside is None else inside
                yield Bookmark(*place, min(waiting.pop(place, last), last), last)
        elif place := place_of(element.get(f"{W}name", "").lower()):
            starts[key] = place
            waiting.setdefault(place, number + 1 if inside is None else inside)


def _words(paragraphs: list[etree._Element], styles: Styles) -> Iterator[str]:
    """Yield the visible words of each paragraph; where an end mark is deleted, the next one continues it."""
    begun = ""
    for one in paragraphs:
        begun += exact_text(one, styles)
        if not mark_deleted(one):
            if begun.strip():
                yield begun
            begun = ""
    if begun.strip():
        yield begun

"""The parts of a docx, opened with limits: no zip bomb, no entities, no network."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from remiss.documents.reading import sentences
from remiss.documents.reading.archive import Archive
from remiss.documents.reading.kinds import OLE
from remiss.documents.reading.limits import MAX_FILE_BYTES, MAX_PART_BYTES
from remiss.errors import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"
_MACROS = ("vbaproject.bin", "vbadata.xml", ".docm", ".dotm", ".xlsm", ".xlsb", ".xltm", ".pptm")
_MACRO_PROJECT = "_VBA_PROJECT".encode("utf-16-le")
# The stream of an OLE object in which Windows keeps any file, programs included, to be opened by a double click.
_PACKED_FILE = "Ole10Native".encode("utf-16-le")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_TABLE = f"{W}tbl"
# Longer than anything that is looked for and could be cut in two.
_LONGEST_SIGN = 200
_ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")


class Package:
    """An open docx; every method raises UnreadableFile on a broken or hostile file."""

    def __init__(self, content: bytes, limit: int = MAX_PART_BYTES) -> None:
        """Open and check the archive in ``content``, and refuse what in it could run. ``limit`` is what is unpacked."""
        self._archive = Archive(content)
        self._names = frozenset(self._archive.names)
        self._left = limit
        self._read_relations: dict[str, list[tuple[str, str, str]]] = {}
        self._refuse_programs()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return self._archive.names

    def content(self, name: str) -> bytes:
        """Return a part as it lies in the package, such as a picture; empty when there is none."""
        name = name.lstrip("/")
        return self._unpack(name) if name in self._names else b""

    def links(self, name: str) -> dict[str, str]:
        """Return relation id → part for what part ``name`` leads to inside the package."""
        return {number: target for number, target, _ in self._relations(*_relations_of(name))}

    def part(self, name: str) -> etree._Element | None:
        """Return the root element of part ``name``, or None when the package has no such part."""
        name = name.lstrip("/")
        return parse_xml(self._unpack(name)) if name in self._names else None

    def streamed(self, name: str, limit: int) -> Iterator[etree._Element]:
        """Yield the children of the body of part ``name`` one by one, of a table its rows, and forget each after it.

        For a part that may be long, up to ``limit`` bytes: no more of it than one child is held in memory. What hangs
        above a child can be asked for; what stands before and after it cannot.
        """
        name = name.lstrip("/")
        if name not in self._names:
            raise UnreadableFile(sentences.BROKEN_DOCX)
        parser = etree.XMLPullParser(
            ("start",), tag=f"{W}body", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        body: etree._Element | None = None
        try:
            for piece in _checked_pieces(self._archive.pieces(name, limit)):
                parser.feed(piece)
                body = next((element for _, element in parser.read_events() if body is None), body)
                if body is not None:
                    yield from _finished(body)
            parser.close()
        except (etree.XMLSyntaxError, ValueError) as problem:
            raise UnreadableFile(sentences.BROKEN_DOCX) from problem
        if body is not None:
            yield from _taken(body, to_the_end=True)

    def main_part(self) -> str:
        """Return the name of the document part; Word's own is ``word/document.xml``."""
        for _, target, kind in self._relations("_rels/.rels", ""):
            if kind.endswith("/officeDocument"):
                return target
        return "word/document.xml"

    def related(self, name: str, kind: str) -> list[str]:
        """Return the names of the parts of ``kind`` (``header``, ``styles`` …) that part ``name`` refers to."""
        found = (target for _, target, type_ in self._relations(*_relations_of(name)) if type_.endswith(f"/{kind}"))
        return list(dict.fromkeys(found))

    def _relations(self, relations: str, folder: str) -> list[tuple[str, str, str]]:
        """Return id, part and kind of each relation that stays inside the package."""
        if relations not in self._read_relations:
            self._read_relations[relations] = self._read(relations, folder)
        return self._read_relations[relations]

    def _read(self, relations: str, folder: str) -> list[tuple[str, str, str]]:
        root = self.part(relations)
        if root is None:
            return []
        found = []
        for relation in root.iter(RELATION):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((relation.get("Id", ""), posixpath.normpath(path), relation.get("Type", "")))
        return found

    def _refuse_programs(self) -> None:
        """Refuse macros, controls and packed files; other objects and templates from elsewhere are never opened."""
        types = self._unpack(_TYPES).lower() if _TYPES in self._names else b""
        names = {name.casefold() for name in self._names}
        if b"macroenabled" in types or any(name.endswith(_MACROS) or "/activex/" in name for name in names):
            raise UnreadableFile(sentences.MACROS)
        for name in self._archive.names:
            if self._archive.beginning(name) == OLE:
                _refuse_in_object(self._archive.read(name, MAX_FILE_BYTES))

    def _unpack(self, name: str) -> bytes:
        content = self._archive.read(name, self._left)
        self._left -= len(content)
        return content


def _relations_of(name: str) -> tuple[str, str]:
    """Return the part with the relations of part ``name``, and the folder that they count from."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels"), folder


def _refuse_in_object(content: bytes) -> None:
    """Refuse an OLE object that holds macros or a packed file; what it is called says nothing."""
    if _MACRO_PROJECT in content:
        raise UnreadableFile(sentences.MACROS)
    if _PACKED_FILE in content:
        raise UnreadableFile(sentences.PACKED_FILE)


def parse_xml(content: bytes) -> etree._Element:
    """Return the root of an XML part. Raises UnreadableFile when it is broken, or declares a document type."""
    _refuse_document_type(content)
    try:
        return etree.fromstring(content.replace(_STRICT, _TRANSITIONAL), _PARSER)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableFile(sentences.BROKEN_DOCX) from problem


def _finished(body: etree._Element) -> Iterator[etree._Element]:
    """Yield what has been read to its end: all but the last child, of a table that comes last all but its last row."""
    yield from _taken(body, to_the_end=False)
    if len(body) and body[0].tag == _TABLE:
        yield from _one_by_one(body[0], to_the_end=False)


def _taken(body: etree._Element, *, to_the_end: bool) -> Iterator[etree._Element]:
    for child in list(body) if to_the_end else list(body)[:-1]:
        if child.tag == _TABLE:
            yield from _one_by_one(child, to_the_end=True)
        else:
            yield child
        body.remove(child)


def _one_by_one(table: etree._Element, *, to_the_end: bool) -> Iterator[etree._Element]:
    for row in list(table) if to_the_end else list(table)[:-1]:
        yield row
        table.remove(row)


def _checked_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces of an XML part in UTF-8 that declares no document type; what crosses two pieces is seen too."""
    held, first = b"", True
    for piece in pieces:
        found = held + piece
        if first and len(found) < _LONGEST_SIGN:
            held = found
            continue
        told = _ENCODING.match(found[:_LONGEST_SIGN].decode("utf-8-sig", "replace")) if first else None
        wrong = told is not None and told[1].lower() not in ("utf-8", "us-ascii", "ascii")
        if wrong or b"\x00" in found or b"<!DOCTYPE" in found or b"<!ENTITY" in found:
            raise UnreadableFile(sentences.BROKEN_DOCX)
        found = found.replace(_STRICT, _TRANSITIONAL)
        yield found[:-_LONGEST_SIGN]
        held, first = found[-_LONGEST_SIGN:], False
    if first:
        raise UnreadableFile(sentences.BROKEN_DOCX)
    yield held


def _refuse_document_type(content: bytes) -> None:
    """Word never writes a document type: one is there only to define entities. So it is refused unparsed.

    XML may hide it in any encoding; Word writes UTF-8, a few programs UTF-16 with its mark, and nobody else is heard.
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableFile(sentences.BROKEN_DOCX) from problem
    told = _ENCODING.match(text)
    known = told is None or told[1].lower() in (("utf-16",) if wide else ("utf-8", "us-ascii", "ascii"))
    if not known or "\x00" in text or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnreadableFile(sentences.BROKEN_DOCX)

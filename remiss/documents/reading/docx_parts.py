"""The parts of a docx, opened with limits: no zip bomb, no entities, no network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from types import TracebackType

from lxml import etree

from remiss.documents.reading import sentences
from remiss.documents.reading.limits import MAX_ARCHIVE_ENTRIES, MAX_PART_BYTES
from remiss.errors import UnreadableFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CHUNK = 1 << 20


class Package:
    """An open docx. Use as a context manager; every method raises UnreadableFile on a broken or hostile file."""

    def __init__(self, content: bytes) -> None:
        """Open the archive in ``content`` and check how many entries it has."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise UnreadableFile(sentences.BROKEN_DOCX) from problem
        if len(self._archive.infolist()) > MAX_ARCHIVE_ENTRIES:
            raise UnreadableFile(sentences.TOO_HEAVY)
        self._spent = 0

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def part(self, name: str) -> etree._Element | None:
        """Return the root element of part ``name``, or None when the package has no such part."""
        try:
            entry = self._archive.getinfo(name.lstrip("/"))
        except KeyError:
            return None
        return _parse(self._unpack(entry))

    def main_part(self) -> str:
        """Return the name of the document part; Word's own is ``word/document.xml``."""
        for target, kind in self._targets("_rels/.rels", ""):
            if kind.endswith("/officeDocument"):
                return target
        return "word/document.xml"

    def related(self, name: str, kind: str) -> list[str]:
        """Return the names of the parts of ``kind`` (``header``, ``styles`` …) that part ``name`` refers to."""
        folder, file = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        return [target for target, found in self._targets(relations, folder) if found.endswith(f"/{kind}")]

    def _targets(self, relations: str, folder: str) -> list[tuple[str, str]]:
        root = self.part(relations)
        if root is None:
            return []
        found = []
        for relation in root.iter(f"{_RELATIONS}Relationship"):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found.append((posixpath.normpath(path), relation.get("Type", "")))
        return found

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """Read one entry; the declared size is not trusted."""
        pieces: list[bytes] = []
        try:
            with self._archive.open(entry) as stream:
                while piece := stream.read(_CHUNK):
                    pieces.append(piece)
                    self._spent += len(piece)
                    if self._spent > MAX_PART_BYTES:
                        raise UnreadableFile(sentences.TOO_HEAVY)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as problem:
            raise UnreadableFile(sentences.BROKEN_DOCX) from problem
        return b"".join(pieces)


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content.replace(_STRICT, _TRANSITIONAL), parser)
    except etree.XMLSyntaxError as problem:
        raise UnreadableFile(sentences.BROKEN_DOCX) from problem
    # Word never writes a document type: one is there only to define entities.
    if root.getroottree().docinfo.doctype:
        raise UnreadableFile(sentences.BROKEN_DOCX)
    return root

"""What a pdf could do to whoever opens it: run a script, start a program. Files attached in it are left alone."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from remiss.documents.reading import sentences
from remiss.documents.reading.limits import MAX_PART_BYTES, MAX_PDF_PAGES
from remiss.errors import UnreadableFile

_ACTION = re.compile(rb"/S\s*/(?:JavaScript|Launch)(?![A-Za-z])")
# Names may be written with any letter as its number; streams of objects are packed.
_SPELLED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OBJECTS = re.compile(rb"/ObjStm\b[^>]{0,400}>>\s{0,8}stream\r?\n")


def refuse_dangers(content: bytes) -> None:
    """Raise UnreadableFile when the pdf is broken, locked, endless, or has an action that runs something."""
    document = open_pdf(content)
    try:
        if not 0 < len(document) <= MAX_PDF_PAGES:
            raise UnreadableFile(sentences.TOO_HEAVY if len(document) else sentences.BROKEN_PDF)
        scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0
    finally:
        document.close()
    if scripts or any(_ACTION.search(_spelled_out(part)) for part in (content, *_packed_objects(content))):
        raise UnreadableFile(sentences.PDF_PROGRAM)


def open_pdf(content: bytes) -> pypdfium2.PdfDocument:
    """Open a pdf. Raises UnreadableFile when it is locked or broken."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = "password" in str(problem).lower() or "security" in str(problem).lower()
        raise UnreadableFile(sentences.LOCKED if locked else sentences.BROKEN_PDF) from problem


def _spelled_out(part: bytes) -> bytes:
    return _SPELLED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Give the streams of objects unpacked, no more in all than a document may cost."""
    left = MAX_PART_BYTES
    for found in _OBJECTS.finditer(content):
        try:
            packed = content[found.end() : content.find(b"endstream", found.end())]
            part = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            continue
        left -= len(part)
        if left <= 0:
            raise UnreadableFile(sentences.TOO_HEAVY)
        yield part

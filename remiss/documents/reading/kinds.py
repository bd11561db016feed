"""What a file is, told from its content and never from its name."""

from __future__ import annotations

import re
from enum import StrEnum

from remiss.documents.reading import sentences
from remiss.documents.reading.archive import Archive
from remiss.errors import UnreadableFile


class FileKind(StrEnum):
    """The kinds of file that can be read."""

    DOCX = "docx"
    PDF = "pdf"
    TEXT = "txt"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"MZ", sentences.PROGRAM),
    (b"\x7fELF", sentences.PROGRAM),
    (b"\x89PNG", sentences.IMAGE),
    (b"\xff\xd8\xff", sentences.IMAGE),
    (b"GIF8", sentences.IMAGE),
    (b"BM", sentences.IMAGE),
    (b"II*\x00", sentences.IMAGE),
    (b"MM\x00*", sentences.IMAGE),
    (b"{\\rtf", sentences.RICH_TEXT),
    (b"7z\xbc\xaf", sentences.ARCHIVE),
    (b"Rar!", sentences.ARCHIVE),
    (b"\x1f\x8b", sentences.ARCHIVE),
)
# Two letters can also begin a text, so these magic bytes count only when the rest is binary.
_WEAK_MAGIC = (b"MZ", b"BM")
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 66_000
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def detect(content: bytes) -> FileKind:
    """Return the kind of ``content``; raise UnreadableFile with a sentence on what to do when it is another kind."""
    if not content.strip():
        raise UnreadableFile(sentences.EMPTY)
    if b"%PDF-" in content[:1024]:
        return _only_pdf(content)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_archive(content)
    if content.startswith(OLE):
        raise UnreadableFile(_sentence_for_ole(content))
    _refuse_known_kinds(content)
    return FileKind.TEXT


def _only_pdf(content: bytes) -> FileKind:
    """Refuse a file that is a pdf and something else too: another program would open the other."""
    front = content[: content.index(b"%PDF-")].removeprefix(b"\xef\xbb\xbf")
    if front.strip() or _ZIP_END in content[-_ZIP_TAIL:]:
        raise UnreadableFile(sentences.BROKEN_PDF)
    return FileKind.PDF


def _refuse_known_kinds(content: bytes) -> None:
    for magic, sentence in _REFUSED:
        if content.startswith(magic) and (magic not in _WEAK_MAGIC or b"\x00" in content[:4096]):
            raise UnreadableFile(sentence)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise UnreadableFile(sentences.IMAGE)
    if _WEB_PAGE.match(content[:1024]):
        raise UnreadableFile(sentences.WEB_PAGE)


def _sentence_for_ole(content: bytes) -> str:
    # An encrypted docx is an OLE container whose directory names this stream in UTF-16.
    locked = "EncryptedPackage".encode("utf-16-le") in content
    return sentences.LOCKED if locked else sentences.OLD_WORD


def _kind_of_archive(content: bytes) -> FileKind:
    names = set(Archive(content).names)
    if "mimetype" in names or "content.xml" in names:
        raise UnreadableFile(sentences.OPEN_DOCUMENT)
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFile(sentences.SPREADSHEET)
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFile(sentences.PRESENTATION)
    if "_rels/.rels" in names or "word/document.xml" in names:
        return FileKind.DOCX
    raise UnreadableFile(sentences.ARCHIVE)

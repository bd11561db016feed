"""Is this a file that may lie in the store and be handed on? Looked at, not read: a scanned paper may be kept."""

from __future__ import annotations

from remiss.documents.reading import sentences
from remiss.documents.reading.docx_parts import Package
from remiss.documents.reading.kinds import FileKind, detect
from remiss.documents.reading.pdf_dangers import refuse_dangers
from remiss.documents.reading.plain import decode
from remiss.errors import UnreadableFile


def examine(content: bytes) -> FileKind:
    """Return the kind of ``content``. Raises UnreadableFile when it is broken, locked or could do something."""
    kind = detect(content)
    if kind is FileKind.DOCX:
        package = Package(content)
        if package.part(package.main_part()) is None:
            raise UnreadableFile(sentences.BROKEN_DOCX)
    elif kind is FileKind.PDF:
        refuse_dangers(content)
    else:
        decode(content)
    return kind

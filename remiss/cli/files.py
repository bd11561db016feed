"""Files named on the command line."""

from __future__ import annotations

from pathlib import Path

from remiss.cli.refusal import Refusal
from remiss.documents.reading.isolated import read_document
from remiss.documents.reading.limits import MAX_FILE_BYTES
from remiss.domain.document import Document
from remiss.errors import UnreadableFile


def read_bytes(path: Path) -> bytes:
    """Return what stands in ``path``, at most a byte more than a file may hold. Raises Refusal (status 2)."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES + 1)
    except OSError as problem:
        raise Refusal("Filen finns inte eller får inte läsas. Kontrollera sökvägen och försök igen.") from problem


def read_file(path: Path) -> Document:
    """Return the document in ``path``; raise Refusal (status 2) when it cannot be used."""
    try:
        return read_document(read_bytes(path), path.name)
    except UnreadableFile as problem:
        raise Refusal(problem.sentence) from problem

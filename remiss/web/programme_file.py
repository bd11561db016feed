"""A remitted draft as a Word file: kept, and read into sections, before the transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from remiss.documents.interpretation.programme import parse_programme
from remiss.documents.reading.isolated import batch, read_document
from remiss.documents.reading.kinds import FileKind
from remiss.domain.parsed import Programme
from remiss.errors import UnreadableFile
from remiss.extensions import upload_folder
from remiss.models.attachments import path_of
from remiss.services.admission import admit
from remiss.services.attachments import keep_content
from remiss.web.kept_files import KeptFile
from remiss.web.request import uploaded

NO_WORD_FILE = "Filen är inte en Word-fil. Spara underlaget som docx och ladda upp det igen."


@dataclass(frozen=True)
class ReadProgramme:
    """A kept Word file and what was read in it; ``programme`` is None when it has no sections."""

    file: KeptFile
    programme: Programme | None


def keep_programme(upload: FileStorage | None, field: str) -> ReadProgramme:
    """Read and keep the file; what is wrong with it is told when it is attached."""
    try:
        content, name = uploaded(upload)
        with batch():
            admit(content, {FileKind.DOCX}, NO_WORD_FILE)
            read = parse_programme(read_document(content, name))
    except UnreadableFile as problem:
        problem.field = field
        return ReadProgramme(KeptFile(problem=problem), None)
    kept = KeptFile(keep_content(upload_folder(), content), name, FileKind.DOCX.value, len(content))
    return ReadProgramme(kept, read if read.sections else None)


def programme_among(kept: Iterable[KeptFile]) -> ReadProgramme | None:
    """Read the one Word file among files that are kept already; None when there is none, or more than one.

    A file that cannot be read has no sections.
    """
    words = [file for file in kept if file.kind == FileKind.DOCX.value]
    if len(words) != 1:
        return None
    try:
        read = parse_programme(read_document(path_of(upload_folder(), words[0].sha256).read_bytes(), words[0].name))
    except UnreadableFile:
        return ReadProgramme(words[0], None)
    return ReadProgramme(words[0], read if read.sections else None)

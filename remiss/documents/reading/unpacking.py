"""The files of a zip: its lists checked, then opened a few at a time in the child, each within the usual limits."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass

from remiss.documents.reading import sentences
from remiss.documents.reading.archive import Archive
from remiss.documents.reading.isolated import ask
from remiss.documents.reading.limits import MAX_FILE_BYTES
from remiss.errors import UnreadableFile

# What the child answers with at a time, before it is made a third longer by base 64.
_AT_A_TIME = 30 * 1024 * 1024
_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini", "~$")
"""What operating systems and Word leave in folders: nobody sent it."""


@dataclass(frozen=True)
class Unpacked:
    """One file of a zip, or why it could not be opened."""

    name: str
    content: bytes
    problem: str | None


def is_zip(name: str, content: bytes) -> bool:
    """Tell whether a file is meant as a zip: a Word file is one too, but is not called so."""
    return name.lower().endswith(".zip") and content[:2] == b"PK"


def unpack_all(content: bytes) -> Iterator[Unpacked]:
    """Yield the files of a zip, opened in the confined child. Raises UnreadableFile when the whole cannot be used."""
    start: int | None = 0
    while start is not None:
        try:
            answer = json.loads(ask("unpack", content, str(start)))
            start = answer["next"]
            for name, packed, problem in answer["files"]:
                yield Unpacked(name, base64.b64decode(packed), problem)
        except (ValueError, KeyError, TypeError) as fault:
            raise UnreadableFile(sentences.BROKEN_ZIP) from fault


def unpack(content: bytes, start: str) -> str:
    """Open the files from number ``start`` on in this process, as many as fit in one answer."""
    try:
        archive = Archive(content)
    except UnreadableFile as problem:
        locked, broken = problem.sentence == sentences.LOCKED, problem.sentence == sentences.BROKEN_DOCX
        raise UnreadableFile(
            sentences.LOCKED_ZIP if locked else sentences.BROKEN_ZIP if broken else problem.sentence
        ) from problem
    if "[Content_Types].xml" in archive.names:
        raise UnreadableFile(sentences.NO_ZIP)
    names = [name for name in archive.names if not _is_left_behind(name)]
    if not names:
        raise UnreadableFile(sentences.EMPTY_ZIP)
    files: list[tuple[str, str, str | None]] = []
    total, number = 0, int(start)
    while number < len(names) and total < _AT_A_TIME:
        found = _open(archive, names[number])
        files.append(found)
        total, number = total + len(found[1]), number + 1
    return json.dumps({"next": number if number < len(names) else None, "files": files})


def _open(archive: Archive, name: str) -> tuple[str, str, str | None]:
    try:
        content = archive.read(name, MAX_FILE_BYTES)
    except UnreadableFile as problem:
        sentence = sentences.BROKEN_ENTRY if problem.sentence == sentences.BROKEN_DOCX else problem.sentence
        return _as_meant(name), "", sentence
    if is_zip(name, content):
        return _as_meant(name), "", sentences.ZIP_IN_ZIP
    return _as_meant(name), base64.b64encode(content).decode("ascii"), None


def _is_left_behind(name: str) -> bool:
    return name.startswith(_SYSTEM) or name.rsplit("/", 1)[-1].startswith(_SYSTEM)


def _as_meant(name: str) -> str:
    """Return a name whose å ä ö were written in UTF-8 without saying so, as a Mac does."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name

"""The one door that a file comes in through: examined in the confined child, then shown to the virus scanner."""

from __future__ import annotations

from collections.abc import Collection

import structlog

from remiss.documents.reading.isolated import ask
from remiss.documents.reading.kinds import FileKind
from remiss.documents.scanning import ScannerFull, ScannerSilent, find_virus
from remiss.errors import UnreadableFile
from remiss.extensions import virus_scanner

log = structlog.get_logger()
PAPERS = frozenset({FileKind.DOCX, FileKind.PDF})
READABLE = frozenset(FileKind)
NO_PAPER = "Filen måste vara docx eller pdf."
INFECTED = "Viruskontrollen hittade något skadligt i filen, så den togs inte emot. Kontakta it-avdelningen."
SILENT = (
    "Viruskontrollen svarar inte, så filen togs inte emot. Försök igen om en stund. "
    "Svarar den fortfarande inte, kontakta systemadministratören."
)
TOO_LARGE_TO_SCAN = "Filen är större än viruskontrollen klarar, så den togs inte emot. Dela upp den och försök igen."


def admit(content: bytes, kinds: Collection[FileKind] = READABLE, refusal: str = NO_PAPER) -> FileKind:
    """Return the kind of a file that may be kept. Raises UnreadableFile: ``refusal`` when it is none of ``kinds``."""
    try:
        kind = FileKind(ask("examine", content))
    except ValueError as problem:
        raise UnreadableFile from problem
    if kind not in kinds:
        raise UnreadableFile(refusal)
    refuse_virus(content)
    return kind


def refuse_virus(content: bytes) -> None:
    """Show ``content`` to the virus scanner when there is one. Raises UnreadableFile unless it calls it clean."""
    address = virus_scanner()
    if not address:
        return
    try:
        found = find_virus(address, content)
    except ScannerFull as problem:
        raise UnreadableFile(TOO_LARGE_TO_SCAN) from problem
    except ScannerSilent as problem:
        log.error("virus scanner silent")
        raise UnreadableFile(SILENT) from problem
    if found:
        log.warning("virus found", name=found)
        raise UnreadableFile(INFECTED)

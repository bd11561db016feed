"""What stands between an uploaded file and us: the confined process, and the virus scanner if there is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from remiss.documents.reading.isolated import network_is_gone
from remiss.documents.scanning import ScannerSilent, scanner_version
from remiss.errors import UnreadableFile


class Verdict(StrEnum):
    """How a thing is: right, worth knowing, or wrong."""

    RIGHT = "rätt"
    NOTE = "obs"
    WRONG = "fel"


@dataclass(frozen=True)
class Finding:
    """What was found about one thing, and what to do when it is wrong."""

    thing: str
    verdict: Verdict
    words: str


def reading() -> Finding:
    """Tell how the process that reads files is kept from the network."""
    thing = "Inläsning av filer"
    try:
        gone = network_is_gone()
    except UnreadableFile:
        return Finding(thing, Verdict.WRONG, "Den process som läser filer startar inte.")
    if gone:
        return Finding(
            thing, Verdict.RIGHT, "Filer läses i en egen process i ett eget nät utan förbindelser (unshare)."
        )
    words = (
        "Filer läses i en egen process. Systemet tillåter inget eget nät (unshare), så Python spärrar i stället "
        "förbindelser, program och skrivning (audit hook)."
    )
    return Finding(thing, Verdict.NOTE, words)


def virus_protection(address: str | None) -> Finding:
    """Tell whether files are shown to a virus scanner, and whether it answers."""
    if not address:
        words = "Av: filer kontrolleras inte mot virus. Ange REMISS_CLAMD för att koppla in en ClamAV-server."
        return Finding("Virusskydd", Verdict.NOTE, words)
    try:
        version = scanner_version(address)
    except ScannerSilent:
        words = f"{address} svarar inte, och då tas inga filer emot. Starta clamd eller rätta REMISS_CLAMD."
        return Finding("Virusskydd", Verdict.WRONG, words)
    return Finding("Virusskydd", Verdict.RIGHT, f"På: {version}.")

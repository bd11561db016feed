"""The door for files: examined in the child, then shown to the virus scanner."""

from __future__ import annotations

import pytest

from remiss.documents.reading import sentences
from remiss.documents.reading.kinds import FileKind
from remiss.errors import UnreadableFile
from remiss.services.admission import INFECTED, NO_PAPER, PAPERS, SILENT, TOO_LARGE_TO_SCAN, admit
from tests.documents.files import SCANNED, docx_with_body
from tests.support.clamd import EICAR, Scanner


def refused(content: bytes, **how: object) -> str:
    with pytest.raises(UnreadableFile) as caught:
        admit(content, **how)
    return caught.value.sentence


@pytest.fixture
def scanned(app, virus_scanner: Scanner) -> Scanner:
    app.config["REMISS_CLAMD"] = virus_scanner.address
    return virus_scanner


def test_a_scanned_paper_is_kept_though_it_cannot_be_read(app) -> None:
    assert admit(SCANNED) is FileKind.PDF
    assert admit(docx_with_body("<w:p/>")) is FileKind.DOCX
    assert admit("Hej på dig".encode("cp1252")) is FileKind.TEXT


def test_what_is_broken_or_no_paper_is_refused(app) -> None:
    assert refused(b"%PDF-1.4 trasig") == sentences.BROKEN_PDF
    assert refused(b"PK\x03\x04trasig") == sentences.BROKEN_DOCX
    assert refused(b"Bara text", kinds=PAPERS) == NO_PAPER
    assert refused(b"Bara text", kinds={FileKind.DOCX}, refusal="Nej.") == "Nej."


def test_a_virus_and_a_silent_scanner_keep_the_file_out(scanned: Scanner) -> None:
    assert admit(b"Ett brev") is FileKind.TEXT
    assert scanned.heard == [b"Ett brev"]
    assert refused(b"Ett brev med " + EICAR) == INFECTED
    scanned.largest = 10
    assert refused(b"Ett brev".ljust(4000)) == TOO_LARGE_TO_SCAN
    scanned.mood = "silent"
    assert refused(b"Ett brev") == SILENT


def test_the_scanner_is_not_bothered_with_what_is_refused_anyway(scanned: Scanner) -> None:
    refused(b"MZ\x00\x00program")
    assert scanned.heard == []

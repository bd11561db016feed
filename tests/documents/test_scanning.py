"""Asking a virus scanner: what it says, and what its silence means."""

from __future__ import annotations

import pytest

from remiss.documents.scanning import ScannerFull, ScannerSilent, find_virus, scanner_version
from tests.support.clamd import EICAR, Scanner


def test_a_clean_file_arrives_whole_and_a_virus_has_a_name(virus_scanner: Scanner) -> None:
    content = bytes(range(256)) * 1000
    assert find_virus(virus_scanner.address, content) is None
    assert virus_scanner.heard == [content]
    assert find_virus(virus_scanner.address, b"brev " + EICAR) == "Eicar-Test-Signature"
    assert scanner_version(virus_scanner.address).startswith("ClamAV 1.4")


@pytest.mark.parametrize("mood", ["silent", "nonsense", "error"])
def test_a_scanner_that_says_nothing_of_use_is_silent(virus_scanner: Scanner, mood: str) -> None:
    virus_scanner.mood = mood
    with pytest.raises(ScannerSilent):
        find_virus(virus_scanner.address, b"brev" * 100_000)


def test_a_file_over_the_scanners_own_limit_is_not_called_clean(virus_scanner: Scanner) -> None:
    virus_scanner.largest = 1000
    with pytest.raises(ScannerFull):
        find_virus(virus_scanner.address, b"brev" * 1000)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/finns/inte.sock", "", "127.0.0.1:99999999"])
def test_nobody_at_the_address_is_silence(address: str) -> None:
    with pytest.raises(ScannerSilent):
        find_virus(address, b"brev")
    with pytest.raises(ScannerSilent):
        scanner_version(address)

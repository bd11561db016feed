"""A small virus scanner on the loopback interface that speaks clamd's protocol, and can misbehave as real ones do."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

# The harmless file that every scanner calls a virus; split, so that none takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


WRONG = {"nonsense": b"\xff\xfe\0", "error": b"stream: Can't allocate memory ERROR\0"}


@dataclass
class Scanner:
    """``mood``: ``well``, ``silent`` (hangs up without a word), ``nonsense``, ``error``; ``heard`` is what it saw."""

    address: str = ""
    mood: str = "well"
    largest: int = 25 * 2**20
    heard: list[bytes] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        scanner = self.server.scanner
        if scanner.mood == "silent":
            return
        if scanner.mood != "well":
            self.wfile.write(
                {"nonsense": b"\xff\xfe\0", "error": b"stream: Can't allocate memory ERROR\0"}[scanner.mood]
            )
        elif command == b"zVERSION\0":
            self.wfile.write(b"ClamAV 1.4.2/27800/Mon Nov 30 09:00:00 2026\0")
        elif command == b"zINSTREAM\0":
            self.wfile.write(self._verdict(scanner))

    def _verdict(self, scanner: Scanner) -> bytes:
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > scanner.largest:
                return b"INSTREAM size limit exceeded. ERROR\0"
        scanner.heard.append(content)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    scanner: Scanner


@pytest.fixture
def virus_scanner() -> Iterator[Scanner]:
    """A scanner that listens; its ``address`` is what the setting wants."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.scanner = Scanner(f"127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.scanner
        server.shutdown()

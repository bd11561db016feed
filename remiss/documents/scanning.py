"""Asking a virus scanner (clamd) about a file, over its socket. The scanner is the municipality's own."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress

CHUNK = 64 * 1024
TIMEOUT = 20.0
LONGEST_ANSWER = 4096


class ScannerSilent(Exception):
    """The scanner does not answer, or not about the file: nobody knows whether the file is clean."""


class ScannerFull(Exception):
    """The file is larger than what the scanner has been told to look at."""


def find_virus(address: str, content: bytes) -> str | None:
    """Return what the scanner calls the virus in ``content``, None when it finds none.

    ``address`` is ``host:port`` or the path of a socket. Raises ScannerSilent or ScannerFull.
    """
    answer = _asked(address, b"zINSTREAM\0", content)
    words = answer.removeprefix("stream: ")
    if words == "OK":
        return None
    if words.endswith(" FOUND"):
        return words.removesuffix(" FOUND")
    raise ScannerFull if "size limit" in words else ScannerSilent


def scanner_version(address: str) -> str:
    """Return what the scanner says about itself and its signatures. Raises ScannerSilent."""
    answer = _asked(address, b"zVERSION\0", None, timeout=2.0)
    if not answer.isprintable() or not answer:
        raise ScannerSilent
    return answer


def _asked(address: str, command: bytes, content: bytes | None, timeout: float = TIMEOUT) -> str:
    try:
        with _connected(address, timeout) as connection:
            connection.sendall(command)
            if content is not None:
                # One that has heard enough answers and hangs up before it has got everything.
                with suppress(BrokenPipeError, ConnectionResetError):
                    _stream(connection, content)
            return _answer(connection)
    except (OSError, ValueError) as problem:
        raise ScannerSilent from problem


def _connected(address: str, timeout: float) -> socket.socket:
    host, _, port = address.rpartition(":")
    if host and port.isdecimal():
        return socket.create_connection((host.strip("[]"), int(port)), timeout)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(timeout)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _stream(connection: socket.socket, content: bytes) -> None:
    for start in range(0, len(content), CHUNK):
        piece = content[start : start + CHUNK]
        connection.sendall(struct.pack("!L", len(piece)) + piece)
    connection.sendall(struct.pack("!L", 0))


def _answer(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        piece = connection.recv(LONGEST_ANSWER)
        answer += piece
        if not piece or len(answer) > LONGEST_ANSWER:
            raise ScannerSilent
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()

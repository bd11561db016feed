"""A mail server that fails in the way it is told to: what real ones do on bad days."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Mood(StrEnum):
    """How it takes the next mail."""

    WELL = "takes it"
    CLOSED = "hangs up at once"
    BUSY = "421 as greeting"
    LATER = "451 to the recipient"
    FULL = "452 after the text"
    SILENT = "never answers"
    DROPS = "hangs up after the text"
    GONE = "550 to the recipient"
    REFUSES = "554 to the text"


@dataclass
class RudeServer:
    """``taken`` are the Message-IDs of what it has really taken over."""

    port: int = 0
    mood: Mood = Mood.WELL
    taken: list[str] = field(default_factory=list)


class _Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        rude: RudeServer = self.server.rude
        if rude.mood is Mood.CLOSED:
            return
        if rude.mood is Mood.SILENT:
            self.rfile.readline()  # until the other side gives up
            return
        self._say(b"421 upptagen" if rude.mood is Mood.BUSY else b"220 hej")
        while rude.mood is not Mood.BUSY and (line := self.rfile.readline()):
            if line[:4].upper() == b"DATA":
                if not self._text(rude):
                    return
            else:
                self._say(self._answer(rude.mood, line[:4].upper()))

    def _text(self, rude: RudeServer) -> bool:
        self._say(b"354 skriv")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        if rude.mood is Mood.DROPS:
            return False
        if rude.mood in {Mood.FULL, Mood.REFUSES}:
            self._say(b"452 fullt" if rude.mood is Mood.FULL else b"554 nej")
            return True
        found = re.search(rb"(?im)^message-id:\s*(\S+)", b"".join(lines))
        rude.taken.append(found[1].decode() if found else "")
        self._say(b"250 tack")
        return True

    @staticmethod
    def _answer(mood: Mood, word: bytes) -> bytes:
        if word == b"RCPT" and mood in {Mood.LATER, Mood.GONE}:
            return b"451 senare" if mood is Mood.LATER else b"550 finns inte"
        return b"221 hej" if word == b"QUIT" else b"250 ok"

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True


@contextmanager
def rude_server() -> Iterator[RudeServer]:
    """The server, on a port of its own."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        rude = RudeServer(server.server_address[1])
        server.rude = rude  # type: ignore[attr-defined]  # for its handlers
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield rude
        server.shutdown()

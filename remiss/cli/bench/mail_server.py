"""As much of a mail server as takes a mail and forgets it, in a process of its own: ``KEY CERTIFICATE`` as arguments.

It greets, encrypts and lets sign in as the server of a municipality does, and says on standard output where it listens.
"""

from __future__ import annotations

import socketserver
import ssl
import sys
from typing import Any

ANSWERS = {b"AUTH": b"235 hej", b"QUIT": b"221 hej", b"STAR": b"220 kryptera"}


class _Talk(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    server: Any

    def handle(self) -> None:
        """Talk until the other side has had enough."""
        self._say(b"220 hej")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                self._say(b"250-hej\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS")
                continue
            if word == b"DATA":
                self._take_text()
            self._say(ANSWERS.get(word, b"250 ok"))
            if word == b"QUIT":
                return
            if word == b"STAR":
                self._encrypt()

    def _take_text(self) -> None:
        self._say(b"354 skriv")
        while self.rfile.readline() not in (b".\r\n", b""):
            pass

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate, self.server.key)
        encrypted = context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = encrypted.makefile("rb"), encrypted.makefile("wb")

    def _say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")
        self.wfile.flush()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


def main(key: str, certificate: str) -> None:
    """Listen on a free port and say which."""
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.key, server.certificate = key, certificate  # type: ignore[attr-defined]  # for its handlers
        address: tuple[str, int] = server.socket.getsockname()
        print(address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""A small mailbox server (IMAP, encrypted) on the loopback interface: as much as reading reports takes."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any

from tests.support.smtp import own_certificate


@dataclass
class Mailbox:
    """``mails`` by number; ``seen`` are those that a reader has marked; ``said`` what was asked, without passwords."""

    authority: Path
    port: int = 0
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)

    def search(self, words: str) -> list[int]:
        """Return what is unread and whose Content-Type holds the last word."""
        wanted = words.rsplit(" ", 1)[-1].strip('"').lower()
        kinds = {number: str(message_from_bytes(mail)["Content-Type"]).lower() for number, mail in self.mails.items()}
        return [number for number, kind in sorted(kinds.items()) if number not in self.seen and wanted in kind]


class _Talk(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self.box: Mailbox = self.server.box
        self._say("* OK hej")
        while line := self.rfile.readline().decode().strip():
            tag, _, asked = line.partition(" ")
            word = asked.split(" ")[0].upper()
            if word != "LOGIN":
                self.box.said.append(asked)
            self._say(f"{tag} {getattr(self, f'_{word.lower()}')(asked)}")
            if word == "LOGOUT":
                return

    def _capability(self, _asked: str) -> str:
        self._say("* CAPABILITY IMAP4rev1")
        return "OK klart"

    def _login(self, asked: str) -> str:
        return "OK hej" if asked == 'LOGIN remiss "hemligt"' else "NO fel"

    def _select(self, asked: str) -> str:
        if asked != 'SELECT "INBOX"':
            return "NO finns inte"
        self._say(f"* {len(self.box.mails)} EXISTS")
        return "OK [READ-WRITE] klart"

    def _uid(self, asked: str) -> str:
        _, act, rest = asked.split(" ", 2)
        if act == "SEARCH":
            self._say(" ".join(["* SEARCH", *map(str, self.box.search(rest))]))
            return "OK klart"
        number = int(rest.split(" ")[0])
        if act == "FETCH":
            most = re.search(r"<0\.(\d+)>", rest)
            content = self.box.mails[number][: int(most[1]) if most else None]
            self._say(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(content)}}}")
            self.wfile.write(content)
            self._say(")")
        elif r"\Seen" in rest:
            self.box.seen.add(number)
        return "OK klart"

    def _close(self, _asked: str) -> str:
        return "OK klart"

    def _logout(self, _asked: str) -> str:
        self._say("* BYE hej")
        return "OK klart"

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
        self.wfile.flush()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        return self.context.wrap_socket(connection, server_side=True), address  # type: ignore[attr-defined]  # set below


@contextmanager
def mailbox_server(folder: Path) -> Iterator[Mailbox]:
    """The server with an empty mailbox that ``remiss`` signs in to with the password ``hemligt``."""
    key, certificate = own_certificate(folder)
    box = Mailbox(certificate)
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)  # type: ignore[attr-defined]  # for get_request
        server.context.load_cert_chain(certificate, key)  # type: ignore[attr-defined]  # as above
        server.box = box  # type: ignore[attr-defined]  # for its handlers
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield box
        server.shutdown()

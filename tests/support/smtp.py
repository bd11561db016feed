"""A real mail server on the loopback interface that keeps what it is sent, and can refuse as real ones do."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True)
class Received:
    """One delivered mail: the envelope and the message as sent."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


@dataclass
class Inbox:
    """What the server has received; ``refuse`` maps a recipient to the reply it gets instead of ``250 OK``; ``offers``
    is what it says besides when it is greeted.
    """

    host: str = "127.0.0.1"
    port: int = 0
    received: list[Received] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    connections: int = 0
    offers: list[str] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = name
        return [answers[0], *self.offers, *answers[1:]]

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        message = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), message))
        return "250 OK"


class LoopbackController(Controller):
    """A controller that finds its own port: the system chooses, so that workers never collide."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def own_certificate(folder: Path) -> tuple[Path, Path]:
    """Return a new key and the certificate that servers of a test show for it."""
    key, certificate = folder / "nyckel.pem", folder / "certifikat.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *asked, *names], check=True, capture_output=True)
    return key, certificate


@contextmanager
def encrypted_inbox(folder: Path, *, implicit: bool) -> Iterator[tuple[Inbox, Path]]:
    """A mail server that encrypts and wants ``remiss`` to sign in, and the certificate that it shows."""
    key, certificate = own_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    inbox = Inbox()

    def sign_in(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: LoginPassword) -> AuthResult:
        known = (data.login, data.password) == (b"remiss", b"hemligt")
        return AuthResult(success=known, handled=known)

    how = {"ssl_context": context, "auth_require_tls": False} if implicit else {"tls_context": context}
    controller = LoopbackController(
        inbox, hostname=inbox.host, port=0, authenticator=sign_in, auth_required=True, **how
    )
    controller.start()
    inbox.port = controller.port
    yield inbox, certificate
    controller.stop()


@pytest.fixture
def smtp_inbox() -> Iterator[Inbox]:
    """A mail server of this test's own."""
    inbox = Inbox()
    controller = LoopbackController(inbox, hostname=inbox.host, port=0)
    controller.start()
    inbox.port = controller.port
    yield inbox
    controller.stop()

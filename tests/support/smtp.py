"""A real mail server on the loopback interface that keeps what it is sent, and can refuse as real ones do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Received:
    """One delivered mail: the envelope and the message as sent."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


@dataclass
class Inbox:
    """What the server has received; ``refuse`` maps a recipient to the reply it gets instead of ``250 OK``."""

    host: str = "127.0.0.1"
    port: int = 0
    received: list[Received] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)

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


@pytest.fixture
def smtp_inbox() -> Iterator[Inbox]:
    """A mail server of this test's own."""
    inbox = Inbox()
    controller = LoopbackController(inbox, hostname=inbox.host, port=0)
    controller.start()
    inbox.port = controller.port
    yield inbox
    controller.stop()

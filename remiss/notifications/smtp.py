"""Mail through an SMTP server: one connection while there is mail, and what each failure means for the mail.

Everything before the text is asked at once where the server takes that (PIPELINING, RFC 2920): two journeys to the
server for each mail instead of four. Until the text goes off nothing can have been delivered.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from pathlib import Path

from remiss.notifications.mailer import Later, NotSent, Unknown, Unreachable

TIMEOUT = 30.0
TAKEN, TEMPORARY, REFUSED = range(200, 300), range(400, 500), range(400, 600)
SEND_TEXT = range(354, 355)
BROKEN = (smtplib.SMTPServerDisconnected, OSError)


class Encryption(StrEnum):
    """How the connection is kept from others: not, from STARTTLS on, or from its first byte (port 465)."""

    NONE = "ingen"
    STARTTLS = "starttls"
    IMPLICIT = "tls"


@dataclass
class SmtpMailer:
    """Sends mail over one connection until it is closed; a server that hangs up between two mails is called again.

    Not for several threads. ``authority`` is a file of certificates to trust instead of the computer's own.
    """

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    encryption: Encryption = Encryption.NONE
    authority: Path | None = None
    timeout: float = TIMEOUT
    _server: smtplib.SMTP | None = field(default=None, repr=False)
    _used: bool = field(default=False, repr=False)

    def send(self, mail: EmailMessage) -> None:
        """Send ``mail``. Until the text goes off a failure is certain; after it, only the server's answer is.

        Raises Unreachable when there is no server to talk to, else as the port says.
        """
        server = self._announced(mail)
        self._used = True
        try:
            server.send(_as_text(mail.as_bytes()))
            code, _ = server.getreply()
        except BROKEN as problem:
            self.close()
            raise Unknown from problem
        if code in TAKEN:
            return
        self._forget_mail(code)
        if code not in REFUSED:
            raise Unknown
        raise _refusal(code, "Mejlservern tog inte emot mejlet")

    def greet(self) -> None:
        """Call the server, sign in if that is asked for, and say good-bye. Raises Unreachable."""
        self._server = self._connect()
        self.close()

    def close(self) -> None:
        """Say good-bye, if there is anybody to say it to."""
        server, self._server, self._used = self._server, None, False
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _announced(self, mail: EmailMessage) -> smtplib.SMTP:
        """Return the connection with sender and recipient accepted, waiting for the text.

        A connection that has been used may have been given up by the server meanwhile: then a new one is tried, once.
        """
        again = self._used
        try:
            return self._announce(mail)
        except Later:
            if not again or self._server is not None:
                raise
        return self._announce(mail)

    def _announce(self, mail: EmailMessage) -> smtplib.SMTP:
        server = self._server or self._connect()
        self._server = server
        steps = (
            (f"MAIL FROM:<{_address(mail, 'From')}>", TAKEN, "Mejlservern tar inte emot mejl från Remiss"),
            (f"RCPT TO:<{_address(mail, 'To')}>", TAKEN, "Mejlservern tar inte emot mejl till adressen"),
            ("DATA", SEND_TEXT, "Mejlservern tog inte emot mejlet"),
        )
        try:
            answers = _ask(server, [line for line, _, _ in steps])
        except BROKEN as problem:
            self.close()
            raise Unreachable from problem
        for (_, wanted, words), code in zip(steps, answers, strict=False):
            if code not in wanted:
                self._forget_mail(answers[-1] if answers[-1] in SEND_TEXT else code)
                raise _refusal(code, words)
        return server

    def _forget_mail(self, code: int) -> None:
        """Begin anew on the same connection; a server that closes (421), or does not understand, is called again.

        One that waits for a text that it has no recipient for is left without a word: anything said would be the text.
        """
        if self._server is None:
            return
        if code in SEND_TEXT:
            self._server.close()
            self._server, self._used = None, False
            return
        try:
            if code == 421 or self._server.rset()[0] not in TAKEN:
                self.close()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            server = self._called()
        except (OSError, smtplib.SMTPException) as problem:
            raise _no_server(problem) from problem
        try:
            self._introduce(server)
        except (OSError, smtplib.SMTPException) as problem:
            server.close()
            raise _no_server(problem) from problem
        return server

    def _called(self) -> smtplib.SMTP:
        if self.encryption is Encryption.IMPLICIT:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=self._trust())
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self.encryption is Encryption.STARTTLS:
            server.starttls(context=self._trust())
            server.ehlo_or_helo_if_needed()
        if self.user and self.password:
            server.login(self.user, self.password)

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.authority) if self.authority else None)


def _ask(server: smtplib.SMTP, lines: list[str]) -> list[int]:
    """Say ``lines``, all at once or one by one until one is refused, and return the answers.

    A server that refuses and hangs up has answered all the same.
    """
    answers: list[int] = []
    for said in [lines] if server.has_extn("pipelining") else [[line] for line in lines]:
        server.send("".join(f"{line}\r\n" for line in said))
        for _ in said:
            try:
                answers.append(server.getreply()[0])
            except BROKEN:
                if not any(code in REFUSED for code in answers):
                    raise
                return answers
        if answers[-1] in REFUSED:
            break
    return answers


def _as_text(mail: bytes) -> bytes:
    """Return ``mail`` as it is sent: no line of it can be taken for its end."""
    return re.sub(rb"(?m)^\.", b"..", mail.removesuffix(b"\r\n")) + b"\r\n.\r\n"


def _address(mail: EmailMessage, header: str) -> str:
    """Return the one plain address of ``header``, which the envelope has checked."""
    return parseaddr(next(value for name, value in mail.raw_items() if name == header))[1]


def _no_server(problem: Exception) -> Unreachable:
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return Unreachable("Mejlservern godtar inte inloggningen. Kontrollera inställningarna.")
    if isinstance(problem, ssl.SSLError):
        return Unreachable("Mejlserverns certifikat godtas inte. Kontrollera inställningarna.")
    return Unreachable()


def _refusal(code: int, words: str) -> NotSent | Later:
    """Return what a refusal means. The server's own words may name a person: only the code is kept."""
    if code in TEMPORARY:
        return Later(f"{words} just nu (svar {code}). Nytt försök görs om en stund.")
    return NotSent(f"{words} (svar {code}). Kontrollera adressen och skicka igen.")

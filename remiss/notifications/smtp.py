"""Mail through an SMTP server: one connection while there is mail, and what each failure means for the mail."""

from __future__ import annotations

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
TEMPORARY = range(400, 500)
OK = 250
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
            code, _ = server.data(mail.as_bytes())
        except smtplib.SMTPDataError as problem:  # it did not want the text at all
            self._forget_mail(problem.smtp_code)
            raise _refusal(problem.smtp_code, "Mejlservern tog inte emot mejlet") from problem
        except BROKEN as problem:
            self.close()
            raise Unknown from problem
        if code != OK:
            self._forget_mail(code)
            raise _refusal(code, "Mejlservern tog inte emot mejlet")

    def close(self) -> None:
        """Say good-bye, if there is anybody to say it to."""
        server, self._server, self._used = self._server, None, False
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _announced(self, mail: EmailMessage) -> smtplib.SMTP:
        """Return the connection with sender and recipient accepted.

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
        try:
            code, _ = server.mail(_address(mail, "From"))
            if code == OK:
                code, _ = server.rcpt(_address(mail, "To"))
                if code in (OK, 251):
                    return server
                words = "Mejlservern tar inte emot mejl till adressen"
            else:
                words = "Mejlservern tar inte emot mejl från Remiss"
        except BROKEN as problem:
            self.close()
            raise Unreachable from problem
        self._forget_mail(code)
        raise _refusal(code, words)

    def _forget_mail(self, code: int) -> None:
        """Begin anew on the same connection; a server that closes (421), or does not understand, is called again."""
        if self._server is None:
            return
        try:
            if code == 421 or self._server.rset()[0] != OK:
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

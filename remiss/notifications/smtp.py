"""Mail through an SMTP server."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from remiss.notifications.mailer import Later, NotSent, Unknown

TIMEOUT = 30.0
TEMPORARY = range(400, 500)


@dataclass(frozen=True)
class SmtpMailer:
    """Sends each mail over a connection of its own."""

    host: str
    port: int
    user: str | None = None
    password: str | None = None
    starttls: bool = False
    timeout: float = TIMEOUT

    def send(self, mail: EmailMessage) -> None:
        """Send ``mail``. Before the first word a failure is certain; after it, only the server's answer is."""
        server = self._connect()
        try:
            server.send_message(mail)
        except (smtplib.SMTPServerDisconnected, OSError) as problem:
            # the library tells refusals as exceptions of their own, which are OSErrors too
            raise _meaning(problem) from problem
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _connect(self) -> smtplib.SMTP:
        try:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        except (OSError, smtplib.SMTPException) as problem:
            raise Later from problem
        try:
            self._introduce(server)
        except smtplib.SMTPAuthenticationError as problem:
            server.close()
            raise Later("Mejlservern godtar inte inloggningen. Kontrollera inställningarna.") from problem
        except (OSError, smtplib.SMTPException) as problem:
            server.close()
            raise Later from problem
        return server

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self.starttls:
            server.starttls()
            server.ehlo_or_helo_if_needed()
        if self.user and self.password:
            server.login(self.user, self.password)


def _meaning(problem: Exception) -> NotSent | Later | Unknown:
    """Return what a failed conversation means for the mail. The server's own words may name a person: not kept."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code = next(iter(problem.recipients.values()))[0]
        return _refusal(code, "Mejlservern tar inte emot mejl till adressen")
    if isinstance(problem, smtplib.SMTPResponseException):
        return _refusal(problem.smtp_code, "Mejlservern tog inte emot mejlet")
    if isinstance(problem, smtplib.SMTPNotSupportedError):
        return NotSent("Mejlservern klarar inte adressens tecken.")
    return Unknown()


def _refusal(code: int, words: str) -> NotSent | Later:
    if code in TEMPORARY:
        return Later(f"{words} just nu (svar {code}). Nytt försök görs om en stund.")
    return NotSent(f"{words} (svar {code}). Kontrollera adressen och skicka igen.")

"""Which mailer an installation uses."""

from __future__ import annotations

from remiss.config import MailTransport, Settings
from remiss.notifications.local import FileMailer, MemoryMailer
from remiss.notifications.mailer import Mailer
from remiss.notifications.smtp import Encryption, SmtpMailer


def mailer_for(settings: Settings) -> Mailer:
    """Return the mailer that ``settings`` ask for."""
    if settings.mail_transport is MailTransport.FILES:
        return FileMailer(settings.mail_dir)
    if settings.mail_transport is MailTransport.MEMORY:
        return MemoryMailer()
    return mail_server(settings)


def mail_server(settings: Settings) -> SmtpMailer:
    """Return the way to the mail server that ``settings`` name."""
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
        encryption=_encryption(settings),
        authority=settings.smtp_ca_file,
    )


def _encryption(settings: Settings) -> Encryption:
    if settings.smtp_tls:
        return Encryption.IMPLICIT
    return Encryption.STARTTLS if settings.smtp_starttls else Encryption.NONE

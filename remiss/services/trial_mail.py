"""A mail that an administrator sends to the own address, to see whether mail arrives."""

from __future__ import annotations

from datetime import datetime

from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.models.mail import OutboxMail
from remiss.models.people import User
from remiss.services.audit import record
from remiss.services.outbox import queue_mail
from remiss.services.steps import require


def send_test_mail(actor: Actor, user: User, now: datetime) -> OutboxMail:
    """Queue a mail to ``user``, the actor, at most one a minute."""
    actor = require(actor, Permission.MAIL_RESEND)
    mail = queue_mail(MailKind.TEST, user, None, None, {"path": "/driftstatus"}, now, f"{now:%Y-%m-%dT%H:%M}")
    record(actor, "skicka_provmejl", "user", user.id, {}, now)
    return mail

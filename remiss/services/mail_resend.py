"""Putting a mail back in the queue: a person's decision, since Remiss never sends a mail twice by itself."""

from __future__ import annotations

from datetime import datetime

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import WrongState
from remiss.models.mail import MailState, OutboxMail
from remiss.models.operations import AuditEvent
from remiss.services.audit import record
from remiss.services.steps import require

RESENDABLE = (MailState.FAILED, MailState.IN_DOUBT, MailState.BOUNCED)


def resend_mail(actor: Actor, mail: OutboxMail, now: datetime) -> AuditEvent:
    """Queue a mail that failed or is in doubt once more, under the same Message-ID, and return the audit event.

    Its waiting time starts anew, so that the sender tries it as long as a new one. Raises Forbidden, and WrongState
    when the mail waits already or has gone.
    """
    actor = require(actor, Permission.MAIL_RESEND)
    if mail.state not in RESENDABLE:
        raise WrongState(f"Mejlet kan inte skickas igen: läget är ”{mail.state.label}”.")
    facts = {"from": mail.state, "kind": mail.kind, "recipient_id": mail.recipient_id}
    mail.state, mail.queued_at, mail.claimed_at, mail.problem = MailState.QUEUED, now, None, None
    mail.attempts, mail.rests_until, mail.sent_at = 0, None, None
    return record(actor, "skicka_mejl_igen", "mail", mail.id, facts, now)

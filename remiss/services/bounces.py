"""A mail that our server took and the recipient's sent back: marked, for a person to put the address right."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail
from remiss.services.audit import record

TAKEN = (MailState.SENT, MailState.IN_DOUBT)
REASONS = {
    "5.1.1": "Adressen finns inte hos mottagaren.",
    "5.1.2": "Mottagarens domän finns inte.",
    "5.2.1": "Mottagarens brevlåda är stängd.",
    "5.2.2": "Mottagarens brevlåda är full.",
    "5.7.1": "Mottagarens server vägrar ta emot mejl härifrån.",
}
UNKNOWN = "Mottagarens server lämnade inte fram mejlet."


def mark_bounced(message_id: str, code: str | None, now: datetime) -> bool:
    """Mark the mail with this identity as bounced and tell whether one was. A report read again changes nothing.

    Of the server's words only the code is kept: they may name a person.
    """
    mail = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.message_id == message_id)).first()
    if mail is None or mail.state not in TAKEN:
        return False
    words = REASONS.get(code or "", UNKNOWN)
    mail.state = MailState.BOUNCED
    mail.problem = f"{words}{f' (svar {code})' if code else ''} Kontrollera adressen och skicka igen."
    record(None, "mejl_studsade", "mail", mail.id, {"kind": mail.kind, "code": code}, now)
    return True

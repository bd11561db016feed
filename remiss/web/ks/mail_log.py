"""The log of mail and reminders beside each body."""

from __future__ import annotations

from flask import Blueprint, render_template

from remiss.clock import today
from remiss.domain.permissions import Permission
from remiss.models.mail import MailState, ReminderState
from remiss.queries.mail_log import mail_log, reminder_log
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_mail", __name__)
MAIL_TONES = {
    MailState.QUEUED: "waiting",
    MailState.SENDING: "active",
    MailState.SENT: "done",
    MailState.FAILED: "late",
    MailState.IN_DOUBT: "late",
}
REMINDER_WORDS = {
    ReminderState.PLANNED: ("Planerad", "waiting"),
    ReminderState.FIRED: ("Utförd", "done"),
    ReminderState.SKIPPED: ("Överhoppad", "quiet"),
}


@route(blueprint, "/remisser/<int:remiss_id>/mejl", Permission.REMISS_VIEW)
def mails(remiss_id: int) -> str:
    """Show every mail the sender may know of, and every reminder."""
    remiss = own_remiss(current_actor(), remiss_id)
    return render_template(
        "ks/mail_log.html",
        remiss=remiss_view(remiss),
        mails=mail_log(remiss_id, today()),
        reminders=reminder_log(remiss_id, today()),
        mail_tones=MAIL_TONES,
        reminder_words=REMINDER_WORDS,
    )

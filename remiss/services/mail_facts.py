"""What a mail of the outbox is written from: the same for the mail that is sent and for its text in the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.mail_notes import filled
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.organisations import OrganisationKind
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.notifications.digest import Digest
from remiss.notifications.message import Contact, MailFacts, PersonFacts
from remiss.text import long_date

WITH_NOTE = (MailKind.INVITATION, MailKind.REOPENED, MailKind.NEW_VERSION, MailKind.EXTENSION_GRANTED)
"""Mails to the bodies that say by when to answer: there the sender's own words belong."""


def written_about(
    mail: OutboxMail, url: str, base_url: str, at: datetime
) -> tuple[MailFacts | PersonFacts, dict[str, Any]]:
    """Return the facts and the context of ``mail``, whose one link is ``url``."""
    facts = _facts(mail.remiss, mail, url, at) if mail.remiss else PersonFacts(mail.recipient.name, url)
    context = _with_dates(dict(mail.context))
    if "entries" in context:
        context["digest"] = Digest.of(context.pop("entries"), base_url)
    return facts, context


def _facts(remiss: Remiss, mail: OutboxMail, url: str, at: datetime) -> MailFacts:
    consultee = db.session.get(Consultee, mail.consultee_id) if mail.consultee_id else None
    asked = consultee.organisation.name_on(local_date(at)) if consultee else ""
    author = db.session.get_one(User, remiss.created_by_id)
    return MailFacts(
        title=remiss.title,
        diary_number=remiss.diary_number or _own_number(consultee),
        sender=remiss.sender.name_on(local_date(at)),
        body=mail.context.get("body", asked),
        due_on=(consultee.due_on if consultee else remiss.due_on) or local_date(at),
        url=url,
        contact=Contact(author.name, author.email, author.phone),
        outside=remiss.registered_by_id is not None,
        company=consultee is not None and consultee.organisation.kind is OrganisationKind.COMPANY,
        council=consultee is not None and consultee.organisation.kind is OrganisationKind.COUNCIL,
        note=_note(remiss, consultee, asked) if mail.kind in WITH_NOTE else "",
    )


def _note(remiss: Remiss, consultee: Consultee | None, asked: str) -> str:
    """Return the sender's own text as it is mailed to one body."""
    due_on = consultee.due_on if consultee else remiss.due_on
    words = {
        "{remiss}": remiss.title, "{diarienummer}": remiss.diary_number, "{instans}": asked,
        "{svarsdag}": long_date(due_on) if due_on else "",
    }  # fmt: skip
    return filled(remiss.sender.mail_note, words)


def _own_number(consultee: Consultee | None) -> str:
    """A registered remiss may have no number of its sender's; its mail stays inside the body, which knows its own."""
    return (consultee.reply.diary_number if consultee and consultee.reply else None) or ""


def _with_dates(context: dict[str, Any]) -> dict[str, Any]:
    """JSON knows no dates: what is called ``…_on`` becomes one again."""
    return {
        key: date.fromisoformat(value) if key.endswith("_on") and value else value for key, value in context.items()
    }

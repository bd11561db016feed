"""The log's head, mailed every day to whoever looks after the installation: the copy that is kept outside it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.people import Membership
from remiss.queries.audit_chain import current_head
from remiss.services.outbox import members_with, queue_mail


def head_is_mailed(day: date) -> bool:
    """Tell whether the mail of ``day`` has been queued."""
    mails = sa.select(OutboxMail.id).where(OutboxMail.kind == MailKind.LOG_HEAD)
    return db.session.scalar(mails.where(OutboxMail.unique_key.like(f"%:{_cause(day)}:%")).limit(1)) is not None


def mail_head(now: datetime) -> int:
    """Queue today's mail to every administrator, once a day, and return to how many; 0 when it is queued already.

    An empty log has no head, and a day's head is the first that is seen that day.
    """
    day, head = local_date(now), current_head()
    if head.number == 0 or head_is_mailed(day):
        return 0
    places = db.session.scalars(sa.select(Membership.organisation_id).where(Membership.role == Role.ADMIN).distinct())
    people = members_with(list(places), [Role.ADMIN], day)
    context = {"path": "/driftstatus", "head": str(head), "number": head.number, "day_on": day.isoformat()}
    for person in people:
        queue_mail(MailKind.LOG_HEAD, person, None, None, context, now, _cause(day))
    return len(people)


def _cause(day: date) -> str:
    return f"logg-{day.isoformat()}"

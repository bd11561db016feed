"""Tells the bodies that their viewpoints have been answered, in the transaction that fixes the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.compilation import CompilationFacts, OpenPoint
from remiss.domain.mail_kinds import MailKind
from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.established import established_facts
from remiss.services.outbox import officers_of, people_with, queue_mail

ANSWERS = "/aterkoppling"
"""Where a body reads the answers, among the pages of its matter."""


def tell_of_answers(
    remiss: Remiss, facts: CompilationFacts, points: Sequence[OpenPoint], number: int, now: datetime
) -> None:
    """Tell the officer and the registrars of every body whose reply is in version ``number`` of the compilation.

    Who has been told of the version before hears again only where an answer to the body is another now. The mail is
    the body's own business: its sender does not see who works with a matter there.
    """
    before = next((established_facts(one) for one in remiss.compilations if one.number == number - 1), None)
    known = dict(_answers(before, before.established.open_points)) if before and before.established else {}
    changed = [reply_id for reply_id, answers in _answers(facts, points) if known.get(reply_id) != answers]
    for reply in db.session.scalars(sa.select(Reply).where(Reply.id.in_(changed)).order_by(Reply.id)):
        _tell(reply, number, now)


def _tell(reply: Reply, number: int, now: datetime) -> None:
    """Each person once, also who works for several of the bodies that share a reply."""
    day, cause = local_date(now), f"faststalld-{reply.remiss_id}-{number}-{reply.id}"
    context = {"path": f"/arenden/{reply.id}{ANSWERS}", "number": number}
    for consultee in reply.consultees:
        for person in [*people_with([consultee.organisation_id], [Role.REGISTRAR], day), *officers_of(reply, day)]:
            queue_mail(MailKind.VIEWPOINTS_ANSWERED, person, reply.remiss, consultee, context, now, cause)


def _answers(facts: CompilationFacts, points: Sequence[OpenPoint]) -> Iterator[tuple[int, object]]:
    """Yield each reply with all that its letter says of it."""
    reasons = {point.viewpoint_id: point.reason for point in points}
    for reply in facts.replies:
        yield reply.id, [(one.text, one.assessment, reasons.get(one.id)) for one in reply.viewpoints]

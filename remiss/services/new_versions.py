"""A new version of the remitted draft while the remiss runs: prepared, compared, and sent to everybody asked."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.parsed import Programme
from remiss.domain.programme_changes import compared, followed
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissAction
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.operations import AuditEvent
from remiss.models.remisser import ProgrammeVersion, Remiss
from remiss.models.replies import Consultee
from remiss.queries.programme_changes import draft_sections
from remiss.services.outbox import officers_of, people_with, queue_mail, tell_bodies
from remiss.services.reminders import holders, plan_reminders, why_not_awaited
from remiss.services.remisser import programme_version
from remiss.services.reopening import TOLD, asked
from remiss.services.steps import move_remiss, require_remiss_step

CHANGES = "/underlag"
"""Where a body reads what is changed, among the pages of its matter."""
NOTHING_PREPARED = "Det finns ingen ny version att skicka. Ladda upp den under Underlag."


def prepare_version(
    actor: Actor, remiss: Remiss, programme: Programme, attachment: Attachment, now: datetime
) -> ProgrammeVersion:
    """Add the next version of a draft that is out, and keep it here until it is sent. It replaces what was prepared.

    Sections that can be followed keep their stable ids, so that what was said about them stays in its place.
    """
    move_remiss(actor, remiss, RemissAction.PREPARE_VERSION, now, sha256=attachment.sha256)
    _drop_prepared(remiss)
    old = remiss.programme
    version = programme_version(remiss, programme, attachment, now)
    used = {part.stable_id for one in remiss.issued for part in one.sections}
    ids = [found.stable_id for found in followed(draft_sections(old), draft_sections(version), used)]
    for place, part in enumerate(version.sections):  # two that change places must not hold one id in between
        part.stable_id = f"~{place}"
    db.session.flush()
    for part, stable_id in zip(version.sections, ids, strict=True):
        part.stable_id = stable_id
    return version


def drop_version(actor: Actor, remiss: Remiss, version: int, now: datetime) -> AuditEvent:
    """Take away a new version that has not gone out. Raises WrongState when there is none."""
    require_remiss_step(actor, remiss, RemissAction.PREPARE_VERSION, version)
    if remiss.proposed is None:
        raise WrongState(NOTHING_PREPARED)
    event = move_remiss(actor, remiss, RemissAction.PREPARE_VERSION, now, dropped=remiss.proposed.number)
    _drop_prepared(remiss)
    return event


def issue_version(
    actor: Actor, remiss: Remiss, letter: str, due_on: date | None, version: int, now: datetime
) -> AuditEvent:
    """Send the prepared version to everybody asked, with ``letter``. Replies that came in stay as they are.

    ``due_on`` is a new last day, None keeps the one there is. Raises WrongState when nothing is prepared, InvalidInput
    when the day has passed or the letter is empty.
    """
    require_remiss_step(actor, remiss, RemissAction.ISSUE_VERSION, version)
    prepared, old = remiss.proposed, remiss.programme
    if prepared is None:
        raise WrongState(NOTHING_PREPARED)
    if not letter.strip():
        raise InvalidInput("Skriv vad som är ändrat och vad instanserna ska göra.", "letter")
    if due_on is not None and due_on < local_date(now):
        raise InvalidInput("Sista svarsdag har redan passerat. Välj en senare dag.", "due_on")
    kinds = Counter(one.kind for one in compared(draft_sections(old), draft_sections(prepared)))
    remiss.due_on = due_on or remiss.due_on
    event = move_remiss(
        actor, remiss, RemissAction.ISSUE_VERSION, now, number=prepared.number, due=remiss.due_on, sections=kinds
    )
    prepared.issued_at, prepared.letter = now, letter.strip()
    bodies = asked(remiss)
    plan_reminders([one for one in bodies if one.reply is not None and why_not_awaited(one.reply) is None], now)
    cause = f"event-{event.number}"
    context = {"letter": letter.strip(), "number": prepared.number}
    tell_bodies(MailKind.NEW_VERSION, bodies, TOLD, cause, now, page=CHANGES, **context)
    for consultee in bodies:
        _tell_holders(consultee, cause, context, now)
    return event


def _tell_holders(consultee: Consultee, cause: str, context: dict[str, Any], now: datetime) -> None:
    """Tell whoever works with the matter too, in mail that its sender never sees: who that is is inside the body."""
    reply = consultee.reply
    if reply is None or why_not_awaited(reply) is not None:
        return
    people = holders(consultee, now) + (officers_of(reply, local_date(now)) if reply.officer_id else [])
    told = {person.id for person in people_with([consultee.organisation_id], TOLD, local_date(now))}
    about = {"path": f"/arenden/{reply.id}{CHANGES}", **context}
    for person in people:
        if person.id not in told:
            key = f"{cause}-{reply.id}"
            queue_mail(MailKind.NEW_VERSION_INSIDE, person, consultee.remiss, consultee, about, now, key)


def _drop_prepared(remiss: Remiss) -> None:
    if remiss.proposed is not None:
        remiss.programmes.remove(remiss.proposed)
        db.session.flush()

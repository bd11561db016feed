"""Contributing units and facklig samverkan: noted on the matter, they fill *Ärendets beredning* by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from remiss.clock import local_date
from remiss.domain.preparation import with_preparation
from remiss.domain.roles import Actor, Role
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import db
from remiss.models.people import User
from remiss.models.preparation import Consultation, Contribution
from remiss.models.replies import Reply
from remiss.queries.preparation import noted_sentences
from remiss.services.outbox import members_with
from remiss.services.statements import add_version
from remiss.services.steps import move_reply, newest_version, require_step


def add_contribution(
    actor: Actor, reply: Reply, unit: str, person: User | None, sections: Sequence[SectionKey], due_on: date | None,
    now: datetime,
) -> Contribution:  # fmt: skip
    """Let ``unit`` take part, with ``sections`` to write and the office's own date. Raises InvalidInput."""
    require_step(actor, reply, ReplyAction.NOTE_PREPARATION)
    if not unit.strip():
        raise InvalidInput("Skriv enhetens namn.", "unit")
    if person is not None and person not in members_with(reply.owners, list(Role), local_date(now)):
        raise InvalidInput("Välj en person i listan.", "person")
    row = Contribution(
        reply_id=reply.id, unit=unit.strip(), person=person, sections=[key.value for key in sections], due_on=due_on
    )
    _change(actor, reply, row, now, change="enhet tillagd")
    return row


def set_done(actor: Actor, reply: Reply, row: Contribution, now: datetime, *, done: bool) -> None:
    """Note that a unit is ready with its part, or that it is not after all."""
    move_reply(actor, reply, ReplyAction.NOTE_PREPARATION, now, change="enhet klar" if done else "enhet inte klar")
    row.done_at = now if done else None


def add_consultation(actor: Actor, reply: Reply, forum: str, held_on: date, now: datetime) -> Consultation:
    """Note in which forum the matter is dealt with, and when. Raises InvalidInput when there is no forum."""
    require_step(actor, reply, ReplyAction.NOTE_PREPARATION)
    if not forum.strip():
        raise InvalidInput("Skriv i vilket forum, till exempel förvaltningsgruppen.", "forum")
    row = Consultation(reply_id=reply.id, forum=forum.strip(), held_on=held_on)
    _change(actor, reply, row, now, change="samverkan tillagd")
    return row


def remove_noted(actor: Actor, reply: Reply, row: Contribution | Consultation, now: datetime) -> None:
    """Take a unit or a samverkan away; its sentence goes from the text where nobody has changed it."""
    require_step(actor, reply, ReplyAction.NOTE_PREPARATION)
    _change(actor, reply, row, now, change="borttaget", gone=True)


def contribution_of(reply: Reply, number: int) -> Contribution:
    """Return a contribution to ``reply``. Raises NotVisible."""
    row = db.session.get(Contribution, number)
    if row is None or row.reply_id != reply.id:
        raise NotVisible
    return row


def consultation_of(reply: Reply, number: int) -> Consultation:
    """Return a samverkan about ``reply``. Raises NotVisible."""
    row = db.session.get(Consultation, number)
    if row is None or row.reply_id != reply.id:
        raise NotVisible
    return row


def _change(
    actor: Actor, reply: Reply, row: Contribution | Consultation, now: datetime, *, gone: bool = False, **facts: Any
) -> None:
    """Add or delete ``row``, and let the draft say so: as a version of its own, so that nothing typed is lost."""
    before = noted_sentences(reply, local_date(now))
    move_reply(actor, reply, ReplyAction.NOTE_PREPARATION, now, **facts)
    if gone:
        db.session.delete(row)
    else:
        db.session.add(row)
    db.session.flush()
    newest = newest_version(reply)
    if newest is None or reply.state is not ReplyState.DRAFT:
        return
    heading = SectionKey.PREPARATION.usual_heading
    text = with_preparation(newest.text, heading, before, noted_sentences(reply, local_date(now)))
    if text != newest.text:
        add_version(actor, reply, newest.title, text, now)

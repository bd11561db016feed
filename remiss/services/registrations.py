"""A remiss that came from outside the system, registered by the body that is asked: a matter of its own (DOMAIN §1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.domain.parsed import Programme
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.extensions import db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.attachments import Attachment
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.models.remisser import Remiss, RemissPaper
from remiss.models.replies import Consultee, Reply
from remiss.services.audit import record
from remiss.services.reminders import plan_reminders, why_not_awaited
from remiss.services.remisser import programme_version
from remiss.services.replies import receive
from remiss.services.steps import require, require_version

MIDDAY = time(12)
"""A remiss that is registered afterwards has a day of arrival, and no hour that anybody knows."""


@dataclass(frozen=True)
class ArrivedRemiss:
    """What the registrar writes about it. ``diary_number`` is the sender's, empty when it has none."""

    title: str
    diary_number: str
    own_number: str
    arrived_on: date
    due_on: date
    asked: str


def add_sender(
    actor: Actor, body_id: int, name: str, now: datetime, permission: Permission = Permission.MATTER_RECEIVE
) -> Organisation:
    """Put a new external body in the own register of ``body_id``. The caller has shown the names that come near.

    ``permission`` is what the actor must hold there: to receive its post, or to register replies that came to it.

    Raises InvalidInput when the register has that very name, so that no twin arises.
    """
    actor = require(actor, permission, frozenset({body_id}))
    _refuse_known(body_id, name)
    sender = Organisation(kind=OrganisationKind.EXTERNAL, registered_by_id=body_id)
    day = local_date(now)
    sender.names.append(OrganisationName(name=name, sort_key=swedish_sort_key(name), folded=fold(name), valid_from=day))
    db.session.add(sender)
    db.session.flush()
    record(actor, "lagg_upp_avsandare", "organisation", sender.id, {"registered_by": body_id}, now)
    return sender


def rename_sender(actor: Actor, sender: Organisation, name: str, now: datetime) -> None:
    """Put the name of an own external sender right; the former is kept as another way to write it.

    Raises Forbidden when the sender is nobody's own, InvalidInput when another in the register goes by the name.
    """
    owner = sender.registered_by_id
    if owner is None:
        raise Forbidden
    actor = require(actor, Permission.MATTER_RECEIVE, frozenset({owner}))
    _refuse_known(owner, name, but=sender.id)
    official = next(known for known in sender.names if not known.is_alias)
    if fold(name) != official.folded and all(fold(name) != known.folded for known in sender.names):
        sender.names.append(
            OrganisationName(
                name=official.name, sort_key=official.sort_key, folded=official.folded, is_alias=True,
                valid_from=official.valid_from,
            )
        )  # fmt: skip
    official.name, official.sort_key, official.folded = name, swedish_sort_key(name), fold(name)
    record(actor, "byt_namn_pa_avsandare", "organisation", sender.id, {"registered_by": owner}, now)


def _refuse_known(body_id: int, name: str, but: int = 0) -> None:
    """Raise InvalidInput when the register of ``body_id`` has that very name, so that no twin arises."""
    known = sa.select(OrganisationName.id).join(Organisation).where(OrganisationName.folded == fold(name))
    own_or_shared = sa.or_(Organisation.registered_by_id.is_(None), Organisation.registered_by_id == body_id)
    if db.session.scalar(known.where(own_or_shared, Organisation.id != but).limit(1)) is not None:
        raise InvalidInput(f"”{name}” finns redan i registret. Välj avsändaren i listan.", "sender")


def register_remiss(
    actor: Actor, body: Organisation, sender: Organisation, arrived: ArrivedRemiss, now: datetime
) -> Reply:
    """Register a remiss to ``body`` from ``sender`` and receive it under the own diary number; return the matter.

    Nobody but the body sees it. Raises InvalidInput when the days are impossible, the sender is the body itself, or
    the body has registered the same number from the same sender already.
    """
    actor = require(actor, Permission.MATTER_RECEIVE, frozenset({body.id}))
    _validate(body, sender, arrived, now)
    arrived_at = _arrival(arrived, now)
    remiss = Remiss(
        sender_id=sender.id, registered_by_id=body.id, title=arrived.title, diary_number=arrived.diary_number,
        letter=arrived.asked, due_on=arrived.due_on, state=RemissState.SENT, created_by_id=actor.user_id,
        created_at=now, sent_at=arrived_at,
    )  # fmt: skip
    reply = Reply(remiss=remiss, state_since=now, received_at=arrived_at)
    consultee = Consultee(remiss=remiss, organisation=body, reply=reply)
    db.session.add_all([remiss, reply, consultee])
    db.session.flush()
    record(actor, "registrera_remiss", "reply", reply.id, {"arrived_on": arrived.arrived_on}, now)
    receive(actor, reply, arrived.own_number, reply.version, now)
    plan_reminders([consultee], now)
    return reply


def edit_registered(actor: Actor, reply: Reply, arrived: ArrivedRemiss, version: int, now: datetime) -> AuditEvent:
    """Correct what the registrar wrote about a registered remiss; reminders follow the due date.

    Raises Forbidden when the remiss was sent here, WrongState when the matter has ended, and as ``register_remiss``.
    """
    actor, remiss, body = _registered(actor, reply)
    require_version(reply, version)
    if reply.state.holder is None:
        raise WrongState(f"Uppgifterna kan inte ändras när ärendet är i läget ”{reply.state.label}”.")
    _validate(body, remiss.sender, arrived, now, but=remiss.id)
    remiss.title, remiss.diary_number, remiss.letter = arrived.title, arrived.diary_number, arrived.asked
    reply.diary_number = arrived.own_number
    if remiss.sent_at is None or arrived.arrived_on != local_date(remiss.sent_at):
        remiss.sent_at = reply.received_at = _arrival(arrived, now)
    if arrived.due_on != remiss.due_on:
        remiss.due_on = arrived.due_on
        if why_not_awaited(reply) is None:
            plan_reminders(reply.consultees, now)
    reply.version += 1
    return record(actor, "andra_uppgifter", "reply", reply.id, {"due": arrived.due_on}, now)


def add_papers(
    actor: Actor,
    reply: Reply,
    papers: Sequence[Attachment],
    programme: tuple[Programme, Attachment] | None,
    now: datetime,
) -> None:
    """Add papers that came with a registered remiss; ``programme`` is one that is read into sections, once.

    Raises Forbidden when the remiss was sent here: its papers are its sender's. Raises InvalidInput when it has
    sections already, since viewpoints may stand on them.
    """
    actor, remiss, _ = _registered(actor, reply)
    if programme is not None:
        if remiss.programme is not None:
            raise InvalidInput("Underlaget är redan delat i avsnitt. Lägg till filen utan att dela den.", "split")
        programme_version(remiss, *programme, now).issued_at = now
    remiss.papers += [RemissPaper(attachment=paper) for paper in papers]
    hashes = [paper.sha256 for paper in (*papers, *([programme[1]] if programme else []))]
    record(actor, "lagg_till_underlag", "reply", reply.id, {"count": len(hashes), "hashes": hashes}, now)


def _registered(actor: Actor, reply: Reply) -> tuple[Actor, Remiss, Organisation]:
    """Return who acts, as the log names it, a registered remiss and the body that registered it.

    Raises Forbidden for everybody but those who receive the body's post.
    """
    remiss = reply.remiss
    if remiss.registered_by_id is None:
        raise Forbidden("Uppgifter och underlag hör till avsändaren.")
    actor = require(actor, Permission.MATTER_RECEIVE, frozenset({remiss.registered_by_id}))
    return actor, remiss, db.session.get_one(Organisation, remiss.registered_by_id)


def _arrival(arrived: ArrivedRemiss, now: datetime) -> datetime:
    today = arrived.arrived_on == local_date(now)
    return now if today else datetime.combine(arrived.arrived_on, MIDDAY, STOCKHOLM)


def _validate(
    body: Organisation, sender: Organisation, arrived: ArrivedRemiss, now: datetime, but: int | None = None
) -> None:
    if sender.id == body.id:
        raise InvalidInput("Avsändaren är er egen instans. Välj vem remissen kom från.", "sender")
    if arrived.arrived_on > local_date(now):
        raise InvalidInput("Ankomstdagen ligger framåt i tiden. Ange den dag då remissen kom.", "arrived_on")
    if arrived.due_on < arrived.arrived_on:
        raise InvalidInput("Sista svarsdag ligger före ankomstdagen. Kontrollera datumen.", "due_on")
    same = sa.select(Remiss.diary_number).where(Remiss.registered_by_id == body.id, Remiss.sender_id == sender.id)
    same = same.where(Remiss.id != (but or 0))
    taken = {fold(number) for number in db.session.scalars(same) if number}
    if arrived.diary_number and fold(arrived.diary_number) in taken:
        raise InvalidInput(
            f"Ni har redan registrerat {arrived.diary_number} från samma avsändare. Sök efter numret under Ärenden.",
            "diary_number",
        )

"""A remiss from its first line to the day its time is out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.parsed import Programme
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import RemissAction, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation
from remiss.models.remisser import ProgrammePart, ProgrammeVersion, Remiss, Theme
from remiss.models.replies import Consultee, Reply
from remiss.queries.distribution import ended_consultees
from remiss.services.audit import record
from remiss.services.outbox import tell_bodies
from remiss.services.reminders import plan_reminders
from remiss.services.steps import move_remiss, move_reply, require, require_remiss_step
from remiss.text import listed


@dataclass(frozen=True)
class RemissDetails:
    """What a sender writes about a remiss; the due date means that day 23:59."""

    title: str
    diary_number: str
    letter: str
    due_on: date | None


@dataclass(frozen=True)
class ThemeInput:
    """A theme as typed; ``key`` empty makes a new one."""

    key: str
    name: str
    description: str


def create_remiss(actor: Actor, sender_id: int, details: RemissDetails, now: datetime) -> Remiss:
    """Create a remiss in draft. Raises InvalidInput when the diary number is taken or the due date has passed."""
    actor = require(actor, Permission.REMISS_EDIT, frozenset({sender_id}))  # in whose name, and not in another's
    _validate(details, sender_id, None, now)
    remiss = Remiss(
        sender_id=sender_id,
        title=details.title,
        diary_number=details.diary_number,
        letter=details.letter,
        due_on=details.due_on,
        created_by_id=actor.user_id,
        created_at=now,
    )
    db.session.add(remiss)
    db.session.flush()
    record(actor, "skapa", "remiss", remiss.id, {"diary_number": details.diary_number}, now)
    return remiss


def edit_remiss(actor: Actor, remiss: Remiss, details: RemissDetails, version: int, now: datetime) -> AuditEvent:
    """Change what is written about a remiss that is not sent yet."""
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    _validate(details, remiss.sender_id, remiss.id, now)
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="uppgifter")
    remiss.title, remiss.diary_number = details.title, details.diary_number
    remiss.letter, remiss.due_on = details.letter, details.due_on
    return event


def move_due_date(actor: Actor, remiss: Remiss, due_on: date, version: int, now: datetime) -> AuditEvent:
    """Choose another due date for a remiss that is not sent yet. Raises InvalidInput for a day that has come."""
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    _refuse_past(due_on, now)
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="sista svarsdag", due=due_on)
    remiss.due_on = due_on
    return event


def add_programme(
    actor: Actor, remiss: Remiss, programme: Programme, attachment: Attachment, now: datetime
) -> ProgrammeVersion:
    """Bind a new version of the draft to the remiss, with its section tree."""
    require_remiss_step(actor, remiss, RemissAction.EDIT)
    version = programme_version(remiss, programme, attachment, now)
    move_remiss(actor, remiss, RemissAction.EDIT, now, what="underlag", sha256=attachment.sha256)
    return version


def programme_version(remiss: Remiss, programme: Programme, attachment: Attachment, now: datetime) -> ProgrammeVersion:
    """Add the next version of the draft with a stable id for each section. The caller has asked for permission."""
    version = ProgrammeVersion(
        number=len(remiss.programmes) + 1, title=programme.title, attachment=attachment, created_at=now
    )
    for position, section in enumerate(programme.sections, start=1):
        version.sections.append(
            ProgrammePart(
                stable_id=f"a{position:03d}",
                position=position,
                number=section.number,
                heading=section.heading,
                level=section.level,
                text="\n\n".join(section.paragraphs),
            )
        )
    remiss.programmes.append(version)
    return version


def set_themes(actor: Actor, remiss: Remiss, themes: Sequence[ThemeInput], version: int, now: datetime) -> AuditEvent:
    """Replace the themes of a remiss that is not sent yet. Raises InvalidInput on two themes with one name."""
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    names = [theme.name.casefold() for theme in themes]
    if len(set(names)) < len(names):
        raise InvalidInput("Två teman har samma namn. Ge dem olika namn.", "themes")
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="teman", count=len(themes))
    kept = {theme.key: theme for theme in remiss.themes}
    fresh = 1 + max((int(key[4:]) for key in kept if key.startswith("tema") and key[4:].isdigit()), default=0)
    ordered: list[Theme] = []
    for position, given in enumerate(themes, start=1):
        theme = kept.get(given.key)
        if theme is None:
            theme = Theme(key=given.key or f"tema{fresh}")
            fresh += 0 if given.key else 1
        theme.name, theme.description, theme.position = given.name, given.description, position
        ordered.append(theme)
    remiss.themes[:] = ordered
    return event


def choose_consultees(
    actor: Actor, remiss: Remiss, organisation_ids: Sequence[int], version: int, now: datetime
) -> AuditEvent:
    """Set who is asked. All are asked at the same time, when the remiss is sent."""
    require_remiss_step(actor, remiss, RemissAction.EDIT, version)
    event = move_remiss(actor, remiss, RemissAction.EDIT, now, what="instanser", count=len(organisation_ids))
    present = {c.organisation_id: c for c in db.session.scalars(_consultees(remiss))}
    for organisation_id, consultee in present.items():
        if organisation_id not in organisation_ids:
            db.session.delete(consultee)
    for organisation_id in organisation_ids:
        if organisation_id not in present:
            db.session.add(Consultee(remiss_id=remiss.id, organisation_id=organisation_id))
    return event


def send_remiss(actor: Actor, remiss: Remiss, version: int, now: datetime) -> AuditEvent:
    """Send to all at once: a reply is opened for each body, mail is queued, reminders are planned."""
    require_remiss_step(actor, remiss, RemissAction.SEND, version)
    _refuse_past(remiss.due_on, now)
    _refuse_ended(remiss, now)
    remiss.sent_at = now
    if remiss.programme is not None:
        remiss.programme.issued_at = now
    event = move_remiss(actor, remiss, RemissAction.SEND, now, due=remiss.due_on)
    open_replies(remiss, now)
    return event


def open_replies(remiss: Remiss, now: datetime) -> None:
    """Open a matter at each of the asked bodies; the caller has asked for permission and sent the remiss."""
    named = orm.selectinload(Consultee.organisation).selectinload(Organisation.names)
    asked = db.session.scalars(_consultees(remiss).options(named)).all()
    for consultee in asked:
        consultee.reply = Reply(remiss_id=remiss.id, state_since=now)
    db.session.flush()
    for consultee in asked:
        _invite(remiss, consultee, now)
    plan_reminders(asked, now)


def close_remiss(actor: Actor, remiss: Remiss, version: int, now: datetime) -> AuditEvent:
    """End the time for answers: who is silent is marked *har inte inkommit*, apart from who declined."""
    require_remiss_step(actor, remiss, RemissAction.CLOSE, version)
    remiss.closed_at = now
    event = move_remiss(actor, remiss, RemissAction.CLOSE, now)
    for reply in replies_in(remiss, _MAY_BE_SILENT):
        move_reply(actor, reply, ReplyAction.MARK_NOT_RECEIVED, now)
    return event


_MAY_BE_SILENT = reply_row(ReplyAction.MARK_NOT_RECEIVED).sources
"""Who has neither answered, declined nor answered outside the system."""


def replies_in(remiss: Remiss, states: Collection[ReplyState]) -> list[Reply]:
    """Return the replies in one of ``states`` that somebody answers with: what a joint one sets aside waits with it."""
    query = sa.select(Reply).where(Reply.remiss_id == remiss.id, Reply.state.in_(states), Reply.consultees.any())
    return list(db.session.scalars(query.order_by(Reply.id)))


def _consultees(remiss: Remiss) -> sa.Select[Consultee]:
    return sa.select(Consultee).where(Consultee.remiss_id == remiss.id).order_by(Consultee.id)


def _invite(remiss: Remiss, consultee: Consultee, now: datetime) -> None:
    body = consultee.organisation.name_on(local_date(now))
    tell_bodies(MailKind.INVITATION, [consultee], [Role.REGISTRAR], f"remiss-{remiss.id}", now, body=body)


def _validate(details: RemissDetails, sender_id: int, own_id: int | None, now: datetime) -> None:
    _refuse_past(details.due_on, now)
    taken = sa.select(Remiss.id).where(
        Remiss.diary_number == details.diary_number, Remiss.sender_id == sender_id, Remiss.registered_by_id.is_(None)
    )
    if own_id is not None:
        taken = taken.where(Remiss.id != own_id)
    if db.session.scalar(taken):
        raise InvalidInput(f"Diarienumret {details.diary_number} finns redan på en annan remiss.", "diary_number")


def _refuse_ended(remiss: Remiss, now: datetime) -> None:
    gone = ended_consultees(remiss.id, local_date(now))
    if gone:
        raise InvalidInput(f"{listed(gone)} finns inte längre. Öppna Instanser och spara dem som har tagit över.")


def _refuse_past(due_on: date | None, now: datetime) -> None:
    if due_on is not None and due_on <= local_date(now):
        raise InvalidInput("Sista svarsdag måste vara en kommande dag. Välj en senare dag.", "due_on")

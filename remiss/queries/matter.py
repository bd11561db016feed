"""One matter inside its body: what every page of it begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.roles import Role
from remiss.domain.workflow.deciding import holder_of
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.language.sentences import split_sentences
from remiss.models.decisions import AgendaItem, Meeting
from remiss.models.operations import AuditEvent
from remiss.models.organisations import OrganisationKind
from remiss.models.replies import Reply
from remiss.models.statements import SendBack, StatementVersion
from remiss.queries.names import NamedBody, names_on
from remiss.queries.people import OfficePerson, holders_in, office_people
from remiss.text import with_authority

_BULLET = re.compile(r"^\s*(?:[-•–*]|\d{1,2}[.)])\s+")


@dataclass(frozen=True)
class Done:
    """Who did something to the matter last, and when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class Matter:
    """A matter as its own body sees it. ``registered``: its sender is outside the system. ``done`` maps an action's
    stored value to who did it last.
    """

    reply_id: int
    version: int
    state: ReplyState
    since: date
    remiss_id: int
    title: str
    registered: bool
    remiss_number: str
    sender: str
    sender_kind: OrganisationKind
    bodies: tuple[str, ...]
    owners: frozenset[int]
    kind: OrganisationKind
    office: str
    statement_word: str
    signature_levels: int
    own_number: str | None
    due_on: date | None
    common_due_on: date | None
    internal_due_on: date | None
    received_at: datetime | None
    meeting_on: date | None
    planned_on: date | None
    holders: tuple[str, ...]
    holder_role: Role | None
    officer: OfficePerson | None
    people: tuple[OfficePerson, ...]
    declined_reason: str | None
    handled_outside: bool
    decision_expected_on: date | None
    secrecy_ground: str | None
    handed_over_on: date | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    newest_number: int
    done: dict[str, Done]

    def officers(self) -> tuple[OfficePerson, ...]:
        """Return those who can be given the matter."""
        return tuple(person for person in self.people if person.role is Role.OFFICER)


@dataclass(frozen=True)
class Point:
    """One thing that the reasons ask for, and whether the officer has ticked it off."""

    number: int
    text: str
    done: bool


@dataclass(frozen=True)
class Reason:
    """Why a text was sent back, by whom, and on which version; ``rounds`` is how many times it has been."""

    id: int
    who: str
    at: datetime
    text: str
    number: int
    points: tuple[Point, ...]
    rounds: int

    @property
    def open_points(self) -> int:
        """How many points are not ticked off."""
        return sum(not point.done for point in self.points)


def matter(reply: Reply, today: date, readers: frozenset[int] | None = None) -> Matter:
    """Return the matter as those of its bodies see it that are in ``readers`` (None: all); the meeting is theirs.

    Beside loading ``reply`` with consultees and remiss, one query each for names, people, last events, meeting day and
    newest version.
    """
    remiss, lead = reply.remiss, reply.consultees[0].organisation
    names = names_on([*reply.owners, remiss.sender_id], today)
    people = office_people(reply.owners, today)
    role = holder_of(reply.state, reply.state_before) if reply.handed_over_on is None else None
    officer = _officer(reply, people)
    held = (officer.holder,) if role is Role.OFFICER and officer else ()
    bodies = tuple(names[c.organisation_id].name for c in reply.consultees)
    return Matter(
        reply_id=reply.id, version=reply.version, state=reply.state, since=local_date(reply.state_since),
        remiss_id=remiss.id, title=remiss.title, registered=remiss.registered_by_id is not None,
        remiss_number=remiss.diary_number,
        sender=names[remiss.sender_id].name, sender_kind=names[remiss.sender_id].kind,
        bodies=bodies, owners=reply.owners, kind=lead.kind, office=lead.office_name or bodies[0],
        statement_word=lead.statement_word,
        signature_levels=max(c.organisation.signature_levels for c in reply.consultees),
        own_number=_own_number(reply, names), due_on=reply.due_on, common_due_on=remiss.due_on,
        internal_due_on=reply.internal_due_on,
        received_at=reply.received_at,
        meeting_on=_meeting_day(reply.id, reply.owners if readers is None else readers), planned_on=reply.planned_on,
        holders=held or (holders_in(people, role, reply.owners) if role else ()), holder_role=role,
        officer=officer, people=tuple(people),
        declined_reason=with_authority(reply.declined_reason, reply.declined_authority),
        handled_outside=reply.handled_outside, decision_expected_on=reply.decision_expected_on,
        secrecy_ground=reply.secrecy_ground, handed_over_on=reply.handed_over_on,
        withdrawn_at=remiss.withdrawn_at, withdrawn_reason=remiss.withdrawn_reason,
        newest_number=_newest_number(reply.id), done=_done(reply.id),
    )  # fmt: skip


def last_reasons(reply_id: int) -> Reason | None:
    """Return why the text was sent back last, with the version it was sent back on, or None."""
    query = sa.select(SendBack).join(StatementVersion).where(StatementVersion.reply_id == reply_id)
    options = (sa.orm.joinedload(SendBack.user), sa.orm.joinedload(SendBack.version))
    query = query.where(SendBack.withdrawn_at.is_(None))
    rows = db.session.scalars(query.options(*options).order_by(SendBack.id.desc())).all()
    if not rows:
        return None
    row = rows[0]
    points = tuple(Point(number, text, number in row.done) for number, text in enumerate(_points(row.reason), start=1))
    return Reason(row.id, row.user.name, row.sent_back_at, row.reason, row.version.number, points, len(rows))


def _points(reason: str) -> list[str]:
    """Return the reasons as a list of things to do: the lines of a list, or else the sentences."""
    lines = [_BULLET.sub("", line).strip() for line in reason.splitlines() if line.strip()]
    return lines if len(lines) > 1 else list(split_sentences(" ".join(lines)))


def _own_number(reply: Reply, names: Mapping[int, NamedBody]) -> str | None:
    return reply.numbers({place: named.name for place, named in names.items()})


def _officer(reply: Reply, people: list[OfficePerson]) -> OfficePerson | None:
    if reply.officer is None:
        return None
    known = [p for p in people if p.user_id == reply.officer_id and p.role is Role.OFFICER]
    title = reply.officer.title or Role.OFFICER.label
    gone = OfficePerson(reply.officer.id, reply.officer.name, title, Role.OFFICER, min(reply.owners))
    return known[0] if known else gone


def _meeting_day(reply_id: int, bodies: frozenset[int]) -> date | None:
    query = sa.select(Meeting.held_on).join(AgendaItem).where(AgendaItem.reply_id == reply_id)
    query = query.where(Meeting.organisation_id.in_(bodies))
    return db.session.scalar(query.order_by(AgendaItem.planned_at.desc(), AgendaItem.id.desc()).limit(1))


def _newest_number(reply_id: int) -> int:
    query = sa.select(sa.func.max(StatementVersion.number))
    query = query.where(StatementVersion.reply_id == reply_id, StatementVersion.of_board.is_(False))
    return db.session.scalar(query) or 0


def _done(reply_id: int) -> dict[str, Done]:
    mine = (AuditEvent.thing_kind == "reply", AuditEvent.thing_id == reply_id)
    last = sa.select(sa.func.max(AuditEvent.number)).where(*mine).group_by(AuditEvent.action)
    query = sa.select(AuditEvent.action, AuditEvent.actor_name, AuditEvent.at).where(AuditEvent.number.in_(last))
    return {action: Done(who, at) for action, who, at in db.session.execute(query)}

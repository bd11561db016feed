"""The list of a body's matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import GRANTS, Permission
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.deciding import holder_of
from remiss.domain.workflow.states import BROKEN_OFF, ReplyState
from remiss.extensions import db
from remiss.models.decisions import POSTPONING, BoardDecision
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import LAST_DAY, Consultee, Reply
from remiss.models.statements import StatementVersion
from remiss.queries.names import NamedBody, names_on
from remiss.queries.people import OfficePerson, holders_in, office_people
from remiss.queries.signing_queue import has_signed

ENDED = (ReplyState.SUBMITTED, ReplyState.DECLINED, *BROKEN_OFF)
"""Beside these, a matter handled outside whose reply has been handed over."""


@dataclass(frozen=True)
class MatterRow:
    """One matter in the list. ``holders`` are the names it waits for, ``holder_role`` what they are.

    ``own_part_done``: the text is joint, and what it waits for is the signature or the decision of other parties.
    """

    reply_id: int
    title: str
    sender_id: int
    sender: str
    remiss_number: str
    own_number: str | None
    body_ids: frozenset[int]
    bodies: tuple[str, ...]
    state: ReplyState
    since: date
    holders: tuple[str, ...]
    holder_role: Role | None
    officer_id: int | None
    officer: str | None
    due_on: date | None
    internal_due_on: date | None
    handed_over_on: date | None
    own_part_done: bool = False

    @property
    def ended(self) -> bool:
        """True when nothing more is done to it."""
        return (self.state in ENDED and self.holder_role is None) or self.handed_over_on is not None

    def is_late(self, today: date) -> bool:
        """True while the due date has passed and nothing has been sent."""
        return not self.ended and self.due_on is not None and self.due_on < today

    def is_held_by(self, actor: Actor) -> bool:
        """True when it waits for ``actor``: drafting for the officer it was given to, other steps for their role."""
        if self.own_part_done:
            return False
        if self.holder_role is Role.OFFICER:
            return actor.answers_for(self.officer_id)
        return self.holder_role in actor.roles_in(self.body_ids)


def bodies_of(actor: Actor) -> frozenset[int]:
    """Return the organisations whose matters ``actor`` may see."""
    return frozenset(place for place, role in actor.memberships if Permission.MATTER_VIEW in GRANTS[role])


def matters(organisation_ids: frozenset[int], today: date) -> list[MatterRow]:
    """Return every matter of the bodies, open ones first, the most pressing on top. Three queries: matters, names of
    the bodies, people.
    """
    rows = db.session.execute(_rows(organisation_ids)).all()
    names = names_on(organisation_ids | {row.sender_id for row in rows}, today)
    people = office_people(organisation_ids, today)
    shared: dict[int, list[int]] = {}
    unfinished: set[int] = set()
    for row in rows:
        shared.setdefault(row.id, []).append(row.organisation_id)
        unfinished |= set() if row.own_part_done else {row.id}
    first = {row.id: row for row in rows}
    found = [_row(row, shared[number], names, people, done=number not in unfinished) for number, row in first.items()]
    return sorted(found, key=lambda m: (m.ended, m.due_on or date.max, m.reply_id))


_OWN_NUMBER = sa.func.coalesce(Consultee.diary_number, Reply.diary_number).label("diary_number")
"""Of a reply that another body holds, the own one."""


def _own_part_done() -> sa.ColumnElement[bool]:
    """The condition that the body has signed, or decided about, the text as it stands, and others have not."""
    newest = sa.select(sa.func.max(StatementVersion.id)).where(
        StatementVersion.reply_id == Reply.id, StatementVersion.of_board.is_(False)
    )
    decided = sa.exists().where(
        BoardDecision.reply_id == Reply.id, BoardDecision.organisation_id == Consultee.organisation_id,
        BoardDecision.version_id == newest.correlate(Reply).scalar_subquery(),
        BoardDecision.withdrawn_at.is_(None), BoardDecision.outcome.not_in(POSTPONING),
    )  # fmt: skip
    return sa.or_(
        sa.and_(Reply.state == ReplyState.DIRECTOR_REVIEW, has_signed(Consultee.organisation_id)),
        sa.and_(Reply.state == ReplyState.TO_BOARD, decided),
    )


def _rows(organisation_ids: frozenset[int]) -> sa.Executable:
    return (
        sa.select(
            Reply.id, Reply.state, Reply.state_before, Reply.state_since, _OWN_NUMBER, Reply.officer_id,
            Reply.internal_due_on, Reply.handed_over_on, Consultee.organisation_id, Remiss.title, Remiss.sender_id,
            Remiss.diary_number.label("remiss_number"), LAST_DAY.label("due_on"), User.name.label("officer"),
            _own_part_done().label("own_part_done"),
        )
        .join(Consultee, Consultee.reply_id == Reply.id)
        .join(Remiss, Remiss.id == Reply.remiss_id)
        .outerjoin(User, User.id == Reply.officer_id)
        .where(Consultee.organisation_id.in_(organisation_ids))
        .order_by(Reply.id, Consultee.id)
    )  # fmt: skip


def _row(
    row: sa.Row[tuple[object, ...]], bodies: list[int], names: Mapping[int, NamedBody], people: list[OfficePerson],
    *, done: bool,
) -> MatterRow:  # fmt: skip
    role = holder_of(row.state, row.state_before) if row.handed_over_on is None else None
    officer = next((p.holder for p in people if p.user_id == row.officer_id and p.role is Role.OFFICER), row.officer)
    held = (officer,) if role is Role.OFFICER and officer else ()
    return MatterRow(
        reply_id=row.id,
        title=row.title,
        sender_id=row.sender_id,
        sender=names[row.sender_id].name,
        remiss_number=row.remiss_number,
        own_number=row.diary_number,
        body_ids=frozenset(bodies),
        bodies=tuple(names[body].name for body in bodies),
        state=row.state,
        since=local_date(row.state_since),
        holders=held or (holders_in(people, role, {row.organisation_id}) if role and not done else ()),
        holder_role=role,
        officer_id=row.officer_id,
        officer=row.officer,
        due_on=row.due_on,
        internal_due_on=row.internal_due_on,
        handed_over_on=row.handed_over_on,
        own_part_done=done,
    )

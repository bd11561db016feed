"""What is remembered about how bodies write: for the reader, and as a list for those who taught it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date, today
from remiss.domain.habits import Habit, HabitKind
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.habits import ReadingHabit
from remiss.models.intakes import Intake
from remiss.queries.names import find_body, names_on


@dataclass(frozen=True)
class HabitRow:
    """One thing remembered, with whose it is, since when and by whom."""

    habit_id: int
    body: str
    habit: Habit
    at: datetime
    by: str


def habits_of(owner_id: int, body_id: int) -> list[Habit]:
    """Return what an owner remembers about a body, for the reader."""
    query = sa.select(ReadingHabit).where(ReadingHabit.owner_id == owner_id, ReadingHabit.body_id == body_id)
    return [Habit(row.kind, row.words, row.value) for row in db.session.scalars(query.order_by(ReadingHabit.id))]


def habits_for(intake: Intake, body: str | None, office: str | None) -> list[Habit]:
    """Return what is remembered about the body that a file being read seems to come from."""
    remiss = intake.remiss
    if intake.owner_id not in remiss.sending_side:
        return habits_of(intake.owner_id, intake.owner_id)
    day = local_date(remiss.sent_at) if remiss.sent_at else today()
    return habits_of(intake.owner_id, body_meant(intake.owner_id, (body, office), day) or 0)


def body_meant(owner_id: int, names: Iterable[str | None], day: date) -> int | None:
    """Return the body behind the first of the names that is anybody's: in the register, or as the owner has said."""
    for name in names:
        found = find_body(name, day) or remembered_sender(owner_id, name)
        if found is not None:
            return found
    return None


def remembered_sender(owner_id: int, name: str | None) -> int | None:
    """Return the body that an owner has said goes by a name that the register does not know."""
    if not name:
        return None
    query = sa.select(ReadingHabit.body_id).where(
        ReadingHabit.owner_id == owner_id, ReadingHabit.kind == HabitKind.SENDER, ReadingHabit.folded == fold(name)
    )
    found = set(db.session.scalars(query))
    return found.pop() if len(found) == 1 else None


def senders_of(owner_id: int) -> dict[str, int]:
    """Return every name that an owner has said is a body's, folded."""
    query = sa.select(ReadingHabit.folded, ReadingHabit.body_id).where(
        ReadingHabit.owner_id == owner_id, ReadingHabit.kind == HabitKind.SENDER
    )
    return {row.folded: row.body_id for row in db.session.execute(query)}


def own_habits(actor: Actor) -> list[HabitRow]:
    """Return what the actor's organisations remember, by body. A body's own list is nobody else's (DOMAIN §7)."""
    owners = [place for place in actor.organisations() if _may_see(actor, place)]
    query = sa.select(ReadingHabit).where(ReadingHabit.owner_id.in_(owners)).order_by(ReadingHabit.id)
    rows = db.session.scalars(query).all()
    names = names_on({row.body_id for row in rows}, today())
    ordered = sorted(rows, key=lambda row: names[row.body_id].sort_key)
    return [
        HabitRow(
            row.id, names[row.body_id].name, Habit(row.kind, row.words, row.value), row.learned_at, row.learned_by.name
        )
        for row in ordered
    ]


def own_habit(actor: Actor, habit_id: int) -> ReadingHabit:
    """Return something that the actor's organisation remembers. Raises NotVisible."""
    habit = db.session.get(ReadingHabit, habit_id)
    if habit is None or not _may_see(actor, habit.owner_id):
        raise NotVisible
    return habit


def _may_see(actor: Actor, owner_id: int) -> bool:
    needed = (Permission.INCOMING_REGISTER, Permission.REPLY_HAND_IN)
    return any(may(actor, permission, frozenset({owner_id})) for permission in needed)

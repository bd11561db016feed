"""Remembers what a person corrected in a read file, and forgets it when somebody says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.habits import Habit
from remiss.domain.permissions import intake_permission
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.habits import ReadingHabit
from remiss.models.intakes import Intake
from remiss.services.steps import require


def remember_corrections(actor: Actor, intake: Intake, body_id: int, habits: Iterable[Habit], now: datetime) -> int:
    """Keep how a body writes, as a confirmed intake has shown; a newer correction takes the place of an older one.

    Returns how many there were.
    """
    require(actor, intake_permission(intake.remiss.sending_side, intake.owner_id), frozenset({intake.owner_id}))
    number = 0
    for habit in habits:
        same = sa.select(ReadingHabit).filter_by(
            owner_id=intake.owner_id, body_id=body_id, kind=habit.kind, folded=fold(habit.words)
        )
        row = db.session.scalars(same).first()
        if row is None:
            row = ReadingHabit(owner_id=intake.owner_id, body_id=body_id, kind=habit.kind, folded=fold(habit.words))
            db.session.add(row)
        row.words, row.value, row.learned_by_id, row.learned_at = habit.words, habit.value, actor.user_id, now
        db.session.flush()
        number += 1
    return number


def forget_habit(habit: ReadingHabit) -> None:
    """Forget a correction: the next reply is read without it. Who may see it may forget it."""
    db.session.delete(habit)

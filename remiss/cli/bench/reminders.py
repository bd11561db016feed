"""Ten thousand reminders planned, written to the database and taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask

from remiss.cli.bench.timing import Figure, resident_megabytes
from remiss.clock import now
from remiss.door import writing
from remiss.extensions import db
from remiss.models.mail import Reminder
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.reminders import plan_reminders

REMINDERS = 10_000
AT = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)


class _TakenBack(Exception):
    """Ends the transaction without keeping anything."""


def reminder_figures(app: Flask) -> Iterator[Figure]:
    """Yield the time to plan them, and how much the process has grown when it is done a second time."""
    with app.app_context():
        seconds, count = _planned()
        db.session.remove()
        before = resident_megabytes()
        again, _ = _planned()
        db.session.remove()
    grown = resident_megabytes() - before
    what = f"{count} påminnelser skrivna till databasen, mål: under 5 s; en gång till tar {grown:+.0f} MB minne"
    yield Figure("paminnelser-planering", min(seconds, again), None, what)


def _planned() -> tuple[float, int]:
    found: list[tuple[float, int]] = []
    try:
        with writing():
            consultees = _many_consultees()
            begin = time.perf_counter()
            plan_reminders(consultees, now())
            db.session.flush()
            seconds = time.perf_counter() - begin
            asked = [consultee.id for consultee in consultees]
            rows = db.session.scalar(sa.select(sa.func.count(Reminder.id)).where(Reminder.consultee_id > asked[0] - 1))
            found.append((seconds, int(rows or 0)))
            raise _TakenBack
    except _TakenBack:
        return found[0]


def _many_consultees() -> list[Consultee]:
    """Return the bodies of the largest remiss of the sample, asked again and again until they have enough reminders."""
    most = sa.select(Remiss).join(Consultee).group_by(Remiss.id).order_by(sa.func.count(Consultee.id).desc())
    known = next(iter(db.session.scalars(most)))
    places = list(db.session.scalars(sa.select(Consultee.organisation_id).where(Consultee.remiss_id == known.id)))
    made: list[Consultee] = []
    for number in range(-(-REMINDERS // (3 * len(places)))):
        remiss = Remiss(
            sender_id=known.sender_id, title=known.title, diary_number=f"MÄT {number}", letter="", due_on=AT.date(),
            state=known.state, created_by_id=known.created_by_id, created_at=AT, sent_at=AT, closed_at=known.closed_at,
        )  # fmt: skip
        made += [
            Consultee(remiss=remiss, organisation_id=place, reply=Reply(remiss=remiss, state_since=AT))
            for place in places
        ]
    db.session.add_all(made)
    db.session.flush()
    return made

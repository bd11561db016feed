"""Nothing is changed in the log without being found, also by somebody who makes all hashes right again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from remiss.domain.audit import GENESIS, Head
from remiss.domain.roles import Actor
from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.queries.audit_chain import current_head, examination, link
from remiss.services.audit import record
from tests.support.tampering import tampering
from tests.support.world import START, World

EVENTS = AuditEvent.__table__
LENGTH = 12


def filled(world: World) -> Head:
    """A chain of LENGTH events by several people about several things; returns its head."""
    people: list[Actor | None] = [world.actor("ks.samordnare"), world.actor("farsta.direktor"), None]
    with writing():
        for number in range(LENGTH):
            record(people[number % 3], f"steg_{number % 5}", "reply", number % 4, {"n": number}, START)
    return current_head()


def make_hashes_right() -> None:
    """Give every event its right hash again, and the head too: all that a forger can do within the database."""
    links, last = [], Head(0, GENESIS)
    for row in db.session.execute(sa.select(EVENTS).order_by(EVENTS.c.number)).all():
        digest = replace(link(row), previous=last.hash).digest()
        links.append((last.hash, digest, row.number))
        last = Head(row.number, digest)
    raw = db.session.connection().exec_driver_sql
    raw("UPDATE audit_event SET hash = number")
    if links:
        raw("UPDATE audit_event SET previous_hash = ?, hash = ? WHERE number = ?", links)
    raw("UPDATE audit_head SET number = ?, hash = ?", (last.number, last.hash))


def edit(chance: random.Random, forged: bool) -> None:
    """Change one column of one event to something else; a forger who makes the hashes right leaves those alone."""
    made_right = {"number", "hash", "previous_hash"} if forged else {"number"}
    at, column = chance.randint(1, LENGTH), chance.choice([c for c in EVENTS.c if c.key not in made_right])
    row = db.session.execute(sa.select(EVENTS).where(EVENTS.c.number == at)).one()
    before = getattr(row, column.key)
    others = {
        "at": datetime(2026, 10, 5, 8, 0, chance.randint(1, 59), tzinfo=UTC),
        "actor_id": None if before is not None else 1,
        "thing_id": chance.randint(10, 99),
    }
    changed = others.get(column.key, f"{before}x"[1:] if column.key != "facts" else '{"n": "annat"}')
    db.session.execute(sa.update(EVENTS).where(EVENTS.c.number == at).values({column.key: changed}))


def shift(first: int, by: int) -> None:
    """Give the events from ``first`` on other numbers; two steps, so that no two are alike meanwhile."""
    db.session.execute(sa.update(EVENTS).where(EVENTS.c.number >= first).values(number=-EVENTS.c.number))
    db.session.execute(sa.update(EVENTS).where(EVENTS.c.number < 0).values(number=by - EVENTS.c.number))


def delete(chance: random.Random, _forged: bool) -> None:
    """Remove one event and, half of the time, close the gap."""
    at = chance.randint(1, LENGTH)
    db.session.execute(sa.delete(EVENTS).where(EVENTS.c.number == at))
    if chance.random() < 0.5:
        shift(at, -1)


def insert(chance: random.Random, _forged: bool) -> None:
    """Put a copy of some event in somewhere before the end."""
    at = chance.randint(1, LENGTH)
    shift(at, 1)
    copied = db.session.execute(sa.select(EVENTS).limit(1)).one()._mapping
    values = {**copied, "number": at, "hash": f"{chance.getrandbits(256):064x}"}
    db.session.execute(sa.insert(EVENTS).values(values))


def reorder(chance: random.Random, _forged: bool) -> None:
    """Let two events change places."""
    one, other = chance.sample(range(1, LENGTH + 1), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        db.session.execute(sa.update(EVENTS).where(EVENTS.c.number == before).values(number=after))


def cut(chance: random.Random, _forged: bool) -> None:
    """Remove the end."""
    db.session.execute(sa.delete(EVENTS).where(EVENTS.c.number > chance.randint(0, LENGTH - 1)))


MUTATIONS = (edit, delete, insert, reorder, cut)


@pytest.mark.parametrize("forged", [False, True], ids=["as it is", "with all hashes made right again"])
def test_every_one_of_1000_mutations_is_found_against_the_last_head(world: World, forged: bool) -> None:
    chance = random.Random(4)  # noqa: S311 - chance for a test, no secret
    outside, missed = filled(world), []
    with tampering():
        pass  # from here on the test may do what it likes
    for turn in range(500):
        mutate = MUTATIONS[turn % len(MUTATIONS)]
        mutate(chance, forged)
        if forged:
            make_hashes_right()
        if examination([outside]).intact:
            missed.append((turn, mutate.__name__))
        db.session.rollback()
    assert not missed
    assert examination([outside]).agreed == outside


def test_a_log_that_only_grew_agrees_with_older_heads(world: World) -> None:
    older = filled(world)
    with writing():
        record(None, "prov", "sak", 1, {}, START)
    found = examination([older, Head(0, GENESIS)])
    assert (found.intact, found.agreed, found.last.number) == (True, older, LENGTH + 1)


def test_heads_of_which_one_is_false_are_told_apart(world: World) -> None:
    right = filled(world)
    false = Head(3, "ab" * 32)
    found = examination([false, right, Head(99, "cd" * 32)])
    assert (found.broken_at, found.contradicted, found.agreed) == (None, [false, Head(99, "cd" * 32)], right)


@pytest.mark.parametrize("value", ["i fjol", "2026-10-05 07:59:59.000000", b"\x00\xff"])
def test_a_moment_that_is_none_is_found_where_it_stands(world: World, value: str | bytes) -> None:
    filled(world)
    with tampering():
        db.session.execute(sa.text("UPDATE audit_event SET at = :value WHERE number = 7"), {"value": value})
    assert examination().broken_at == 7


def test_an_emptied_log_is_found(world: World) -> None:
    filled(world)
    with tampering():
        db.session.execute(sa.delete(EVENTS))
    assert examination().broken_at == 1

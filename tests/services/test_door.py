"""The door: nothing half done, nothing lost when many write at once."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from flask import Flask

from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import AuditEvent, AuditHead
from remiss.queries.audit_chain import examination
from remiss.services.audit import record
from tests.support.tampering import tampering

WRITERS, EACH = 8, 15


def test_many_writers_lose_no_event_and_the_chain_does_not_fork(app: Flask) -> None:
    problems: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with app.app_context():
                for turn in range(EACH):
                    with writing():
                        record(None, "prov", "skrivare", number, {"turn": turn}, datetime.now(UTC))
        except BaseException as problem:  # the thread's own failure must reach the test
            problems.append(problem)

    with writing():
        record(None, "prov", "skrivare", 0, {}, datetime.now(UTC))
    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert not problems
    assert db.session.query(AuditEvent).count() == WRITERS * EACH + 1
    assert db.session.get_one(AuditHead, 1).number == WRITERS * EACH + 1
    assert examination().intact


def test_a_failure_in_the_block_leaves_nothing(app: Flask) -> None:
    def fail() -> None:
        with writing():
            record(None, "prov", "skrivare", 1, {}, datetime.now(UTC))
            db.session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert db.session.query(AuditEvent).count() == 0


def test_a_changed_event_is_found(app: Flask) -> None:
    for number in range(5):
        with writing():
            record(None, "prov", "skrivare", number, {"n": number}, datetime.now(UTC))
    with tampering():
        db.session.get_one(AuditEvent, 3).facts = "{}"
    assert examination().broken_at == 3


def test_a_removed_last_event_is_found(app: Flask) -> None:
    for number in range(3):
        with writing():
            record(None, "prov", "skrivare", number, {}, datetime.now(UTC))
    with tampering():
        db.session.delete(db.session.get_one(AuditEvent, 3))
    assert examination().broken_at == 3


def test_two_who_act_on_the_same_facts_at_once_do_not_both_act(app: Flask) -> None:
    """Two secretaries record the decision of the same matter: the second finds it done."""
    outcomes: list[int] = []

    def count_up() -> None:
        with app.app_context(), writing():
            seen = db.session.scalar(db.select(db.func.count(AuditEvent.number))) or 0
            time.sleep(0.3)
            if seen == 0:
                record(None, "prov", "skrivare", 1, {}, datetime.now(UTC))
                outcomes.append(seen)

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert outcomes == [0]
    assert db.session.query(AuditEvent).count() == 1

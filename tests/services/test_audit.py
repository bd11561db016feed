"""The audit chain: append-only, one chain whoever writes, and nothing is changed in it without being found."""

from __future__ import annotations

import threading
import time
from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from remiss.clock import STOCKHOLM
from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.queries.audit_chain import current_head, examination
from remiss.services.audit import record
from tests.support.world import START


@pytest.mark.parametrize("fold", [0, 1])
def test_a_moment_in_stockholm_time_is_the_same_after_reading_it_back(app, fold) -> None:
    with writing():
        record(None, "prova", "thing", 1, {}, datetime(2026, 10, 25, 2, 30, 15, 123456, STOCKHOLM, fold=fold))
    db.session.expire_all()
    assert examination().intact


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET facts = '{}'", "DELETE FROM audit_event", "DELETE FROM audit_event WHERE number = 1"],
)
def test_the_database_itself_refuses_to_change_the_log(app: Flask, statement: str) -> None:
    with writing():
        record(None, "prov", "sak", 1, {}, START)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(sa.text(statement))
    assert db.session.get_one(AuditEvent, 1).facts == "{}"
    assert examination().last.number == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.slow
def test_the_head_row_is_waited_for_so_that_the_chain_cannot_fork(app: Flask) -> None:
    """Two connections that do not go through the door: the second waits for the first. SQLite has one writer anyway."""
    with writing():
        record(None, "prov", "sak", 0, {}, START)
    order: list[str] = []

    def second() -> None:
        with app.app_context():
            record(None, "prov", "sak", 2, {}, START)
            order.append("second")
            db.session.commit()

    record(None, "prov", "sak", 1, {}, START)
    db.session.flush()
    thread = threading.Thread(target=second)
    thread.start()
    time.sleep(0.3)
    order.append("first")
    db.session.commit()
    thread.join(10)
    assert order == ["first", "second"]
    assert (examination().intact, current_head().number) == (True, 3)

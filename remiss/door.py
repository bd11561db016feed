"""The one door for every write: a transaction that begins as a write, commits once, and leaves nothing half done."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from remiss.extensions import db, writing_now

WRITERS = 0x52656D
"""The number of the lock of all writers: any number, the same in every process."""


@contextmanager
def writing() -> Iterator[None]:
    """Run the block in ONE write transaction; commit at its end, roll everything back when it raises.

    What was read before is forgotten first, so the block decides on fresh facts. Hashing, parsing, rendering and SMTP
    belong outside it.
    """
    db.session.rollback()
    with _turn():
        token = writing_now.set(True)
        try:
            _queue_on_postgresql()
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            writing_now.reset(token)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn across threads and processes; SQLite's own waiting starves some writers when it is busy."""
    if db.engine.dialect.name != "sqlite":
        yield
        return
    path = Path(current_app.config["REMISS_INSTANCE"]) / "write.lock"
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _queue_on_postgresql() -> None:
    """Begin with a lock that lasts until the commit: otherwise two writers decide on the same facts and both act."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS)))

"""What tests prepare again and again is done once through the services, and put back as a file the next times.

Taking a reply to a state costs more than most tests. As long as nothing has been written since the world was put in
place but what is remembered, the same preparation leads to the same rows: they are copied in. The first statement that
writes anything else ends that until the next test, and so does PostgreSQL, where every test prepares for itself.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from remiss.extensions import db

Value = TypeVar("Value")
Trail = tuple[Hashable, ...]
READING = ("SELECT", "PRAGMA", "BEGIN", "WITH", "SAVEPOINT", "RELEASE")

KEPT = 100  # copies of the tables, somewhat less than a megabyte each; the one that was used longest ago goes

_kept: OrderedDict[Trail, tuple[sqlite3.Connection, Any]] = OrderedDict()
_trail: Trail | None = None


def begin_trail(*what: Hashable) -> None:
    """Say that the database holds exactly ``what``; without anything, that nobody knows what it holds."""
    global _trail  # one database at a time is under test in a process
    _trail = what or None


def remembered(what: Trail, do: Callable[[], Value]) -> Value:
    """Return what ``do`` returns, with the rows that it leaves; both from memory when it was done on the same rows.

    ``what`` names the deed with everything that it depends on. ``do`` returns ids or other plain values, never rows.
    """
    if _trail is None or not _is_still():
        return do()
    trail = (*_trail, (datetime.now(UTC).date(), *what))
    if trail not in _kept:
        value = do()
        _kept[trail] = _copy(_connection(), sqlite3.connect(":memory:")), value
        if len(_kept) > KEPT:
            _kept.popitem(last=False)[1][0].close()
    else:
        _kept.move_to_end(trail)
        _copy(_kept[trail][0], _connection())
    db.session.rollback()
    begin_trail(*trail)
    return cast("Value", _kept[trail][1])


def _is_still() -> bool:
    """Nothing waits in the session to be written."""
    return not (db.session.new or db.session.dirty or db.session.deleted)


def _connection() -> sqlite3.Connection:
    connection = db.session.connection().connection.dbapi_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> sqlite3.Connection:
    for one in (source, target):
        one.rollback()
    source.backup(target)
    return target


@sa.event.listens_for(Engine, "before_cursor_execute")
def _notice(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    if _trail is not None and not statement.startswith(READING):
        begin_trail()

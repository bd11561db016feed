"""Alembic's environment: migrations run on the application's own engine and compare with its models."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from remiss.extensions import UtcDateTime

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our moment type as a plain DateTime: a migration must not depend on the application's code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def enforce_references(connection: Connection, *, on: bool) -> None:
    """Let SQLite copy a table that others refer to; it takes this word only outside a transaction."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def refuse_dangling(connection: Connection) -> None:
    """Stop when a migration has left a reference to nothing."""
    if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"references to nothing: {broken}")


with database.engine.connect() as connection:
    enforce_references(connection, on=False)
    context.configure(
        connection=connection,
        target_metadata=database.Model.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    refuse_dangling(connection)
    connection.commit()
    enforce_references(connection, on=True)

"""Alembic's environment: migrations run on the application's own engine and compare with its models."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from alembic import context
from flask import current_app

from remiss.extensions import UtcDateTime

sys.path.insert(0, str(Path(__file__).parent))  # migrations share constraints.py, which is no part of the package
database = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our moment type as a plain DateTime: a migration must not depend on the application's code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def foreign_keys(connection: Any, state: str) -> None:
    """SQLite changes a table by making it anew: meanwhile references point nowhere. Set it outside a transaction."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def assert_whole(connection: Any) -> None:
    """Stop after a migration that left a row pointing at one that is gone."""
    if connection.dialect.name == "sqlite" and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"{len(lost)} rows point at rows that are gone, the first in {lost[0][0]}")


with database.engine.connect() as connection:
    foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=database.Model.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=True,
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
        assert_whole(connection)
        connection.commit()
    finally:
        connection.rollback()
        foreign_keys(connection, "ON")

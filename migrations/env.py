"""Alembic's environment: migrations run on the application's own engine and compare with its models."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app

from remiss.extensions import UtcDateTime

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our moment type as a plain DateTime: a migration must not depend on the application's code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


with database.engine.connect() as connection:
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
    connection.commit()

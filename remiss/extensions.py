"""The libraries' singletons, the typed declarative base, and how a database connection begins.

Measured: Flask-SQLAlchemy on SQLite as it comes lost 410 of 480 concurrent read-then-write updates without an error.
Explicit BEGIN with WAL, busy_timeout and IMMEDIATE writes lost none (docs/adr/0003).
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import current_app
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import orm
from wtforms.meta import DefaultMeta

COMPILED = "sammanstallningar"
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database. Naive values are refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Store UTC without an offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Give the moment its zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Base(orm.DeclarativeBase):
    """The typed base of every model."""

    registry = orm.registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UtcDateTime(), str: sa.Text()},
    )


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

DefaultMeta.locales = ("sv",)
"""What the form library itself says of bad input is said in Swedish."""


def upload_folder() -> Path:
    """Return where the content of attachments lies."""
    return Path(current_app.config["REMISS_UPLOADS"])


def compiled_folder() -> Path:
    """Return where files of compilations lie for a day: apart from what people have uploaded, which is kept."""
    return upload_folder() / COMPILED


def virus_scanner() -> str | None:
    """Return the address of the virus scanner, None when there is none."""
    address: str | None = current_app.config["REMISS_CLAMD"]
    return address


login_manager = LoginManager()
csrf = CSRFProtect()
migrate = Migrate()

writing_now: ContextVar[bool] = ContextVar("writing_now", default=False)


def choice(kind: type[StrEnum], name: str | None) -> sa.Enum:
    """Return a column type that stores the enum's value as text under a CHECK called ``name``.

    None is for a copy of a column that has its CHECK.
    """
    return sa.Enum(
        kind, native_enum=False, create_constraint=name is not None, name=name, length=60,
        values_callable=lambda members: [member.value for member in members],
    )  # fmt: skip


def engine_options(url: str) -> dict[str, Any]:
    """Return the engine's options for ``url``: on SQLite we begin transactions ourselves."""
    if url.startswith("sqlite"):
        return {"connect_args": {"isolation_level": None, "timeout": 15}}
    return {"pool_pre_ping": True}


def prepare_engine(engine: sa.Engine) -> None:
    """Set each new SQLite connection up, and begin reads DEFERRED and writes IMMEDIATE."""
    if engine.dialect.name != "sqlite":
        return

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "busy_timeout=15000", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing_now.get() else "BEGIN DEFERRED")

"""Numbered, one head, up and down on filled data, and the schema they make is the models'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.exc import DBAPIError

from remiss.app import create_app
from remiss.config import ROOT, Environment, MailTransport, Settings
from remiss.door import writing
from remiss.extensions import db
from remiss.queries.audit_chain import examination
from remiss.services.audit import record
from tests.support.sample import LoadedSample
from tests.support.world import START

pytestmark = pytest.mark.slow
OLD_STATES = {
    "skickad", "mottagen", "fordelad", "utkast", "granskning", "signering", "signerad", "till_namnd", "beslutad",
    "inskickad", "avstatt", "ej_inkommit",
}  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    url = None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    settings = Settings(
        _env_file=None,
        environment=Environment.TEST,
        instance_dir=tmp_path,
        database_url=url,
        mail_transport=MailTransport.MEMORY,
    )
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_the_migrated_schema_equals_the_models(bare: Flask) -> None:
    flask_migrate.upgrade()
    flask_migrate.check()


def test_the_migrated_tables_check_what_the_models_check(bare: Flask) -> None:
    """Alembic compares no CHECKs, and SQLite forgets them when a table is made anew."""
    flask_migrate.upgrade()
    migrated = _checks()
    flask_migrate.downgrade(revision="base")
    db.create_all()
    assert migrated == _checks()


def test_filled_tables_go_down_and_up_again(bare: Flask, loaded_sample: LoadedSample) -> None:
    """The sample is in every state. An older version gets states that it knows, and rows that are referred to stay."""
    flask_migrate.upgrade()
    _fill(loaded_sample(date(2026, 11, 29)) / "remiss.sqlite3")
    before, newer = _counts(), _states() - OLD_STATES
    db.session.remove()
    flask_migrate.downgrade(revision="0001")
    assert newer
    assert not _states() - OLD_STATES
    db.session.remove()
    flask_migrate.upgrade()
    assert _counts() == before
    assert examination().intact
    flask_migrate.check()
    db.session.remove()
    flask_migrate.downgrade(revision="base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    flask_migrate.upgrade()
    assert "reply" in sa.inspect(db.engine).get_table_names()


def test_the_log_is_protected_also_where_the_tables_were_migrated(bare: Flask) -> None:
    """Alembic compares no triggers either. A break from before is still a break; what was whole stays whole."""
    flask_migrate.upgrade()
    for number in range(4):
        with writing():
            record(None, "prov", "sak", number, {}, START)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(sa.text("UPDATE audit_event SET facts = '{}'"))
    flask_migrate.downgrade(revision="0007")
    with writing():
        db.session.execute(sa.text("UPDATE audit_event SET actor_name = 'En annan' WHERE number = 3"))
    db.session.remove()
    flask_migrate.upgrade()
    assert examination().broken_at == 3
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(sa.text("DELETE FROM audit_event"))


def _fill(file: Path) -> None:
    """Copy every row of an SQLite file into the migrated tables."""
    on_postgresql = db.engine.dialect.name == "postgresql"
    source = sa.create_engine(f"sqlite:///{file}")
    with source.connect() as read, db.engine.begin() as write:
        # rows refer to each other in circles
        write.exec_driver_sql(
            "SET session_replication_role = replica" if on_postgresql else "PRAGMA defer_foreign_keys = ON"
        )
        for table in db.metadata.tables.values():
            if rows := [dict(row) for row in read.execute(sa.select(table)).mappings()]:
                write.execute(sa.insert(table), rows)
            if on_postgresql and "id" in table.c:
                counter, last = sa.func.pg_get_serial_sequence(table.name, "id"), sa.func.max(table.c.id)
                write.execute(sa.select(sa.func.setval(counter, sa.func.coalesce(last, 1))))
    source.dispose()
    db.engine.dispose()


def _checks() -> dict[str, dict[str | None, list[str]]]:
    """The words of every CHECK; in which order a migration names the values of a choice does not matter."""
    inspector = sa.inspect(db.engine)
    return {
        table: {check["name"]: sorted(re.findall(r"\w+|[<>=]+", check["sqltext"])) for check in found}
        for table in inspector.get_table_names()
        if (found := inspector.get_check_constraints(table))
    }


def test_migrations_are_numbered_and_have_one_head() -> None:
    names = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert all(re.match(r"\d{4}_[a-z_]+\.py$", name) for name in names)
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def _states() -> set[str]:
    return set(db.session.scalars(sa.text("SELECT DISTINCT state FROM reply")))


def _counts() -> dict[str, int]:
    kept = ("organisation", "organisation_name", "user_account", "membership", "signature", "consultee", "submission")
    tables = {name: db.metadata.tables[name] for name in kept}
    queries = {name: sa.select(sa.func.count()).select_from(table) for name, table in tables.items()}
    replaced = tables["submission"].c.replaced_at  # an older version knows but one submission of a reply
    queries["submission"] = queries["submission"].where(replaced.is_(None))
    return {name: db.session.scalar(query) for name, query in queries.items()}

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

from remiss.app import create_app
from remiss.cli.demo import load_sample
from remiss.cli.sample.reading import Readings
from remiss.config import ROOT, Environment, MailTransport, Settings
from remiss.extensions import db

pytestmark = pytest.mark.slow


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


def test_down_on_filled_data_leaves_nothing_and_up_works_again(bare: Flask, readings: Readings) -> None:
    flask_migrate.upgrade()
    load_sample(bare, date(2026, 12, 3), readings=readings)
    db.session.remove()
    flask_migrate.downgrade(revision="0001")
    flask_migrate.upgrade()
    assert db.session.scalar(sa.text("SELECT count(*) FROM submission"))
    db.session.remove()
    flask_migrate.downgrade(revision="base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    flask_migrate.upgrade()
    assert "reply" in sa.inspect(db.engine).get_table_names()


def _checks() -> dict[str, set[tuple[str | None, str]]]:
    inspector = sa.inspect(db.engine)
    return {
        table: {(check["name"], re.sub(r"[\s()\"]|::\w+(\[\])?", "", check["sqltext"])) for check in found}
        for table in inspector.get_table_names()
        if (found := inspector.get_check_constraints(table))
    }


def test_migrations_are_numbered_and_have_one_head() -> None:
    names = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert all(re.match(r"\d{4}_[a-z_]+\.py$", name) for name in names)
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1


def test_people_and_bodies_keep_their_rows_up_and_down(bare: Flask) -> None:
    """0002 rebuilds tables that others refer to; what was there before it is there after it, both ways."""
    flask_migrate.upgrade()
    load_sample(bare, date(2026, 12, 1))
    before = _counts()
    db.session.remove()
    flask_migrate.downgrade(revision="0001")
    flask_migrate.upgrade()
    assert _counts() == before
    flask_migrate.check()


def _counts() -> dict[str, int]:
    kept = ("organisation", "organisation_name", "user_account", "membership", "outbox_mail", "signature", "consultee")
    tables = {name: db.metadata.tables[name] for name in kept}
    return {name: db.session.scalar(sa.select(sa.func.count()).select_from(table)) for name, table in tables.items()}

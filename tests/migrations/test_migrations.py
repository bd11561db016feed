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
from remiss.config import ROOT, Environment, MailTransport, Settings
from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision
from remiss.models.mail import OutboxMail
from remiss.models.replies import Basis, Reply

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


def test_down_on_filled_data_leaves_nothing_and_up_works_again(bare: Flask) -> None:
    flask_migrate.upgrade()
    load_sample(bare, date(2026, 12, 1))
    db.session.remove()
    flask_migrate.downgrade(revision="base")
    assert set(sa.inspect(db.engine).get_table_names()) <= {"alembic_version"}
    flask_migrate.upgrade()
    assert "reply" in sa.inspect(db.engine).get_table_names()


def test_the_states_that_an_older_version_does_not_know_become_what_it_knows(bare: Flask) -> None:
    flask_migrate.upgrade()
    load_sample(bare, date(2026, 12, 1))
    sent, secret = _put_in_new_states()
    flask_migrate.downgrade(revision="0001")
    states = {row.id: row.state for row in db.session.execute(sa.text("SELECT id, state FROM reply"))}
    assert (states[sent], states[secret]) == ("inskickad", "mottagen")
    assert db.session.scalar(sa.text("SELECT count(*) FROM outbox_mail WHERE kind = 'svarar_anda'")) == 0
    db.session.remove()
    flask_migrate.upgrade()
    flask_migrate.check()


def _put_in_new_states() -> tuple[int, int]:
    """Make one reply a förhandssvar, put one outside, take a decision back and queue a mail; return the replies."""
    sent = db.session.scalars(sa.select(Reply).where(Reply.state == ReplyState.SUBMITTED)).all()[-1]
    sent.state, sent.basis, sent.decision_expected_on = ReplyState.PRELIMINARY, Basis.PRELIMINARY, date(2026, 12, 17)
    secret = db.session.scalars(sa.select(Reply).where(Reply.state == ReplyState.SENT)).all()[-1]
    secret.state, secret.diary_number, secret.handed_over_on = ReplyState.OUTSIDE, "1.1-9", date(2026, 12, 3)
    for decision in db.session.scalars(sa.select(BoardDecision)):
        decision.withdrawn_at = decision.recorded_at
    db.session.scalars(sa.select(OutboxMail)).all()[0].kind = MailKind.ANSWERS_AFTER_ALL
    numbers = sent.id, secret.id
    db.session.commit()
    db.session.remove()
    return numbers


def test_migrations_are_numbered_and_have_one_head() -> None:
    names = sorted(path.name for path in (ROOT / "migrations" / "versions").glob("*.py"))
    assert all(re.match(r"\d{4}_[a-z_]+\.py$", name) for name in names)
    assert len(ScriptDirectory(str(ROOT / "migrations")).get_heads()) == 1

"""``remiss doctor``: what it says of a whole and of a broken installation, and with which status."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from remiss.__main__ import group
from remiss.clock import now
from remiss.config import MailTransport
from remiss.documents.reading import isolated
from remiss.extensions import db
from remiss.jobs.tick import tick
from tests.support.clamd import Scanner


def examined(app: Flask) -> tuple[int, str]:
    doctor = group.get_command(None, "doctor")  # type: ignore[arg-type]  # the table needs no context
    assert doctor is not None
    done = CliRunner().invoke(doctor, [], obj=lambda: app, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.stdout


@pytest.fixture
def whole(app: Flask) -> Flask:
    """An installation with its schema's mark and a scheduler that lives; its tables are made without migrations."""
    script = app.extensions["migrate"].migrate.get_config().get_main_option("script_location")
    newest = max(path.name[:4] for path in Path(script, "versions").glob("0*.py"))
    with db.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest})
    tick(now())
    return app


def test_a_whole_installation_has_no_faults_and_says_that_viruses_are_not_looked_for(whole: Flask) -> None:
    status, said = examined(whole)
    assert status == 0, said
    assert "Inga fel." in said
    assert "rätt  Databas: Den svarar och är uppdaterad" in said
    assert "rätt  Schemaläggare: Den arbetar." in said
    assert "obs   Virusskydd: Av" in said
    assert "obs   Mejl: Skrivs till filer" in said


def test_what_is_wrong_is_said_with_what_to_do(app: Flask, virus_scanner: Scanner) -> None:
    settings = app.extensions["remiss_settings"]
    settings.mail_transport, settings.smtp_port, settings.clamd = MailTransport.SMTP, 1, "127.0.0.1:1"
    tick(now() - timedelta(minutes=5))
    status, said = examined(app)
    assert status == 1
    assert "5 fel." not in said
    assert "4 fel. Rätta dem" in said
    for words in (
        "Kör remiss migrate.", "127.0.0.1:1: Servern kan inte nås.", "Starta den med remiss scheduler.",
        "127.0.0.1:1 svarar inte, och då tas inga filer emot.",
    ):  # fmt: skip
        assert words in said
    settings.clamd = virus_scanner.address
    assert "rätt  Virusskydd: På: ClamAV 1.4" in examined(app)[1]


def test_a_library_that_is_missing_is_wrong(whole: Flask, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    status, said = examined(whole)
    assert status == 1, said
    assert "fel   Programbibliotek: Pdf-filer kan inte skrivas" in said


def test_a_mail_server_that_answers_is_right(app: Flask, smtp_inbox) -> None:
    settings = app.extensions["remiss_settings"]
    settings.mail_transport, settings.smtp_port = MailTransport.SMTP, smtp_inbox.port
    assert f"rätt  Mejl: Servern 127.0.0.1:{smtp_inbox.port} svarar" in examined(app)[1]
    assert smtp_inbox.received == []


@pytest.mark.parametrize(("gone", "words"), [(True, "rätt  Inläsning av filer:"), (False, "Python spärrar i stället")])
def test_it_says_which_wall_keeps_files_from_the_network(app: Flask, monkeypatch, gone: bool, words: str) -> None:
    monkeypatch.setattr("remiss.services.protection.network_is_gone", lambda: gone)
    assert words in examined(app)[1]


def test_a_reader_that_does_not_start_is_wrong(app: Flask, monkeypatch) -> None:
    token = isolated._shared.set(None)
    monkeypatch.setattr(isolated, "_COMMAND", ("/bin/false",))
    assert "fel   Inläsning av filer:" in examined(app)[1]
    isolated._shared.reset(token)

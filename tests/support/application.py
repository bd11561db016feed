"""The application for tests, on an own database each, and a browserless client that audits every page it fetches."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf

from remiss.app import create_app
from remiss.config import Environment, MailTransport, Settings
from remiss.extensions import db
from tests.support.audit import audit_page
from tests.support.world import PASSWORD, World, build_world


class AuditingClient(FlaskClient):
    """Every page that any test fetches is audited; forms are sent with the token of the page they stand on."""

    audits = True

    def open(self, *args, **kwargs):
        # as on a server: nothing of the visitor before, or of the test's own session, is left in the context
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        if (
            self.audits
            and response.mimetype == "text/html"
            and response.status_code not in {301, 302, 303}
            and not is_file
        ):
            audit_page(response)
        return response

    def sign_in(self, email: str) -> AuditingClient:
        response = self.submit("/inloggning", {"email": email, "password": PASSWORD})
        assert response.status_code == 303, response.text
        return self

    def submit(self, url: str, data: dict[str, object], **kwargs):
        """Post ``data`` with a valid CSRF token, as the form on a page would."""
        return self.post(url, data={"csrf_token": self.token(), **data}, **kwargs)

    def token(self) -> str:
        page = self.get("/csrf-for-tests")
        return page.text


@pytest.fixture
def database_url(tmp_path: Path) -> str | None:
    """None means SQLite under the test's own instance folder; service tests override it with PostgreSQL too."""
    return None


def _settings(folder: Path, database_url: str | None) -> Settings:
    return Settings(
        _env_file=None,
        environment=Environment.TEST,
        instance_dir=folder,
        database_url=database_url,
        mail_transport=MailTransport.MEMORY,
    )


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row: copying it is quicker than making the tables for each test."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(_settings(folder, None))
    with app.app_context():
        db.create_all()
        db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return folder / "remiss.sqlite3"


@pytest.fixture
def app(tmp_path: Path, database_url: str | None, empty_tables: Path) -> Iterator[Flask]:
    instance = tmp_path / "instance"
    if database_url is None:
        instance.mkdir()
        shutil.copyfile(empty_tables, instance / "remiss.sqlite3")
    app = create_app(_settings(instance, database_url))
    app.test_client_class = AuditingClient
    _add_token_page(app)
    with app.app_context():
        if database_url is not None:
            db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(app: Flask) -> World:
    """A small city: KS, two bodies with everybody in their offices, a third body, an administrator."""
    return build_world()


@pytest.fixture
def visit(app: Flask, world: World) -> Callable[[str], AuditingClient]:
    """Return ``visit(who)``: a browser signed in as that person of the world; ``visit("")`` is a stranger."""

    def enter(who: str) -> AuditingClient:
        client = app.test_client()
        return client.sign_in(f"{who}@exempel.example") if who else client

    return enter


def _add_token_page(app: Flask) -> None:

    @app.get("/csrf-for-tests")
    def token() -> tuple[str, dict[str, str]]:
        return generate_csrf(), {"Content-Type": "text/plain"}

"""The application for tests, on an own database each, and a browserless client that audits every page it fetches."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf

from remiss.app import create_app
from remiss.config import Environment, MailTransport, Settings
from remiss.documents.reading.isolated import batch
from remiss.extensions import db
from tests.support.audit import audit_page
from tests.support.postgres import FilledDatabase, PostgresServer
from tests.support.remembering import SqliteFile, begin_trail, end_trail, remembered
from tests.support.world import PASSWORD, World, build_world


class AuditingClient(FlaskClient):
    """Every page that any test fetches is audited; forms are sent with the token of the page they stand on."""

    audits = True

    def open(self, *args, **kwargs):
        # as on a server: nothing of the visitor before, or of the test's own session, is left in the context
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        is_file = is_file or response.headers["Content-Security-Policy"].startswith("sandbox")  # a mail, shown apart
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
    """None means SQLite under the test's own instance folder; service tests override it with ``on_postgresql`` too."""
    return None


def _settings(folder: Path, database_url: str | None) -> Settings:
    return Settings(
        _env_file=None,
        environment=Environment.TEST,
        instance_dir=folder,
        database_url=database_url,
        mail_transport=MailTransport.MEMORY,
    )


@pytest.fixture(scope="session", autouse=True)
def one_reading_child() -> Iterator[None]:
    """Let the files of all tests be examined by one child at a time, as those of one batch are: each start costs."""
    with batch():
        yield


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row: copying it is quicker than making the tables for each test."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(_settings(folder, None))
    with app.app_context():
        db.create_all()
        _close_file()
    return folder / "remiss.sqlite3"


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory, empty_tables: Path) -> tuple[Path, World]:
    """An SQLite file that holds the world, and its ids."""
    folder = tmp_path_factory.mktemp("world")
    shutil.copyfile(empty_tables, folder / "remiss.sqlite3")
    with create_app(_settings(folder, None)).app_context():
        world = build_world()
        _close_file()
    return folder / "remiss.sqlite3", world


_FILLED: dict[str, FilledDatabase] = {}
"""By its address: the database that holds the world. An application for it is shared, as on SQLite."""


@pytest.fixture(scope="session")
def postgres_world(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer, built_world: tuple[Path, World]
) -> FilledDatabase:
    """A PostgreSQL database that holds the world, with the ids that it has on SQLite."""
    name = postgres_server.create()
    with create_app(_settings(tmp_path_factory.mktemp("postgresql"), postgres_server.url(name))).app_context():
        db.create_all()
        assert build_world() == built_world[1]
        db.session.remove()
        db.engine.dispose()
    filled = FilledDatabase(postgres_server, name)
    _FILLED[filled.url] = filled
    return filled


@pytest.fixture
def on_postgresql(postgres_world: FilledDatabase) -> str:
    """The address of a PostgreSQL database that holds the world and nothing of the tests before."""
    postgres_world.fill()
    return postgres_world.url


def _close_file() -> None:
    db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.session.remove()
    db.engine.dispose()


@dataclass(frozen=True)
class Shared:
    """One application for all tests on SQLite, as it was made: routes and templates take longer than most tests."""

    app: Flask
    instance: Path
    config: dict[str, object]
    settings: Settings

    def begin_anew(self, tables: Path | None = None) -> None:
        """Give the application an instance folder with nothing but ``tables``, and take back what a test has set."""
        shutil.rmtree(self.instance, ignore_errors=True)
        self.instance.mkdir()
        if tables:
            shutil.copyfile(tables, self.instance / "remiss.sqlite3")
        self.app.config.clear()
        self.app.config.update(self.config)
        self.app.extensions["remiss_settings"] = self.settings.model_copy(deep=True)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    return _shared(tmp_path_factory.mktemp("shared") / "instance", None)


@pytest.fixture(scope="session")
def shared_on_postgresql(tmp_path_factory: pytest.TempPathFactory, postgres_world: FilledDatabase) -> Shared:
    return _shared(tmp_path_factory.mktemp("shared") / "instance", postgres_world.url)


def _shared(instance: Path, database_url: str | None) -> Shared:
    settings = _settings(instance, database_url)
    app = _app_for_tests(settings)
    return Shared(app, instance, dict(app.config), settings.model_copy(deep=True))


@pytest.fixture
def app(request: pytest.FixtureRequest, tmp_path: Path, database_url: str | None) -> Iterator[Flask]:
    if database_url is None:
        shared, tables = request.getfixturevalue("shared"), request.getfixturevalue("empty_tables")
        if "world" in request.fixturenames:
            tables, _ = request.getfixturevalue("built_world")
        shared.begin_anew(tables)
        begin_trail(tables, SqliteFile())
        app = shared.app
    elif filled := _FILLED.get(database_url):
        shared = request.getfixturevalue("shared_on_postgresql")
        shared.begin_anew()
        begin_trail(database_url, filled)
        app = shared.app
    else:
        app = _app_for_tests(_settings(tmp_path / "instance", database_url))
        end_trail()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _app_for_tests(settings: Settings) -> Flask:
    app = create_app(settings)
    app.test_client_class = AuditingClient
    _add_token_page(app)
    return app


@pytest.fixture
def world(app: Flask, built_world: tuple[Path, World]) -> World:  # the application has copied it
    """A small city: KS, two bodies with everybody in their offices, a third body, an administrator."""
    return deepcopy(built_world[1])


@pytest.fixture
def visit(app: Flask, world: World) -> Callable[[str], AuditingClient]:
    """Return ``visit(who)``: a browser signed in as that person of the world; ``visit("")`` is a stranger."""

    name = app.config["SESSION_COOKIE_NAME"]

    def sign_in(who: str) -> str:
        cookie = app.test_client().sign_in(f"{who}@exempel.example").get_cookie(name)
        assert cookie is not None
        return cookie.value

    def enter(who: str) -> AuditingClient:
        client = app.test_client()
        if who:
            client.set_cookie(name, remembered(("visit", who), lambda: sign_in(who)))
        return client

    return enter


def _add_token_page(app: Flask) -> None:

    @app.get("/csrf-for-tests")
    def token() -> tuple[str, dict[str, str]]:
        return generate_csrf(), {"Content-Type": "text/plain"}

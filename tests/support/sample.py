"""The sample city in tests: its files are read once, and it is loaded once for each day that a test asks for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import wait
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from remiss.app import create_app
from remiss.cli.demo import load_sample, sample_rounds
from remiss.cli.sample.reading import Readings, reading_ahead
from remiss.config import Environment, MailTransport, Settings
from remiss.extensions import db

LoadedSample = Callable[[date], Path]


@pytest.fixture(scope="session")
def readings() -> Readings:
    """What stands in the files of the sample: reading and analysing them takes longer than all the rest."""
    with reading_ahead(sample_rounds()) as begun:
        wait(begun.values())
    return begun


@pytest.fixture(scope="session")
def loaded_sample(tmp_path_factory: pytest.TempPathFactory, empty_tables: Path, readings: Readings) -> LoadedSample:
    """Return ``load(day)``: an instance folder with the sample as loaded on that day. Copy it before you write."""
    loaded: dict[date, Path] = {}

    def load(day: date) -> Path:
        if day not in loaded:
            folder = tmp_path_factory.mktemp("sample")
            shutil.copyfile(empty_tables, folder / "remiss.sqlite3")
            app = sample_app_in(folder)
            with app.app_context():
                load_sample(app, day, readings=readings)
                db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
                db.session.remove()
                db.engine.dispose()
            loaded[day] = folder
        return loaded[day]

    return load


def sample_app_in(folder: Path) -> Flask:
    """Return an application whose instance folder is ``folder``."""
    settings = Settings(
        _env_file=None, environment=Environment.TEST, instance_dir=folder, mail_transport=MailTransport.MEMORY
    )
    return create_app(settings)

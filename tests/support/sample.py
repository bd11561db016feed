"""The sample city in tests: its files are read once, and it is loaded once for each day that a test asks for."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import Future, wait
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from remiss.app import create_app
from remiss.cli.demo import load_sample, sample_rounds
from remiss.cli.sample.reading import Readings, reading_ahead
from remiss.config import Environment, MailTransport, Settings
from remiss.extensions import db
from tests.support.sharing import Share

LoadedSample = Callable[[date], Path]


@pytest.fixture(scope="session")
def loaded_sample(empty_tables: Path, share: Share) -> LoadedSample:
    """Return ``load(day)``: an instance folder with the sample as loaded on that day. Copy it before you write."""

    def load_into(folder: Path, day: date) -> None:
        shutil.copyfile(empty_tables, folder / "remiss.sqlite3")
        app = sample_app_in(folder)
        with app.app_context():
            load_sample(app, day, readings=_readings(share))
            db.session.execute(db.text("PRAGMA wal_checkpoint(TRUNCATE)"))
            db.session.remove()
            db.engine.dispose()

    return lambda day: share(f"sample-{day}", lambda folder: load_into(folder, day))


def sample_app_in(folder: Path) -> Flask:
    """Return an application whose instance folder is ``folder``."""
    settings = Settings(
        _env_file=None, environment=Environment.TEST, instance_dir=folder, mail_transport=MailTransport.MEMORY
    )
    return create_app(settings)


def _readings(share: Share) -> Readings:
    """What stands in the files of the sample: reading and analysing them takes longer than all the rest."""
    folder = share("readings", _read_into)
    readings: Readings = {}
    for path, result in pickle.loads((folder / "read").read_bytes()).items():  # noqa: S301 - we wrote it ourselves
        readings[path] = Future()
        readings[path].set_result(result)
    return readings


def _read_into(folder: Path) -> None:
    with reading_ahead(sample_rounds()) as begun:
        wait(begun.values())
    (folder / "read").write_bytes(pickle.dumps({path: reading.result() for path, reading in begun.items()}))

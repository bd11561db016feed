"""A first load that is broken off half-way is begun anew, and nothing else is ever removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from remiss.cli.first_load import MARK, clear_half_loaded, first_load
from remiss.cli.refusal import Refusal
from remiss.config import Environment, Settings


def settings_in(folder: Path, url: str | None = None) -> Settings:
    return Settings(_env_file=None, environment=Environment.TEST, instance_dir=folder, database_url=url)


def some_files(folder: Path) -> None:
    for name in ("remiss.sqlite3", "remiss.sqlite3-wal", "secret.key"):
        (folder / name).touch()
    (folder / "uploads").mkdir()
    (folder / "uploads" / "fil").touch()


def test_a_finished_load_is_left_as_it_is(tmp_path: Path) -> None:
    with first_load(settings_in(tmp_path)):
        assert (tmp_path / MARK).exists()
        some_files(tmp_path)
    assert not clear_half_loaded(settings_in(tmp_path))
    assert (tmp_path / "remiss.sqlite3").exists()
    assert (tmp_path / "uploads" / "fil").exists()


def test_what_was_broken_off_is_removed_once(tmp_path: Path) -> None:
    some_files(tmp_path)
    with pytest.raises(KeyboardInterrupt), first_load(settings_in(tmp_path)):
        raise KeyboardInterrupt
    assert clear_half_loaded(settings_in(tmp_path))
    assert {file.name for file in tmp_path.iterdir()} == {"secret.key"}
    assert not clear_half_loaded(settings_in(tmp_path))


def test_a_database_of_somebody_elses_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / MARK).touch()
    some_files(tmp_path)
    with pytest.raises(Refusal, match="Töm databasen"):
        clear_half_loaded(settings_in(tmp_path, "postgresql+psycopg://nobody@127.0.0.1/none"))
    assert (tmp_path / "remiss.sqlite3").exists()

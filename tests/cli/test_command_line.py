"""The console command: Swedish help, one sentence when something cannot be used, and quick reading commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from remiss.__main__ import COMMANDS, group
from tests.house.files import ROOT, python_files, text_of


def remiss(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("REMISS_")}
    return subprocess.run(
        [sys.executable, "-m", "remiss", *arguments],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_help_lists_every_command_in_swedish() -> None:
    done = remiss()
    assert done.returncode == 0
    assert "Användning: remiss" in done.stdout
    assert "Show this message" not in done.stdout
    for name, (_, line) in COMMANDS.items():
        assert name in done.stdout
        assert line in done.stdout


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_of_the_table_exists(name: str) -> None:
    command = group.get_command(None, name)  # type: ignore[arg-type]  # the table needs no context
    assert command is not None
    assert command.help


def test_every_written_command_is_in_the_table() -> None:
    written = {
        name.removesuffix(".py").replace("/", ".")
        for name in python_files()
        if name.startswith("remiss/cli/") and ("@click.command(" in text_of(name) or "@click.group(" in text_of(name))
    }
    assert written == {path.split(":")[0] for path, _ in COMMANDS.values()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["okänt"], ["parse"], ["parse", "--fel", "a"], ["parse", "finns-inte.docx"], ["demo", "--today", "x"]]
)
def test_what_cannot_be_used_is_told_in_one_sentence_and_status_2(arguments: list[str]) -> None:
    done = remiss(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.endswith(".\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_production_without_a_secret_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = remiss("migrate", REMISS_INSTANCE_DIR=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == "REMISS_SECRET_KEY eller REMISS_SECRET_KEY_FILE måste anges i drift.\n"


@pytest.mark.slow
def test_a_setting_that_is_no_number_is_named(tmp_path: Path) -> None:
    done = remiss("migrate", REMISS_ENVIRONMENT="test", REMISS_PORT="åtta", REMISS_INSTANCE_DIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "REMISS_PORT" in done.stderr


@pytest.mark.slow
def test_a_missing_secret_file_is_named(tmp_path: Path) -> None:
    done = remiss("migrate", REMISS_SECRET_KEY_FILE=str(tmp_path / "nyckel"), REMISS_INSTANCE_DIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(str(tmp_path / "nyckel"))


@pytest.mark.slow
def test_migrate_makes_the_tables(tmp_path: Path) -> None:
    done = remiss("migrate", REMISS_ENVIRONMENT="test", REMISS_INSTANCE_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "remiss.sqlite3").stat().st_size > 0


@pytest.mark.slow
def test_parse_prints_json_and_loads_no_web(tmp_path: Path) -> None:
    file = tmp_path / "svar.txt"
    file.write_text("Tjänsteutlåtande\n\nSammanfattning\n\nVi är positiva.\n", encoding="utf-8")
    script = (
        "import sys; sys.argv = ['remiss', 'parse', sys.argv[1]]\n"
        "from remiss.__main__ import main\n"
        "try: main()\n"
        "finally: print(sorted({'flask', 'sqlalchemy', 'pydantic'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert '"sections"' in done.stdout
    assert done.stderr == "[]\n"

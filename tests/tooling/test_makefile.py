"""The Makefile offers what others rely on, and the build server's script ends with pytest's closing line."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.files import ROOT

PROMISED = ("help", "setup", "run", "check", "test", "torture", "measure", "bench", "demo", "lock", "migrate")


def make(folder: Path, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    program = shutil.which("make")
    assert program, "Install the package `make`."
    return subprocess.run(
        [program, "--no-print-directory", *arguments],
        cwd=folder,
        env={**environment, "PATH": path or environment["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_every_promised_target_with_a_line_of_help() -> None:
    listed = dict(line.split(maxsplit=2)[1:] for line in make(ROOT).stdout.splitlines())
    assert set(PROMISED) <= set(listed)
    assert all(len(text.split()) > 2 for text in listed.values())
    assert make(ROOT, "help").stdout == make(ROOT).stdout


def test_an_old_python_is_told_in_a_sentence(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "rm", "mkdir", "touch"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    old = tools / "python3"
    old.write_text("#!/bin/bash\nexit 1\n")
    old.chmod(0o755)
    done = make(tmp_path, ".venv/pyvenv.cfg", path=str(tools))
    assert done.returncode != 0
    assert "Remiss needs Python 3.11 or later" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(("status", "closing"), [(0, "7 passed in 1.20s"), (1, "1 failed, 6 passed in 1.20s")])
def test_the_build_ends_with_the_closing_line_and_its_verdict(tmp_path: Path, status: int, closing: str) -> None:
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    shutil.copy(ROOT / ".ci" / "run", script)
    (tmp_path / "Makefile").write_text(f"test:\n\t@echo '{closing}'; exit {status}\n")
    done = subprocess.run([script], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == closing
    assert (done.returncode == 0) is (status == 0)

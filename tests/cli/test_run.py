"""``remiss run``: one command to try everything, which ends everything it started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from remiss.cli.run import hold_port
from tests.support.running import FirstStart, children_of, end, gone, start


@pytest.fixture
def started_again(tmp_path: Path, started_once: Path) -> Iterator[subprocess.Popen[str]]:
    """Started where it has been started before."""
    process = start(shutil.copytree(started_once, tmp_path / "instance"))
    yield process
    end(process)


def told_until(process: subprocess.Popen[str], words: str) -> str:
    """Return what the command has printed up to the line that holds ``words``."""
    told = ""
    assert process.stdout is not None
    for line in process.stdout:
        told += line
        if words in line:
            return told
    raise AssertionError(f"{words!r} was never said:\n{told}")


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with hold_port(port) as held, hold_port(port) as another:
            assert port < held.getsockname()[1] < another.getsockname()[1]


@pytest.mark.slow
def test_everything_starts_answers_and_ends_together(first_start: FirstStart) -> None:
    assert "Lösenord för alla" in first_start.told
    assert "Logga in" in first_start.page
    assert first_start.mails, "the scheduler sends the sample's mail to files"
    assert first_start.children == 2
    assert first_start.status == 0
    assert not first_start.left


@pytest.mark.slow
def test_when_one_dies_the_other_is_ended_and_told(started_again: subprocess.Popen[str]) -> None:
    told_until(started_again, "Stoppa med Ctrl-C")
    web, scheduler = children_of(started_again.pid)
    os.kill(scheduler, signal.SIGKILL)
    assert started_again.wait(20) == 2
    assert started_again.stdout is not None
    assert "Schemaläggaren avslutades oväntat" in started_again.stdout.read()
    assert gone(web)

"""``remiss run``: one command to try everything, which ends everything it started."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from remiss.cli.run import hold_port
from tests.house.files import ROOT


@pytest.fixture
def started(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Started in an empty folder, as on a fresh machine."""
    yield from _start(tmp_path)


@pytest.fixture
def started_again(tmp_path: Path, started_once: Path) -> Iterator[subprocess.Popen[str]]:
    """Started where it has been started before."""
    yield from _start(shutil.copytree(started_once, tmp_path / "instance"))


def _start(instance: Path) -> Iterator[subprocess.Popen[str]]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("REMISS_")}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "remiss", "run"],
        cwd=ROOT,
        env={**clean, "REMISS_INSTANCE_DIR": str(instance)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def told_until(process: subprocess.Popen[str], words: str) -> str:
    """Return what the command has printed up to the line that holds ``words``."""
    told = ""
    assert process.stdout is not None
    for line in process.stdout:
        told += line
        if words in line:
            return told
    raise AssertionError(f"{words!r} was never said:\n{told}")


def children_of(pid: int) -> list[int]:
    """The processes it supervises, web first; Python's own helper, left by reading the sample, ends with it."""
    numbers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [
        int(number) for number in numbers if b"resource_tracker" not in Path(f"/proc/{number}/cmdline").read_bytes()
    ]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_taken_port_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with hold_port(port) as held, hold_port(port) as another:
            assert port < held.getsockname()[1] < another.getsockname()[1]


@pytest.mark.slow
def test_everything_starts_answers_and_ends_together(started: subprocess.Popen[str], tmp_path: Path) -> None:
    told = told_until(started, "Stoppa med Ctrl-C")
    address = re.search(r"http://\S+", told)
    assert address, told
    assert "Lösenord för alla" in told
    with urlopen(f"{address.group()}/inloggning", timeout=5) as page:  # noqa: S310 - the address it told us itself
        assert "Logga in" in page.read().decode()
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("mail/*.eml")) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert list(tmp_path.glob("mail/*.eml")), "the scheduler sends the sample's mail to files"
    children = children_of(started.pid)
    assert len(children) == 2
    helpers = [int(n) for n in Path(f"/proc/{started.pid}/task/{started.pid}/children").read_text().split()]
    started.send_signal(signal.SIGINT)
    assert started.wait(20) == 0
    deadline = time.monotonic() + 5  # Python's own helper ends when it notices that nobody is left
    while not all(map(gone, (*children, *helpers))) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(gone(process) for process in (*children, *helpers))


@pytest.mark.slow
def test_when_one_dies_the_other_is_ended_and_told(started_again: subprocess.Popen[str]) -> None:
    told_until(started_again, "Stoppa med Ctrl-C")
    web, scheduler = children_of(started_again.pid)
    os.kill(scheduler, signal.SIGKILL)
    assert started_again.wait(20) == 2
    assert started_again.stdout is not None
    assert "Schemaläggaren avslutades oväntat" in started_again.stdout.read()
    assert gone(web)

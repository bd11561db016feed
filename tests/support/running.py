"""The whole product as users start it: ``remiss run`` in a folder of its own, with web, scheduler and mail as files."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from remiss.cli.sample.city import PASSWORD
from remiss.config import ROOT
from tests.support.sharing import Share

STARTS_WITHIN = 150  # the sample is read in first, and other tests share the machine


@dataclass(frozen=True)
class Running:
    """A started Remiss: its address and its instance folder."""

    url: str
    instance: Path


@dataclass(frozen=True)
class FirstStart:
    """What was seen when Remiss was started in an empty folder, as on a fresh machine, and ended by Ctrl-C."""

    told: str
    page: str
    """The sign-in page."""
    mails: int
    children: int
    status: int
    left: list[int]
    """Processes that outlived it."""


@pytest.fixture(scope="session")
def _first_folder(share: Share) -> Path:
    return share("started", _start_first)


@pytest.fixture(scope="session")
def started_once(_first_folder: Path) -> Path:
    """An instance folder in which Remiss has been started and ended, with the sample of today. Copy it."""
    return _first_folder / "instance"


@pytest.fixture(scope="session")
def first_start(_first_folder: Path) -> FirstStart:
    """What that start looked like."""
    return FirstStart(**json.loads((_first_folder / "first.json").read_text()))


def _start_first(folder: Path) -> None:
    told: list[str] = []
    process = start(folder / "instance")
    try:
        address = _address(process, told)
        reader = threading.Thread(target=lambda: told.extend(process.stdout or ()), daemon=True)
        reader.start()
        with urlopen(f"{address}/inloggning", timeout=20) as answer:  # noqa: S310 - the address it told us itself
            page = answer.read().decode()
        _wait(20, lambda: any((folder / "instance").glob("mail/*.eml")))
        mails = len(list((folder / "instance").glob("mail/*.eml")))
        children, helpers = children_of(process.pid), _all_children_of(process.pid)
        process.send_signal(signal.SIGINT)
        status = process.wait(20)
        _wait(5, lambda: all(map(gone, helpers)))  # Python's own helper ends when it notices that nobody is left
        left = [one for one in helpers if not gone(one)]
        reader.join(5)
    finally:
        end(process)
    seen = FirstStart("".join(told), page, mails, len(children), status, left)
    (folder / "first.json").write_text(json.dumps(asdict(seen)))


def _wait(seconds: float, until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + seconds
    while not until() and time.monotonic() < deadline:
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    """The processes it supervises, web first; Python's own helper, left by reading the sample, ends with it."""
    return [
        number
        for number in _all_children_of(pid)
        if b"resource_tracker" not in Path(f"/proc/{number}/cmdline").read_bytes()
    ]


def _all_children_of(pid: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pid: int) -> bool:
    """Tell whether the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, started_once: Path) -> Iterator[Running]:
    with started(shutil.copytree(started_once, tmp_path_factory.mktemp("running") / "instance")) as one:
        yield one


def start(instance: Path) -> subprocess.Popen[str]:
    """Start ``remiss run`` in ``instance``, with none of our own settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REMISS_")}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "remiss", "run"],
        cwd=ROOT,
        env={**environment, "REMISS_INSTANCE_DIR": str(instance)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> None:
    """End it and what it has started, as asked by the system; what does not obey in time is killed."""
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def started(instance: Path) -> Iterator[Running]:
    """Start Remiss with the sample in ``instance``, which is filled the first time, and end it afterwards."""
    process = start(instance)
    told: list[str] = []
    try:
        url = _address(process, told)
        threading.Thread(target=lambda: told.extend(process.stdout or ()), daemon=True).start()
        yield Running(url, instance)
    finally:
        end(process)


def sign_in(page: Page, email: str) -> None:
    """Sign in as one of the sample's people."""
    page.goto("/inloggning")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/")


def _address(process: subprocess.Popen[str], told: list[str]) -> str:
    timer = threading.Timer(STARTS_WITHIN, process.terminate)
    timer.start()
    try:
        for line in process.stdout or ():
            told.append(line)
            if found := re.search(r"\bhttp:\S+", line):
                return found.group()
    finally:
        timer.cancel()
    raise AssertionError(f"remiss run did not start:\n{''.join(told)}")

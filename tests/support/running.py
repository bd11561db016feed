"""The whole product as users start it: ``remiss run`` in a folder of its own, with web, scheduler and mail as files."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from remiss.cli.sample.city import PASSWORD
from tests.support.sharing import Share

STARTS_WITHIN = 180  # the sample is read in first, and other tests share the machine


@dataclass(frozen=True)
class Running:
    """A started Remiss: its address and its instance folder."""

    url: str
    instance: Path


@pytest.fixture(scope="session")
def started_once(share: Share) -> Path:
    """An instance folder in which Remiss has been started and ended, with the sample of today. Copy it."""

    def make(folder: Path) -> None:
        with started(folder / "instance"):
            pass

    return share("started", make) / "instance"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, started_once: Path) -> Iterator[Running]:
    with started(shutil.copytree(started_once, tmp_path_factory.mktemp("running") / "instance")) as one:
        yield one


@contextmanager
def started(instance: Path) -> Iterator[Running]:
    """Start Remiss with the sample in ``instance``, which is filled the first time, and end it afterwards."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("REMISS_")}
    environment |= {"REMISS_INSTANCE_DIR": str(instance), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "remiss", "run"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # so that what it starts can be ended with it, and holds no pipe open
    )
    told: list[str] = []
    try:
        url = _address(process, told)
        threading.Thread(target=lambda: told.extend(process.stdout or ()), daemon=True).start()
        yield Running(url, instance)
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End Remiss as a user does; what does not end by itself is ended with everything it has started."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise


def _kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def sign_in(page: Page, email: str) -> None:
    """Sign in as one of the sample's people."""
    page.goto("/inloggning")
    page.get_by_label("E-postadress").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url("**/")


def _address(process: subprocess.Popen[str], told: list[str]) -> str:
    timer = threading.Timer(STARTS_WITHIN, _kill, [process])
    timer.start()
    try:
        for line in process.stdout or ():
            told.append(line)
            if found := re.search(r"\bhttp:\S+", line):
                return found.group()
    finally:
        timer.cancel()
    raise AssertionError(f"remiss run did not start:\n{''.join(told)}")

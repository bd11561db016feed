"""What takes long to make is made by one of the workers of a test run, and the others wait for it and use it too."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

Share = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def share(tmp_path_factory: pytest.TempPathFactory) -> Share:
    """Return ``share(name, make)``: a folder that ``make`` has filled, once for the whole run. Copy it, then write."""
    base = tmp_path_factory.getbasetemp()
    common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def one(name: str, make: Callable[[Path], None]) -> Path:
        folder, finished = common / f"shared-{name}", common / f"shared-{name}.made"
        with (common / f"shared-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not finished.exists():
                folder.mkdir()
                make(folder)
                finished.touch()
        return folder

    return one

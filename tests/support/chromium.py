"""Where Chromium is, or an error that says which package to install: a missing browser never skips a test."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.support.packages import install_packages

NAMES = ("chromium", "chromium-browser", "google-chrome")


class ChromiumMissing(RuntimeError):
    """There is no Chromium, and it could not be installed from here."""


def installed_chromium() -> str | None:
    """Return the browser that ``REMISS_CHROMIUM`` names, or the first of the usual ones, or None."""
    chosen = os.environ.get("REMISS_CHROMIUM")
    if chosen:
        if not Path(chosen).is_file():
            raise ChromiumMissing(f"REMISS_CHROMIUM names {chosen}, which is not a file.")
        return chosen
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install_chromium() -> None:
    """Install Debian's package where that is allowed; raise ``ChromiumMissing`` with apt's last words otherwise."""
    missing = "The browser tests need Chromium. Install the package `chromium` or set REMISS_CHROMIUM."
    install_packages(["chromium"], ChromiumMissing, missing)


def chromium_path() -> str:
    """Return the path of a Chromium that is there when this returns."""
    path = installed_chromium()
    if path is None:
        install_chromium()
        path = installed_chromium()
    if path is None:
        raise ChromiumMissing("The package `chromium` was installed, but gave no program of that name.")
    return path

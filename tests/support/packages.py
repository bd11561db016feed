"""Debian's packages that tests need: installed where that is allowed, named in the error where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

INSTALL_SECONDS = 600


def install_packages(names: Sequence[str], error: type[RuntimeError], otherwise: str) -> None:
    """Install ``names`` as root with apt; raise ``error`` with ``otherwise``, or with apt's last words."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise error(otherwise)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *names]):
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
        if done.returncode:
            reason = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise error(f"Installing {', '.join(names)} failed at {' '.join(command)}: {reason}")

"""The second ``make run``: everything is set up and the sample is loaded, so that only starting is left."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from remiss.cli.bench.timing import Figure
from remiss.config import ROOT

STARTED = "Stoppa med Ctrl-C"
ENDS_WITHIN = 30


def start_figure(instance: Path) -> Figure:
    """Return how long ``make run`` takes until it says that it is there. Raises RuntimeError when it never does."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("REMISS_", "MAKE", "MFLAGS"))}
    environment = {**outside, "REMISS_INSTANCE_DIR": str(instance), "PYTHONUNBUFFERED": "1"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        ["make", "--no-print-directory", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        if not any(STARTED in line for line in process.stdout or ()):
            raise RuntimeError("make run did not start")
        return Figure("andra-start", time.perf_counter() - begin, None, "make run tills allt svarar, mål: under 5 s")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(ENDS_WITHIN)

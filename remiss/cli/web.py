"""``remiss web``: gunicorn with one worker process and eight threads."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click
from flask import Flask

from remiss.config import Settings

# One process: SQLite's writers queue behind one lock anyway (remiss.door), and threads share the prepared templates.
OPTIONS = ("--workers=1", "--threads=8", "--worker-class=gthread", "--log-level=warning", "--no-control-socket")


@click.command("web")
@click.option("--host", default="127.0.0.1", help="Adress att lyssna på.", show_default=True)
@click.option("--port", type=int, default=None, help="Port att lyssna på; annars REMISS_PORT.")
@click.pass_obj
def web(make_app: Callable[[], Flask], host: str, port: int | None) -> None:
    """Starta webben."""
    settings: Settings = make_app().extensions["remiss_settings"]
    address = f"--bind={host}:{port or settings.port}"
    # the process becomes the server, so that whoever supervises us supervises it
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *OPTIONS, address, "remiss.__main__:wsgi()"])  # noqa: S606 - fixed program and arguments

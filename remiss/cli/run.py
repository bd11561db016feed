"""``remiss run``: everything that is needed to try Remiss, started together and ended together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import click
import sqlalchemy as sa
from flask import Flask

from remiss import clock
from remiss.cli.demo import load_sample, logins
from remiss.cli.first_load import clear_half_loaded, first_load
from remiss.cli.migrate import bring_up_to_date
from remiss.cli.refusal import Refusal
from remiss.config import Environment, Settings, mark_as_sample
from remiss.extensions import db
from remiss.models.people import User

FIRST_PORT, PORTS = 8000, 100
STARTS_WITHIN = 60.0
ENDS_WITHIN = 10.0
LOOK_EVERY = 0.2
NAMES = {"web": "Webben", "scheduler": "Schemaläggaren"}


class _Stop(Exception):
    """Somebody pressed Ctrl-C or asked the process to end."""


@click.command("run")
@click.pass_obj
def run(make_app: Callable[[], Flask]) -> None:
    """Prova Remiss: läs in exempelremissen första gången, starta webben och schemaläggaren, stoppa med Ctrl-C."""
    mark_as_sample()
    held = hold_port()
    port: int = held.getsockname()[1]
    for name, value in trial_settings(port).items():
        os.environ.setdefault(name, value)
    click.echo("Förbereder databasen …")
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        told = prepare(make_app())
        held.close()
        children["web"] = _start("web", "--port", str(port))
        children["scheduler"] = _start("scheduler")
        _wait_until_it_answers(children, port)
        click.echo(
            "\n".join(["", f"Remiss är igång: {os.environ['REMISS_BASE_URL']}", *told, "", "Stoppa med Ctrl-C."])
        )
        _watch(children)
    except _Stop:
        click.echo("\nStoppar Remiss …")
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        end_all(children)


def trial_settings(port: int) -> Mapping[str, str]:
    """Return the settings of a trial; what the environment already says is kept."""
    return {
        "REMISS_ENVIRONMENT": Environment.DEMO.value,
        "REMISS_MAIL_TRANSPORT": "files",
        "REMISS_BASE_URL": f"http://127.0.0.1:{port}",
    }


def hold_port(first: int = FIRST_PORT) -> socket.socket:
    """Take the first port from ``first`` that nobody listens on, and keep it until the socket is closed.

    Loading the sample takes a while, and links in its mail name the port. Raises Refusal when a hundred are taken.
    """
    for port in range(first, first + PORTS):
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(("127.0.0.1", port))
            held.listen()
        except OSError:
            held.close()
            continue
        return held
    raise Refusal(f"Ingen ledig port mellan {first} och {first + PORTS - 1}. Stäng något program och försök igen.")


def prepare(app: Flask) -> list[str]:
    """Migrate, load the sample into an empty database, and return the lines that tell the sign-ins."""
    settings: Settings = app.extensions["remiss_settings"]
    if clear_half_loaded(settings):
        click.echo("Exemplet blev inte färdigt inläst förra gången. Börjar om från början …")
    bring_up_to_date(app)
    if settings.environment is Environment.PRODUCTION:
        return []
    with app.app_context():
        if not db.session.scalar(sa.select(sa.func.count(User.id))):
            click.echo("Läser in exempelremissen …")
            with first_load(settings):
                load_sample(app, clock.today(), tell=click.echo)
        lines = ["", "Logga in som någon av dem:", *(f"  {line}" for line in logins())]
        db.session.remove()
        db.engine.dispose()
        return lines


def end_all(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """End what still runs: asked first, killed after ten seconds."""
    running = [child for child in children.values() if child.poll() is None]
    for child in running:
        child.terminate()
    deadline = time.monotonic() + ENDS_WITHIN
    for child in running:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    # a session of its own, so that Ctrl-C reaches us alone and we end them in order
    return subprocess.Popen([sys.executable, "-m", "remiss", *arguments], start_new_session=True)


def _wait_until_it_answers(children: Mapping[str, subprocess.Popen[bytes]], port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        _refuse_when_one_has_ended(children)
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(LOOK_EVERY)
    raise Refusal("Webben svarade inte inom en minut. Allt är stoppat.")


def _watch(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _refuse_when_one_has_ended(children)
        time.sleep(LOOK_EVERY)


def _refuse_when_one_has_ended(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Refusal(f"{NAMES[name]} avslutades oväntat (kod {child.returncode}). Allt är stoppat.")


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _Stop

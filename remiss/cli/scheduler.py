"""``remiss scheduler``: reminders, mail and reading, until it is told to stop."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask import Flask

from remiss.jobs.scheduler import run_forever


@click.command("scheduler")
@click.pass_obj
def scheduler(make_app: Callable[[], Flask]) -> None:
    """Starta schemaläggaren: påminnelser, mejl och inläsning av svar."""
    run_forever(make_app())

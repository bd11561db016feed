"""The command: a sample in a folder of its own, one line per benchmark, nothing left behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask

from remiss.cli.bench.compiling import compiling_figures, somebody_of_the_sender
from remiss.cli.bench.documents import reading_figures, ten_page_figures, writing_figures
from remiss.cli.bench.mails import mail_figures
from remiss.cli.bench.pages import page_figures
from remiss.cli.bench.reminders import reminder_figures
from remiss.cli.bench.start import start_figure
from remiss.cli.bench.timing import Figure
from remiss.cli.bench.writers import docx_figures, other_format_figures
from remiss.cli.run import prepare
from remiss.config import SAMPLE_MARK
from remiss.extensions import db


@click.command("bench")
@click.option("--large", is_flag=True, help="Mät också sammanställningar av 5 000 svar, vilket tar flera minuter.")
@click.pass_obj
def command(make_app: Callable[[], Flask], *, large: bool) -> None:
    """Mät hur lång tid sidor, start, inläsning och sammanställning tar."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        instance.mkdir()
        (instance / SAMPLE_MARK).touch()
        for name in [name for name in os.environ if name.startswith("REMISS_")]:
            del os.environ[name]  # nothing of the real installation is touched or measured
        os.environ["REMISS_INSTANCE_DIR"] = str(instance)
        app = make_app()
        prepare(app)
        for figure in _figures(app, instance, large=large):
            click.echo(figure.line())


def _figures(app: Flask, instance: Path, *, large: bool) -> Iterator[Figure]:
    yield from page_figures(app)
    yield from writing_figures(app)
    yield from docx_figures(large=large)
    yield from other_format_figures()
    yield from reading_figures()
    yield from ten_page_figures()
    yield from reminder_figures(app)
    yield from mail_figures(instance)
    yield from compiling_figures(app, *somebody_of_the_sender(app), large=large)
    with app.app_context():
        db.engine.dispose()
    yield start_figure(instance)

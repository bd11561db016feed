"""``remiss parse FILE``: one reply as JSON on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from remiss.cli.files import read_file
from remiss.documents.interpretation.reply import parse_reply


@click.command("parse")
@click.argument("file", type=click.Path(path_type=Path))
def parse(file: Path) -> None:
    """Läs ett svar (docx, pdf, txt eller md) och skriv ut dess fält som JSON."""
    reply = parse_reply(read_file(file))
    sys.stdout.buffer.write((json.dumps(reply.to_json(), ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

"""``remiss programme FILE``: the remitted draft's sections as JSON on stdout."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from remiss.cli.files import read_file
from remiss.documents.interpretation.programme import parse_programme


@click.command("programme")
@click.argument("file", type=click.Path(path_type=Path))
def programme(file: Path) -> None:
    """Läs ett remitterat förslag och skriv ut dess avsnitt som JSON."""
    draft = parse_programme(read_file(file))
    sys.stdout.buffer.write((json.dumps(draft.to_json(), ensure_ascii=False, indent=1) + "\n").encode("utf-8"))

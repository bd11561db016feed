"""``remiss analyse FILE --themes THEMES.json``: one reply in, viewpoints and roles as JSON out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from remiss.analysis.analyse import analyse
from remiss.cli.refusal import Refusal
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.isolated import read_document
from remiss.domain.viewpoints import ThemeDefinition
from remiss.errors import RemissError


@click.command("analyse")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--themes", "themes_file", type=click.Path(path_type=Path), required=True, help="Temalistan (json).")
def command(file: Path, themes_file: Path) -> None:
    """Dela upp ett remissvar i synpunkter med förslag till ställningstagande och tema."""
    themes = read_theme_file(themes_file)
    try:
        parsed = parse_reply(read_document(_content(file), file.name))
    except RemissError as error:
        raise Refusal(error.sentence) from error
    click.echo(json.dumps(analyse(parsed, themes).to_json(), ensure_ascii=False, indent=1))


def read_theme_file(file: Path) -> tuple[ThemeDefinition, ...]:
    """Return the themes of a THEMES.json, in order.

    Raises Refusal when the file is missing or is not a list of objects with the texts key, name and description.
    """
    try:
        rows = json.loads(_content(file).decode("utf-8-sig"))
    except ValueError as error:
        raise Refusal(f"Temalistan {file.name} är inte giltig json.") from error
    if not isinstance(rows, list) or not all(_is_theme(row) for row in rows):
        raise Refusal(f"Temalistan {file.name} ska vara en lista där varje tema har key, name och description.")
    if len({row["key"] for row in rows}) != len(rows):
        raise Refusal(f"Temalistan {file.name} har samma key på mer än ett tema.")
    return tuple(ThemeDefinition(row["key"], row["name"], row.get("description", "")) for row in rows)


def _is_theme(row: Any) -> bool:
    if not isinstance(row, dict) or not row.get("key"):
        return False
    return all(isinstance(row.get(name, ""), str) for name in ("key", "name", "description")) and bool(row.get("name"))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refusal(f"Filen {file.name} finns inte eller kan inte läsas.") from error

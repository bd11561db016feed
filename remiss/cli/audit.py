"""``remiss audit verify``: is the log what it was? Exit 1 when something speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from remiss.cli.refusal import Refusal
from remiss.cli.words import SwedishContext
from remiss.domain.audit import Examination, Head, heads_in
from remiss.queries.audit_chain import examination

UNCOMPARED = (
    "Inget sparat kontrollvärde är jämfört. En logg som har kortats av i slutet eller skrivits om från början märks "
    "bara mot ett kontrollvärde som har legat utanför databasen: ange det med --head."
)


@click.group("audit")
def audit() -> None:
    """Kontrollera loggen."""


audit.context_class = SwedishContext


@audit.command("verify")
@click.option("--head", "written", multiple=True, metavar="NUMMER:HASH", help="Ett sparat kontrollvärde.")
@click.option(
    "--heads",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fil med sparade kontrollvärden, till exempel de mejl som Remiss skickar varje dag.",
)
@click.pass_obj
def verify(make_app: Callable[[], Flask], written: tuple[str, ...], file: Path | None) -> int:
    """Kontrollera att ingen händelse i loggen har ändrats, tagits bort, lagts till i efterhand eller bytt plats."""
    outside = kept_heads(written, file)
    with make_app().app_context():
        try:
            found = examination(outside)
        except DBAPIError as problem:
            raise Refusal("Loggen kan inte läsas. Kontrollera databasen och kör remiss migrate.") from problem
    for sentence in _sentences(found, outside):
        click.echo(sentence)
    return 0 if found.intact else 1


verify.context_class = SwedishContext


def kept_heads(written: tuple[str, ...], file: Path | None) -> list[Head]:
    """Return the heads that were typed and those in a file. Raises Refusal for what is none."""
    return [*_typed(written), *_read(file)]


def _typed(written: tuple[str, ...]) -> list[Head]:
    found = [heads_in(words) for words in written]
    if not all(len(heads) == 1 for heads in found):
        raise Refusal("Ett kontrollvärde skrivs NUMMER:HASH, med alla 64 tecken i hashen.")
    return [heads[0] for heads in found]


def _read(file: Path | None) -> list[Head]:
    if file is None:
        return []
    try:
        found = heads_in(file.read_bytes().decode("utf-8", "replace"))
    except OSError as problem:
        raise Refusal(f"Filen {file} finns inte eller får inte läsas.") from problem
    if not found:
        raise Refusal(f"Det står inget kontrollvärde i {file}. Ett kontrollvärde skrivs NUMMER:HASH.")
    return found


def _sentences(found: Examination, outside: list[Head]) -> list[str]:
    """Return what is said: the verdict, what it rests on, and the value to keep."""
    said = [_verdict(found)]
    said += [_contradiction(head, found.last.number) for head in found.contradicted]
    if found.agreed:
        said.append(f"Till och med händelse nummer {found.agreed.number} stämmer loggen med ett sparat kontrollvärde.")
    if found.intact:
        said += [] if outside else [UNCOMPARED]
        said.append(f"Kontrollvärde nu: {found.last}")
    return said


def _contradiction(head: Head, last: int) -> str:
    if head.number <= last:
        return f"Kontrollvärdet för händelse nummer {head.number} stämmer inte."
    return (
        f"Loggen slutar med händelse nummer {last}, men det finns ett sparat kontrollvärde för nummer {head.number}: "
        "slutet av loggen saknas."
    )


def _verdict(found: Examination) -> str:
    if found.broken_at is not None:
        return f"Loggen är bruten: händelse nummer {found.broken_at} har ändrats, saknas eller ligger i fel ordning."
    if found.contradicted:
        return "Loggen har skrivits om eller kortats av: den hänger ihop, men är inte den som kontrollvärdena gäller."
    return f"Loggen är obruten. Antal händelser: {found.last.number}."

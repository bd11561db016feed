"""``remiss measure``: how right the suggestions are, per labelled document and in all, with numbers and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from remiss.cli.measure.analysis import measure_replies
from remiss.cli.measure.fields import measure_fields
from remiss.cli.measure.goldset import LabelledFile, find_labelled, find_replies, find_stance_files, read_stance_file
from remiss.cli.measure.interval import Figure
from remiss.cli.measure.mutated import HELD_OUT, outcomes, rows
from remiss.cli.measure.programmes import measure_programmes
from remiss.cli.measure.stances import measure_stances
from remiss.cli.refusal import Refusal
from remiss.errors import RemissError

# Written by somebody who had not seen the rules; the second half is never opened when rules are mended.
BLIND = {"utveckling": "skrivna blint, får läsas", "prov": "skrivna blint, bara mätta"}
OWN_GOLD = Path(__file__).resolve().parents[3] / "tests" / "gold"
NAME_WIDTH, CELL_WIDTH = 62, 25


@click.command("measure")
@click.option("--gold", type=click.Path(path_type=Path), default=OWN_GOLD, help="Katalog med märkta svar.")
@click.option("--layouts", is_flag=True, help="Läs också svaren skrivna i många layouter (någon minut).")
def command(gold: Path, *, layouts: bool) -> None:
    """Mät hur ofta förslagen är rätt, mot svar som märkts för hand."""
    if not gold.is_dir():
        raise Refusal(f"Katalogen {gold} finns inte.")
    replies, files, labelled = find_replies(gold), find_stance_files(gold), find_labelled(gold)
    if not replies and not files and not labelled:
        raise Refusal(f"Katalogen {gold} innehåller inga märkta svar.")
    kind = "egna svar, skrivna före reglerna" if gold == OWN_GOLD else str(gold)
    click.echo(f"Märkta svar: {kind}")
    seen = [file for file in labelled if file.group not in BLIND]
    for figure in [*_fields(seen, gold), *measure_replies(replies)]:
        click.echo(figure.line())
    for file in files:
        for figure in measure_stances(file.stem, read_stance_file(file)):
            click.echo(figure.line())
    _print_blind(labelled, gold)
    if layouts:
        _print_layouts(labelled)
        _print_programmes(gold)


def _print_blind(labelled: Sequence[LabelledFile], gold: Path) -> None:
    for half, kind in BLIND.items():
        if blind := [file for file in labelled if file.group == half]:
            click.echo(f"Märkta svar: {kind}")
            for figure in _fields(blind, gold):
                click.echo(figure.line())


def _fields(labelled: Sequence[LabelledFile], gold: Path) -> list[Figure]:
    try:
        return measure_fields(labelled)
    except RemissError as error:
        raise Refusal(error.sentence) from error
    except OSError as error:
        raise Refusal(f"Ett märkt svar saknar sin källfil i {gold}.") from error


def _print_layouts(labelled: Sequence[LabelledFile]) -> None:
    found = outcomes(labelled)
    if not found:
        return
    count = len({outcome.layout for outcome in found})
    click.echo(f"\nSvaren skrivna i {count} layouter. Layouter{HELD_OUT} har ingen rättat efter.")
    table = list(rows(found))
    click.echo(" | ".join([" " * NAME_WIDTH, *(figure.name.ljust(CELL_WIDTH) for figure in table[0])]))
    for row in table:
        click.echo(
            " | ".join([row[0].document.ljust(NAME_WIDTH), *(figure.cell().ljust(CELL_WIDTH) for figure in row)])
        )


def _print_programmes(gold: Path) -> None:
    if gold != OWN_GOLD:
        return
    click.echo("\nExempelstadens två program skrivna i många layouter")
    for figure in measure_programmes():
        click.echo(figure.line())

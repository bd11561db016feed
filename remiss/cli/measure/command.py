"""``remiss measure``: how right the suggestions are, per labelled document and in all, with numbers and intervals."""

from __future__ import annotations

from pathlib import Path

import click

from remiss.cli.measure.analysis import measure_replies
from remiss.cli.measure.fields import find_labels, measure_fields
from remiss.cli.measure.goldset import find_replies, find_stance_files, read_stance_file
from remiss.cli.measure.interval import Figure
from remiss.cli.measure.stances import measure_stances
from remiss.cli.refusal import Refusal
from remiss.errors import RemissError

OWN_GOLD = Path(__file__).resolve().parents[3] / "tests" / "gold"
# Written by somebody who had not seen the rules; the second half is never opened when rules are mended.
BLIND = {"utveckling": "skrivna blint, får läsas", "prov": "skrivna blint, bara mätta"}


@click.command("measure")
@click.option("--gold", type=click.Path(path_type=Path), default=OWN_GOLD, help="Katalog med märkta svar.")
def command(gold: Path) -> None:
    """Mät hur ofta förslagen är rätt, mot svar som märkts för hand."""
    if not gold.is_dir():
        raise Refusal(f"Katalogen {gold} finns inte.")
    replies, files = find_replies(gold), find_stance_files(gold)
    if not replies and not files and not find_labels(gold):
        raise Refusal(f"Katalogen {gold} innehåller inga märkta svar.")
    kind = "egna svar, skrivna före reglerna" if gold == OWN_GOLD else str(gold)
    click.echo(f"Märkta svar: {kind}")
    for figure in [*_fields(gold), *measure_replies(replies)]:
        click.echo(figure.line())
    for file in files:
        for figure in measure_stances(file.stem, read_stance_file(file)):
            click.echo(figure.line())
    if gold == OWN_GOLD:
        _print_blind(gold / "blint")


def _print_blind(folder: Path) -> None:
    for half, kind in BLIND.items():
        click.echo(f"Märkta svar: {kind}")
        for figure in _fields(folder / half):
            click.echo(figure.line())


def _fields(gold: Path) -> list[Figure]:
    try:
        return measure_fields(gold)
    except RemissError as error:
        raise Refusal(error.sentence) from error
    except OSError as error:
        raise Refusal(f"Ett märkt svar saknar sin källfil i {gold}.") from error

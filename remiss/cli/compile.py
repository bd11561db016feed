"""``remiss compile``: writes a compilation to a file. Same data, same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

from remiss.cli.refusal import Refusal
from remiss.documents.writing.formats import FORMATS
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import NO_THEME, Choices, Column, Layout
from remiss.domain.disclosure import SHORTEST, Mask
from remiss.domain.stance import Stance
from remiss.extensions import db, upload_folder
from remiss.jobs.compiling import Wanted, outlined, written
from remiss.models.remisser import Remiss
from remiss.queries.established import compiled_facts
from remiss.services.house_templates import compiling_house

LAYOUTS = [layout.value for layout in Layout]
STANCES: dict[str, Stance | None] = {**{stance.value: stance for stance in Stance}, "ej_bedomd": None}


@click.command("compile")
@click.argument("diary_number", metavar="REMISS")
@click.option("--layout", type=click.Choice(LAYOUTS), default=LAYOUTS[0], help="Hur sammanställningen ordnas.")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="docx", help="Filens format.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Fil att skriva till.")
@click.option("--body", "bodies", multiple=True, metavar="NAMN", help="Ta bara med den här instansen; kan upprepas.")
@click.option("--theme", "themes", multiple=True, metavar="NYCKEL", help="Ta bara med det här temat; kan upprepas.")
@click.option(
    "--stance",
    "stances",
    multiple=True,
    type=click.Choice(list(STANCES)),
    help="Ta bara med den här ställningen; kan upprepas.",
)
@click.option("--quotes/--no-quotes", default=True, help="Med eller utan citat.")
@click.option("--replies/--no-replies", default=True, help="Med eller utan svaren i sin helhet.")
@click.option("--names/--no-names", default=True, help="Instansernas namn, eller bara deras slag.")
@click.option(
    "--without-column",
    "without",
    multiple=True,
    type=click.Choice([column.value for column in Column]),
    help="Utelämna kolumnen ur sin tabell; kan upprepas.",
)
@click.option("--mask", "masks", nargs=2, multiple=True, metavar="ORD LAGSTÖD", help="Maska orden; kan upprepas.")
@click.pass_obj
def command(
    make_app: Callable[[], Flask], /, diary_number: str, layout: str, kind: str, out: Path, **chosen: Any
) -> None:
    """Skriv en sammanställning av remissen med KS diarienummer REMISS till en fil."""
    choices = _choices(**chosen)
    with make_app().app_context():
        remiss = _sent(diary_number)
        facts = compiled_facts(remiss)
        _check(facts, choices)
        house = compiling_house(remiss, Layout(layout).document, facts.created)
        wanted = Wanted(facts, Layout(layout), kind, choices, house)
        content = written(wanted, outlined(wanted), upload_folder())
    try:
        out.write_bytes(content)
    except OSError as problem:
        raise Refusal(f"Filen {out} kan inte skrivas. Kontrollera mappen och rättigheterna.") from problem


def _choices(  # the options, as click names them
    bodies: Sequence[str],
    themes: Sequence[str],
    stances: Sequence[str],
    masks: Sequence[tuple[str, str]],
    without: Sequence[str],
    **flags: bool,
) -> Choices:
    return Choices(
        frozenset(bodies),
        frozenset(themes),
        frozenset(STANCES[stance] for stance in stances),
        masks=tuple(Mask(*mask) for mask in masks),
        without=frozenset(map(Column, without)),
        **flags,
    )


def _sent(diary_number: str) -> Remiss:
    query = sa.select(Remiss).where(Remiss.diary_number == diary_number, Remiss.registered_by_id.is_(None))
    remiss = db.session.scalars(query).first()
    if remiss is None:
        raise Refusal(f"Det finns ingen remiss med diarienummer {diary_number}.")
    if remiss.sent_at is None:
        raise Refusal(f"Remissen {diary_number} är inte skickad, så det finns inga svar att sammanställa.")
    return remiss


def _check(facts: CompilationFacts, choices: Choices) -> None:
    """Refuse what chooses nothing by mistake: an empty compilation would look like an answer."""
    known = {one.name for one in facts.bodies}
    for name in sorted(choices.bodies - known):
        raise Refusal(f"Ingen instans i remissen heter {name}.")
    for key in sorted(choices.themes - {theme.key for theme in facts.themes} - {NO_THEME}):
        raise Refusal(f"Remissen har inget tema med nyckeln {key}.")
    for mask in choices.masks:
        if len(mask.words.strip()) < SHORTEST:
            raise Refusal(f"Skriv minst {SHORTEST} tecken att maska.")

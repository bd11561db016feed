"""``remiss compile``: writes a compilation to a file. Same data, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask

from remiss.cli.refusal import Refusal
from remiss.documents.compilation.thematic import thematic_outline
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.domain.outline import Outline
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.optional import load
from remiss.queries.compilation import compilation_facts

FORMATS: dict[str, Callable[[Outline], bytes]] = {
    "docx": write_docx,
    "html": lambda outline: write_html(outline).encode(),
    "json": lambda outline: write_json(outline).encode(),
    "xlsx": lambda outline: load("remiss.documents.writing.xlsx").write_xlsx(outline),
}
LAYOUTS = {"tema": thematic_outline}


@click.command("compile")
@click.argument("diary_number", metavar="REMISS")
@click.option("--layout", type=click.Choice(list(LAYOUTS)), default="tema", help="Hur sammanställningen ordnas.")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), default="docx", help="Filens format.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Fil att skriva till.")
@click.pass_obj
def command(make_app: Callable[[], Flask], diary_number: str, layout: str, kind: str, out: Path) -> None:
    """Skriv en sammanställning av remissen med KS diarienummer REMISS till en fil."""
    with make_app().app_context():
        remiss = db.session.scalars(
            sa.select(Remiss).where(Remiss.diary_number == diary_number, Remiss.registered_by_id.is_(None))
        ).first()
        if remiss is None:
            raise Refusal(f"Det finns ingen remiss med diarienummer {diary_number}.")
        if remiss.sent_at is None:
            raise Refusal(f"Remissen {diary_number} är inte skickad, så det finns inga svar att sammanställa.")
        content = FORMATS[kind](LAYOUTS[layout](compilation_facts(remiss)))
    try:
        out.write_bytes(content)
    except OSError as problem:
        raise Refusal(f"Filen {out} kan inte skrivas. Kontrollera mappen och rättigheterna.") from problem

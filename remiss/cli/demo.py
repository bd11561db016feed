"""``remiss demo``: fills an empty database with the sample remiss, acted through the services."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

from remiss import clock
from remiss.cli.migrate import bring_up_to_date
from remiss.cli.sample.acts import harmless_mailer
from remiss.cli.sample.city import PASSWORD, load_city
from remiss.cli.sample.folder import import_folder
from remiss.cli.sample.reading import Readings, reading_ahead
from remiss.cli.sample.scenario import Tell, play
from remiss.cli.sample.stage import Stage, whole_weeks
from remiss.config import ROOT, Environment, Settings, mark_as_sample
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.people import User
from remiss.notifications.local import MemoryMailer
from remiss.services.sessions import find_user

SAMPLE = ROOT / "sample"
SIGN_INS = (
    "hedvig.almstrand@remiss.example",
    "ruben.tallqvist@remiss.example",
    "petra.nordmyr@remiss.example",
    "tyra.fagerskiold@remiss.example",
    "levi.stahlnas@remiss.example",
    "marguerite.akerhielmlund@remiss.example",
    "dragan.vintersten@remiss.example",
    "astrid.quennerstam@remiss.example",
    "ylva.romberg@remiss.example",
)
"""Those who run the remiss, an administrator, everybody who takes part at one nämnd, and a company's registrar."""


@click.command("demo")
@click.option(
    "--documents", type=click.Path(path_type=Path), default=None, help="Läs in svaren i en mapp som riktiga filer."
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Vilken dag exemplet spelar på.")
@click.pass_obj
def demo(make_app: Callable[[], Flask], documents: Path | None, today: datetime | None) -> None:
    """Fyll en tom databas med exempelremissen."""
    mark_as_sample()
    app = make_app()
    bring_up_to_date(app)
    with app.app_context():
        for line in load_sample(app, today.date() if today else clock.today(), documents, click.echo):
            click.echo(line)


def load_sample(
    app: Flask,
    today: date,
    documents: Path | None = None,
    tell: Tell = lambda _: None,
    readings: Readings | None = None,
) -> list[str]:
    """Load the rounds of the sample as of ``today`` and return Swedish lines on what was done.

    ``tell`` hears how far it has come; ``readings`` are the sample's files when somebody has read them already. Raises
    InvalidInput in production, on a database that is not empty, and on a folder that does not exist.
    """
    _refuse(app, documents)
    city_facts, rounds = _read("city.json"), sample_rounds()
    shift = whole_weeks(today, date.fromisoformat(city_facts["reference_today"]))
    settings: Settings = app.extensions["remiss_settings"]
    with writing():
        city = load_city(city_facts, shift)
    stages = [Stage(folder, settings.upload_dir, facts, city, shift) for folder, facts in rounds]
    with nullcontext(readings) if readings else reading_ahead(rounds) as read:
        mailers = [*(MemoryMailer() for _ in stages[1:]), harmless_mailer(settings)]
        for stage, mailer in zip(stages, mailers, strict=True):
            play(stage, read, settings, mailer, tell)
    lines = [f"Exempelremissen {stage.facts['diary_number']} är inläst." for stage in stages]
    return lines if documents is None else [*lines, *import_folder(stages[-1], documents)]


def sample_rounds() -> list[tuple[Path, dict[str, Any]]]:
    """Return the folder and the facts of each round in the order of time, the present one last."""
    reference = date.fromisoformat(_read("city.json")["reference_today"])
    rounds = []
    for folder in (SAMPLE / "earlier", SAMPLE / "withdrawn", SAMPLE):
        facts = _read_in(folder, "remiss.json")
        facts["themes"] = _read_in(folder, "themes.json")
        named = {row["organisation"]: row["draft"] for row in facts["consultees"] if "draft" in row}
        facts["drafts"] = {key: _read_in(folder, name) for key, name in named.items()}
        facts["last_day"] = (reference - timedelta(days=1)).isoformat()
        rounds.append((folder, facts))
    return rounds


def logins() -> list[str]:
    """Return some of the sample's sign-ins, one line each: where and as what, address; all have the same password."""
    lines = []
    for email in SIGN_INS:
        user = find_user(email)
        if user and user.memberships:
            place = user.memberships[0]
            lines.append(f"{place.organisation.name_on(clock.today())}, {place.role.label}: {user.email}")
    return [*lines, f"Lösenord för alla: {PASSWORD}"]


def _read(name: str) -> Any:
    return _read_in(SAMPLE, name)


def _read_in(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def _refuse(app: Flask, documents: Path | None) -> None:
    settings: Settings = app.extensions["remiss_settings"]
    if settings.environment is Environment.PRODUCTION:
        raise InvalidInput("Exemplet läses aldrig in i drift. Sätt REMISS_ENVIRONMENT=demo för att prova.")
    if documents is not None and not documents.is_dir():
        raise InvalidInput(f"Mappen {documents} finns inte.")
    if db.session.scalar(sa.select(sa.func.count(User.id))):
        raise InvalidInput("Databasen är inte tom. Exemplet läses bara in i en tom databas.")

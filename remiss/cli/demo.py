"""``remiss demo``: fills an empty database with the sample remiss, acted through the services."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask

from remiss import clock
from remiss.cli.migrate import bring_up_to_date
from remiss.cli.sample.city import PASSWORD, load_city
from remiss.cli.sample.scenario import Stage, import_folder, play, send_sample_remiss, whole_weeks
from remiss.config import ROOT, Environment, Settings, mark_as_sample
from remiss.domain.roles import Role
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.people import User

SAMPLE = ROOT / "sample"


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
        for line in load_sample(app, today.date() if today else clock.today(), documents):
            click.echo(line)


def load_sample(app: Flask, today: date, documents: Path | None = None) -> list[str]:
    """Load the sample as of ``today`` and return Swedish lines on what was done.

    Raises InvalidInput in production, on a database that is not empty, and on a folder that does not exist.
    """
    _refuse(app, documents)
    city_facts, facts = _read("city.json"), _read("remiss.json")
    facts["reference"] = city_facts["reference_today"]
    facts["drafts"] = {"aldrenamnden": _read("drafts/aldrenamnden.json")}
    shift = whole_weeks(today, date.fromisoformat(facts["reference"]))
    with writing():
        city = load_city(city_facts, date.fromisoformat(facts["reference"]) + shift)
    stage = Stage(SAMPLE, Path(app.config["REMISS_UPLOADS"]), facts, city, shift)
    remiss_id = send_sample_remiss(stage, _read("themes.json"))
    play(stage, remiss_id)
    lines = [f"Exempelremissen {facts['diary_number']} är inläst."]
    if documents is not None:
        lines += import_folder(stage, remiss_id, documents)
    return lines


def logins() -> list[str]:
    """Return the sample's sign-ins, one line each: who, address; all have the same password."""
    wanted = {Role.COORDINATOR, Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.DIRECTOR, Role.SECRETARY, Role.ADMIN}
    rows: list[str] = []
    for user in db.session.scalars(sa.select(User).order_by(User.id)):
        membership = user.memberships[0]
        body = membership.organisation.name_on(clock.today())
        if membership.role in wanted and body in {"Kommunstyrelsen", "Äldrenämnden", "Socialnämnden"}:
            rows.append(f"{body}, {membership.role.label}: {user.email}")
    return [*rows, f"Lösenord för alla: {PASSWORD}"]


def _read(name: str) -> Any:
    return json.loads((SAMPLE / name).read_text(encoding="utf-8"))


def _refuse(app: Flask, documents: Path | None) -> None:
    settings: Settings = app.extensions["remiss_settings"]
    if settings.environment is Environment.PRODUCTION:
        raise InvalidInput("Exemplet läses aldrig in i drift. Sätt REMISS_ENVIRONMENT=demo för att prova.")
    if documents is not None and not documents.is_dir():
        raise InvalidInput(f"Mappen {documents} finns inte.")
    if db.session.scalar(sa.select(sa.func.count(User.id))):
        raise InvalidInput("Databasen är inte tom. Exemplet läses bara in i en tom databas.")

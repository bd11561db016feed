"""``remiss migrate``: brings the database to the schema of this version."""

from __future__ import annotations

from collections.abc import Callable

import click
import flask_migrate
from flask import Flask


@click.command("migrate")
@click.pass_obj
def migrate(make_app: Callable[[], Flask]) -> None:
    """Uppdatera databasen till den här versionen."""
    bring_up_to_date(make_app())
    click.echo("Databasen är uppdaterad.")


def bring_up_to_date(app: Flask) -> None:
    """Run the migrations that ``app``'s database lacks; says nothing."""
    with app.app_context():
        flask_migrate.upgrade()

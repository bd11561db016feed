"""``remiss admin``: the first administrator, who adds everybody else in the browser."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click
from flask import Flask

from remiss.cli.migrate import bring_up_to_date
from remiss.cli.refusal import Refusal
from remiss.cli.words import SwedishContext
from remiss.clock import now
from remiss.domain.passwords import password_problem
from remiss.door import writing
from remiss.services.accounts import PersonDetails, checked_email, create_administrator
from remiss.services.sessions import hash_password


@click.group("admin")
def admin() -> None:
    """Lägg till en administratör från kommandoraden."""


admin.context_class = SwedishContext


@admin.command("create")
@click.option("--name", required=True, help="Personens namn.")
@click.option("--email", required=True, help="Adressen som personen loggar in med.")
@click.option("--password-stdin", is_flag=True, help="Läs lösenordet från standard in, en rad.")
@click.pass_obj
def create(make_app: Callable[[], Flask], name: str, email: str, password_stdin: bool) -> None:
    """Lägg till en administratör, som sedan lägger till alla andra i webbläsaren."""
    details = PersonDetails(" ".join(name.split()), checked_email(email))
    password = _from_input() if password_stdin else _asked()
    problem = password_problem(password, details.name, details.email)
    if problem:
        raise Refusal(problem)
    app = make_app()
    bring_up_to_date(app)
    with app.app_context():
        password_hash = hash_password(password)
        with writing():
            create_administrator(details, password_hash, now())
    click.echo(f"{details.name} kan nu logga in som systemadministratör med {details.email}.")


create.context_class = SwedishContext


def _from_input() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _asked() -> str:
    first: str = click.prompt("Lösenord", hide_input=True, err=True)
    if click.prompt("Lösenordet en gång till", hide_input=True, err=True) != first:
        raise Refusal("Lösenorden är inte lika. Kör kommandot igen.")
    return first

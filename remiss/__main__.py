"""The console command. Commands are found by name and loaded when they are used: ``remiss parse`` knows no web."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from remiss.cli.refusal import Refusal
from remiss.cli.words import SwedishContext, usage_sentence
from remiss.errors import RemissError

if TYPE_CHECKING:
    from flask import Flask

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("remiss.cli.run:run", "Prova Remiss: exempeldata, webb och schemaläggare tillsammans."),
    "web": ("remiss.cli.web:web", "Starta webben."),
    "scheduler": ("remiss.cli.scheduler:scheduler", "Starta schemaläggaren: påminnelser, mejl och inläsning."),
    "migrate": ("remiss.cli.migrate:migrate", "Uppdatera databasen till den här versionen."),
    "doctor": ("remiss.cli.doctor:doctor", "Kontrollera att installationen är hel."),
    "admin": ("remiss.cli.admin:admin", "Lägg till den första administratören."),
    "bounces": ("remiss.cli.bounces:command", "Läs mejl som inte kunde lämnas fram och märk dem."),
    "remind": ("remiss.cli.remind:command", "Visa vilka påminnelser som skulle skickas, och varför."),
    "audit": ("remiss.cli.audit:audit", "Kontrollera att loggen inte har ändrats."),
    "demo": ("remiss.cli.demo:demo", "Fyll en tom databas med exempelremissen."),
    "parse": ("remiss.cli.parse:parse", "Läs ett svar och skriv ut dess fält som JSON."),
    "programme": ("remiss.cli.programme:programme", "Läs ett remitterat förslag och skriv ut dess avsnitt som JSON."),
    "analyse": ("remiss.cli.analyse:command", "Dela upp ett svar i synpunkter, med förslag."),
    "stance": ("remiss.cli.stance:command", "Föreslå ställningstagande för synpunkter på standard in."),
    "measure": ("remiss.cli.measure.command:command", "Mät hur ofta förslagen är rätt."),
    "bench": ("remiss.cli.bench.command:command", "Mät hur lång tid sidor, start, inläsning och sammanställning tar."),
    "docs": ("remiss.cli.docs:docs", "Skriv om den dokumentation som görs ur koden."),
    "compile": ("remiss.cli.compile:command", "Skriv en sammanställning till fil."),
    "verify": ("remiss.cli.verify:command", "Kontrollera att citaten i en sammanställning är oförändrade."),
}
"""Name → where the command is, and its line of help. Listed here, so that the help loads none of them."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for."""

    context_class = SwedishContext

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return the command called ``name``."""
        if name not in COMMANDS:
            return None
        command: click.Command = _late(COMMANDS[name][0])
        command.context_class = SwedishContext
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that ``args`` name. Raises Refusal when there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise Refusal(f"Kommandot {args[0]} finns inte. Se remiss --help.")
        return super().resolve_command(context, args)

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group("remiss", cls=LazyGroup, help="Remiss: skicka ut, svara, jämför och sammanställ remisser.")
@click.pass_context
def group(context: click.Context) -> None:
    """Hand every command the way to the application."""
    context.obj = make_app


def main() -> None:
    """Run the command line: status 2 and one sentence on stderr when something cannot be used."""
    try:
        status = group.main(prog_name="remiss", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as problem:
        click.echo(problem.message)
        sys.exit(0)
    except click.UsageError as problem:
        _refuse(usage_sentence(problem))
    except (Refusal, RemissError) as problem:
        _refuse(problem.message if isinstance(problem, Refusal) else problem.sentence)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    sys.exit(status if isinstance(status, int) else 0)


def make_app() -> Flask:
    """Return the application for the settings of the environment. Raises Refusal when they cannot be used."""
    try:
        app: Flask = _late("remiss.app:create_app")(_late("remiss.config:Settings")())
    except ValueError as problem:  # what pydantic raises is one
        raise Refusal(_setting_sentence(problem)) from problem
    except OSError as problem:
        raise Refusal(f"{problem.filename} kan inte läsas eller skapas. Kontrollera inställningarna.") from problem
    return app


def wsgi() -> Flask:
    """Return the application for a web server: ``gunicorn 'remiss.__main__:wsgi()'``."""
    return make_app()


def _late(path: str) -> Any:
    """Return ``module:attribute``. The one place where a command or the application is imported while running."""
    module, attribute = path.split(":")
    return getattr(import_module(module), attribute)


def _setting_sentence(problem: ValueError) -> str:
    errors = getattr(problem, "errors", None)
    if errors is None:
        raise problem
    first = errors()[0]
    if not first["loc"]:
        return str(first["msg"]).removeprefix("Value error, ")
    return f"Inställningen REMISS_{str(first['loc'][0]).upper()} har ett värde som inte kan användas."


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()

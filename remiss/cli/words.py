"""The words that click itself writes, in Swedish: headings of the help, and what is wrong with a command line."""

from __future__ import annotations

from collections.abc import Iterable

import click

HEADINGS = {"Options": "Val", "Commands": "Kommandon", "Positional arguments": "Argument"}
HELP_HINT = "Visa den här hjälpen."


class SwedishFormatter(click.HelpFormatter):
    """Click's help layout with Swedish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how the command is used."""
        super().write_usage(prog, args, prefix or "Användning: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of terms; the line about ``--help`` is click's own."""
        own = [(term, HELP_HINT if term.endswith("--help") else text) for term, text in rows]
        super().write_dl(own, col_max, col_spacing)


class SwedishContext(click.Context):
    """A context whose help is in Swedish."""

    formatter_class = SwedishFormatter


def usage_sentence(problem: click.UsageError) -> str:
    """Return one Swedish sentence on a command line that cannot be understood."""
    command = problem.ctx.command_path if problem.ctx else "remiss"
    if isinstance(problem, click.MissingParameter) and problem.param is not None:
        return f"{_name_of(problem.param)} saknas. Se {command} --help."
    if isinstance(problem, click.NoSuchOption):
        return f"Valet {problem.option_name} finns inte. Se {command} --help."
    if isinstance(problem, click.BadParameter) and problem.param is not None:
        return f"Värdet på {_name_of(problem.param)} kan inte användas. Se {command} --help."
    return f"Kommandot är inte rätt skrivet. Se {command} --help."


def _name_of(parameter: click.Parameter) -> str:
    """Return an option as it is typed, an argument as the help names it."""
    return parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name

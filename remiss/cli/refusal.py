"""How a command says no: exit 2 and one plain Swedish sentence on stderr (CONTRACTS)."""

from __future__ import annotations

from typing import IO, Any

import click


class Refusal(click.ClickException):
    """The input cannot be used. ``message`` is the sentence for the person at the console."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone, without usage text."""
        click.echo(self.message, err=True, file=file)

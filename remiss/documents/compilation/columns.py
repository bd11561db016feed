"""Leaves out of a table the columns that were chosen away, before it has a format: every format shows the same ones."""

from __future__ import annotations

from dataclasses import replace

from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Column
from remiss.domain.outline import Table

MOST_UPRIGHT = 5
"""Columns that have room on a page that is not turned."""


def with_chosen_columns(facts: CompilationFacts, table: Table) -> Table:
    """Return ``table`` with heads in words. Those that it can do without stand in its header as columns (Column)."""
    kept = [place for place, head in enumerate(table.header) if head not in facts.without_columns]
    return replace(
        table,
        header=tuple(_words(table.header[place]) for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
        widths=tuple(table.widths[place] for place in kept),
        landscape=table.landscape and len(kept) > MOST_UPRIGHT,
    )


def _words(head: str) -> str:
    return head.label if isinstance(head, Column) else head

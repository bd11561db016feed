"""The thematic remissammanställning (DOMAIN §6 b): numbers first, then theme by theme."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.appendix import replies_in_full
from remiss.documents.compilation.process import process_account
from remiss.documents.compilation.questions import question_tables
from remiss.documents.compilation.statistics import (
    answers_by_day,
    answers_table,
    bodies_table,
    matrix,
    replies_table,
    stance_table,
)
from remiss.documents.compilation.tables import absent_table, changes_table, minority_table, proof_table, technical
from remiss.documents.compilation.themes import theme_sections
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Contents, Heading, Node


def thematic(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the compilation of ``facts``, theme by theme."""
    yield Contents(depth=2)
    yield from process_account(facts)
    yield Heading(1, "Svaren i siffror", "siffror")
    yield answers_table(facts)
    yield from answers_by_day(facts)
    yield from stance_table(facts)
    yield Heading(1, "Instans för instans", "instanser")
    yield from bodies_table(facts)
    if facts.replies:
        yield from replies_table(facts)
        yield Heading(2, "Instanser och teman", "matris")
        yield from matrix(facts)
    yield from theme_sections(facts)
    yield from question_tables(facts)
    yield from changes_table(facts)
    yield from minority_table(facts)
    yield from absent_table(facts)
    yield from proof_table(facts)
    yield from technical(facts)
    yield from replies_in_full(facts)

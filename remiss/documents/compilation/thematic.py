"""The thematic remissammanställning (DOMAIN §6 b): numbers first, then theme by theme."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.coverage import under_heading
from remiss.documents.compilation.frame import closing, opening
from remiss.documents.compilation.statistics import bodies_table, matrix, replies_table
from remiss.documents.compilation.themes import theme_sections
from remiss.documents.compilation.words import home_of
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Heading, Node


def thematic(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the compilation of ``facts``, theme by theme."""
    yield from opening(facts)
    yield Heading(1, "Instans för instans", "instanser")
    yield from bodies_table(facts)
    if facts.replies:
        yield from replies_table(facts)
        yield Heading(2, "Instanser och teman", "matris")
        yield from matrix(facts)
    yield from theme_sections(facts)
    yield from closing(facts, under_heading(lambda _, viewpoint: home_of(facts, viewpoint)))

"""*Kort*, one page: who answered, the sharpest objections by name, what KS changes, and who is silent."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.highlights import changes, objections, silent
from remiss.documents.compilation.summary import summary
from remiss.documents.compilation.words import body, note
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Heading, Node
from remiss.text import counted

FEWER = 4


def one_page(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the page."""
    if facts.selection:
        yield note(f"Det här är ett urval. {' '.join(facts.selection)}")
    yield summary(facts)
    yield Heading(1, "Skarpast invändningar", "invandningar")
    yield from objections(facts, all_names=False)
    total = counted(len(facts.viewpoints()), "synpunkt", "synpunkter")
    yield Heading(1, "Vad kommunstyrelsen ändrar", "andringar")
    yield body(f"{changes(facts, FEWER)} Alla {total} återges med bedömning i sammanställningen tema för tema.")
    yield Heading(1, "Vilka som inte har svarat", "utan-svar")
    yield from silent(facts)

"""What most layouts begin and end with, so that nothing is told in one of them and forgotten in another."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.appendix import replies_in_full
from remiss.documents.compilation.coverage import PlaceOf, proof_table
from remiss.documents.compilation.gaps import gaps
from remiss.documents.compilation.highlights import changes, objections
from remiss.documents.compilation.process import process_account
from remiss.documents.compilation.questions import question_tables
from remiss.documents.compilation.redline import changes_table
from remiss.documents.compilation.statistics import answers_by_day, answers_table, stance_table
from remiss.documents.compilation.summary import summary
from remiss.documents.compilation.tables import absent_table, minority_table, technical
from remiss.documents.compilation.words import body, note
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Contents, Heading, Node


def opening(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the first page, the list of contents, how it was done and the numbers."""
    yield from first_page(facts)
    yield from process_account(facts)
    yield Heading(1, "Svaren i siffror", "siffror")
    yield answers_table(facts)
    yield from answers_by_day(facts)
    yield from stance_table(facts)


def first_page(facts: CompilationFacts) -> Iterator[Node]:
    """Yield what a reader finds before anything else, and then the list of contents."""
    yield Heading(1, "Sammanfattning", "sammanfattning")
    if facts.selection:
        yield note(f"Det här är ett urval. {' '.join(facts.selection)}")
    yield summary(facts)
    yield from sharpest(facts)
    yield Contents(depth=2)


def sharpest(facts: CompilationFacts) -> Iterator[Node]:
    """Yield who objects most and what KS changes, once there is any reply."""
    if facts.replies:
        yield Heading(2, "Skarpast invändningar", "invandningar")
        yield from objections(facts)
        yield Heading(2, "Vad kommunstyrelsen ändrar", "vad-som-andras")
        yield body(changes(facts))


def closing(facts: CompilationFacts, place: PlaceOf) -> Iterator[Node]:
    """Yield the lists that follow, the proof that every viewpoint has its ``place``, and the replies in full."""
    yield from question_tables(facts)
    yield from changes_table(facts)
    yield from minority_table(facts)
    yield from absent_table(facts)
    yield from gaps(facts)
    yield from proof_table(facts, place)
    yield from technical(facts)
    yield from replies_in_full(facts)

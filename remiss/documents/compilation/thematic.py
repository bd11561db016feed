"""The thematic remissammanställning (DOMAIN §6 b): one outline, rendered alike in every format."""

from __future__ import annotations

from remiss.clock import local_date
from remiss.documents.compilation.appendix import replies_in_full, reply_in_full
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
from remiss.documents.compilation.words import sources
from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.domain.outline import Contents, Heading, Node, Outline
from remiss.domain.statement import normalise
from remiss.errors import RemissError
from remiss.text import listed, long_date


class FalseQuotation(RemissError):
    """A quotation does not stand word for word in the released text: the document is not made."""

    status = 500


def thematic_outline(facts: CompilationFacts) -> Outline:
    """Return the compilation of ``facts``. Raises FalseQuotation when a viewpoint is not in its reply's text."""
    _check_quotations(facts)
    nodes: list[Node] = [Contents(depth=2), *process_account(facts)]
    nodes += [Heading(1, "Svaren i siffror", "siffror"), answers_table(facts)]
    nodes += [*answers_by_day(facts), *stance_table(facts)]
    nodes += [Heading(1, "Instans för instans", "instanser"), *bodies_table(facts)]
    if facts.replies:
        nodes += [*replies_table(facts), Heading(2, "Instanser och teman", "matris"), *matrix(facts)]
    nodes += [
        *theme_sections(facts),
        *question_tables(facts),
        *changes_table(facts),
        *minority_table(facts),
        *absent_table(facts),
    ]
    nodes += [*proof_table(facts), *technical(facts), *replies_in_full(facts)]
    return Outline(
        title=f"Sammanställning av remissvar: {facts.title}",
        subtitle=f"{facts.diary_number}. Svar till och med den {long_date(local_date(facts.created))}",
        author=facts.sender,
        subject=f"Remissammanställning {facts.diary_number}",
        created=facts.created,
        header=f"{facts.sender}\t{facts.diary_number}",
        footer="Remissammanställning\tSida {sida} av {sidor}",
        nodes=tuple(nodes),
        watermark="Återkallad" if facts.withdrawn else "Preliminär" if facts.preliminary() else None,
        sources=sources(facts),
    )


def reply_outline(facts: CompilationFacts, reply: ReplyFacts) -> Outline:
    """Return one released reply, with its decisions, as a document of its own."""
    return Outline(
        title=f"Svar från {listed(reply.bodies)}",
        subtitle=f"{facts.title}, {facts.diary_number}",
        author=reply.author,
        subject=f"Remissvar {facts.diary_number}",
        created=facts.created,
        header=f"{listed(reply.bodies)}\t{facts.diary_number}",
        footer="",
        nodes=tuple(reply_in_full(reply, level=1)),
    )


def _check_quotations(facts: CompilationFacts) -> None:
    for reply in facts.replies:
        words = normalise(reply.text.plain_text())
        for viewpoint in reply.viewpoints:
            if not normalise(viewpoint.text) or normalise(viewpoint.text) not in words:
                raise FalseQuotation(
                    f"Synpunkt {viewpoint.number} i svaret från {reply.author} står inte ordagrant i svaret. "
                    "Rätta eller ta bort synpunkten innan sammanställningen skapas."
                )

"""The thematic remissammanställning (DOMAIN §6 b): one outline, rendered alike in every format."""

from __future__ import annotations

from remiss.documents.compilation.appendix import replies_in_full
from remiss.documents.compilation.process import process_account
from remiss.documents.compilation.tables import (
    absent_table,
    bodies_table,
    changes_table,
    matrix,
    minority_table,
    proof_table,
    stance_table,
)
from remiss.documents.compilation.themes import theme_sections
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Contents, Heading, Node, Outline
from remiss.errors import RemissError
from remiss.text import long_date


class FalseQuotation(RemissError):
    """A quotation does not stand word for word in the released text: the document is not made."""

    status = 500


def thematic_outline(facts: CompilationFacts) -> Outline:
    """Return the compilation of ``facts``. Raises FalseQuotation when a viewpoint is not in its reply's text."""
    _check_quotations(facts)
    nodes: list[Node] = [Contents(depth=2), *process_account(facts), bodies_table(facts)]
    nodes += [Heading(1, "Ställningstaganden i siffror", "siffror"), *stance_table(facts)]
    if facts.replies:
        nodes += [Heading(1, "Instans för instans", "matris"), *matrix(facts)]
    nodes += [*theme_sections(facts), *changes_table(facts), *minority_table(facts), *absent_table(facts)]
    nodes += [*proof_table(facts), *replies_in_full(facts)]
    return Outline(
        title=f"Sammanställning av remissvar: {facts.title}",
        subtitle=f"{facts.diary_number}. Svar till och med den {long_date(facts.created.date())}",
        author=facts.sender,
        subject=f"Remissammanställning {facts.diary_number}",
        created=facts.created,
        header=f"{facts.sender}\t{facts.diary_number}",
        footer="Remissammanställning\tSida {sida} av {sidor}",
        nodes=tuple(nodes),
        watermark="Preliminär" if facts.unconfirmed() or facts.unassessed() else None,
    )


def _check_quotations(facts: CompilationFacts) -> None:
    for reply, viewpoint in facts.viewpoints():
        if not reply.text.contains(viewpoint.text):
            raise FalseQuotation(
                f"Synpunkt {viewpoint.number} i svaret från {reply.author} står inte ordagrant i svaret. "
                "Rätta eller ta bort synpunkten innan sammanställningen skapas."
            )

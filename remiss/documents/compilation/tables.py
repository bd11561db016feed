"""The lists that follow the themes: changes, minority statements, who did not answer, where everything stands."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.words import anchor, body, code, note, reply_anchor
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Cell, FieldRows, Heading, Node, Table


def changes_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T4: the changes KS makes, each with the viewpoint behind it."""
    rows = tuple(
        (
            Cell(viewpoint.assessment.changed_section),
            Cell(viewpoint.assessment.action),
            Cell(viewpoint.assessment.reason or "–"),
            Cell(f"{reply.author}, {code(reply, viewpoint)}", anchor(reply, viewpoint)),
        )
        for reply, viewpoint in facts.viewpoints()
        if viewpoint.assessment and viewpoint.assessment.changed_section
    )
    if rows:
        yield Heading(1, "Ändringar i förslaget", "andringar")
        header = ("Avsnitt", "Bedömning", "Motivering", "Med anledning av")
        yield Table(f"Ändringar ({len(rows)})", header, rows, (25, 15, 35, 25))


def absent_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T5: who declined, and who has not answered, told apart."""
    absent = [one for one in facts.bodies if not (one.answered or one.left_out)]
    if not absent:
        return
    yield Heading(1, "Instanser utan svar", "utan-svar")
    rows = tuple((Cell(one.name), Cell(one.status), Cell(one.declined_reason or "–")) for one in absent)
    yield Table(f"Instanser utan svar ({len(rows)})", ("Instans", "Läge", "Skäl"), rows, (30, 25, 45))


def minority_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T7: reservations and the like, by who made them; politicians look for their own party first."""
    found = [(minority, d, reply) for reply in facts.replies for d in reply.decisions for minority in d.minorities]
    if not found:
        return
    yield Heading(1, "Reservationer och särskilda uttalanden", "minoritet")
    rows = tuple(
        (Cell(minority.parties), Cell(minority.kind), Cell(d.body, reply_anchor(reply)), Cell(minority.text))
        for minority, d, reply in sorted(found, key=lambda item: (item[0].parties, item[1].body))
    )
    yield note("Ordnade efter vem som lämnat dem. De hör till instansen men är inte en del av dess ställningstagande.")
    header = ("Vem", "Slag", "Instans", "Text")
    yield Table(f"Reservationer och uttalanden ({len(rows)})", header, rows, (22, 15, 20, 43))


def technical(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the values by which the log and the fixed facts can be checked against this document, kept outside."""
    fixed = facts.established if not facts.selection else None  # beside masked words a hash would prove a guess right
    if facts.log_head is None and fixed is None:
        return
    yield Heading(1, "Teknisk information", "teknisk-information")
    if facts.log_head is not None:
        yield body(
            "Allt som görs i Remiss skrivs i en logg. Med kontrollvärdet går det att visa att loggen till och med den "
            "senaste ändringen i den här sammanställningen inte har ändrats i efterhand."
        )
        yield FieldRows((("Händelse nummer", str(facts.log_head.number)), ("Kontrollvärde", str(facts.log_head))))
    if fixed is not None:
        yield body(
            "Uppgifterna som sammanställningen är gjord av är frysta. Kontrollsumman (sha256) är beräknad på dem."
        )
        yield FieldRows((("Fastställd version", str(fixed.number)), ("Kontrollsumma", fixed.sha256)))

"""The tables: bodies, stances, matrix, changes, not answered, minority statements, where everything stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from remiss.documents.compilation.words import (
    STANCES,
    anchor,
    code,
    in_theme,
    note,
    reply_anchor,
    stance_words,
    theme_anchor,
    without_theme,
)
from remiss.domain.compilation import BodyFacts, CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Cell, Heading, Node, Table
from remiss.domain.stance import Stance, stance_label, stance_symbol
from remiss.text import counted

WIDEST = 6
"""Themes in one table of the matrix: more leave no room for the words."""


def bodies_table(facts: CompilationFacts) -> Table:
    """T1: every body once, with how it answered and both diary numbers."""
    by_id = {reply.id: reply for reply in facts.replies}
    rows = tuple(_body_row(one, by_id.get(one.reply_id or 0)) for one in facts.bodies)
    header = ("Instans", "Slag", "Svar", "Beslut", "Instansens diarienummer", "Minoritet")
    return Table(f"Remissinstanser ({len(rows)})", header, rows, (25, 14, 15, 21, 16, 9))


def _body_row(one: BodyFacts, reply: ReplyFacts | None) -> tuple[Cell, ...]:
    if reply is None:
        return (Cell(one.name), Cell(one.kind), Cell(one.status), Cell("–"), Cell("–"), Cell("–"))
    status = f"Inkommen {reply.submitted_on.isoformat()}" + (" (efter svarstiden)" if one.late else "")
    decisions = [d for d in reply.decisions if d.body == one.name]
    # the newest decision; an earlier återremiss or bordläggning stands with the reply in full
    decided = "".join(f"{d.outcome}, {d.paragraph} den {d.decided_on.isoformat()}" for d in decisions[-1:])
    minorities = sum(len(d.minorities) for d in decisions)
    return (
        Cell(one.name, reply_anchor(reply)),
        Cell(one.kind),
        Cell(status),
        Cell(decided or reply.basis),
        Cell(reply.diary_number or "–"),
        Cell(str(minorities) if minorities else "–"),
    )


def stance_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield how many viewpoints take which stance, per theme and in all."""
    header = ("Tema", *(stance_label(stance) for stance in STANCES), "Summa")
    rows = [_stance_row(theme.name, theme_anchor(theme.key), in_theme(facts, theme.key)) for theme in facts.themes]
    loose = without_theme(facts)
    if loose:
        rows.append(_stance_row("Utan tema", "tema-utan", loose))
    rows.append(_stance_row("Alla synpunkter", None, facts.viewpoints()))
    yield Table("Antal synpunkter per tema och ställningstagande", header, tuple(rows), (24, *[10] * len(STANCES), 8))
    yield note("En synpunkt kan höra till flera teman. På raden ”Alla synpunkter” är varje synpunkt räknad en gång.")


def _stance_row(
    name: str, link: str | None, viewpoints: Iterable[tuple[ReplyFacts, ViewpointFacts]]
) -> tuple[Cell, ...]:
    counts = Counter(viewpoint.stance for _, viewpoint in viewpoints)
    numbers = [counts[stance] for stance in STANCES]
    return (Cell(name, link), *(Cell(str(number)) for number in numbers), Cell(str(sum(numbers))))


def matrix(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T2: body × theme, stance as symbol and words, in as many tables as keep the words readable.

    A reply shared by several bodies is one row.
    """
    parts = [facts.themes[start : start + WIDEST] for start in range(0, len(facts.themes), WIDEST)]
    for number, themes in enumerate(parts, start=1):
        header = ("Svar från", *(theme.name for theme in themes))
        rows = tuple(
            (Cell(reply.author, reply_anchor(reply)), *(_matrix_cell(reply, theme.key) for theme in themes))
            for reply in facts.replies
        )
        part = f", del {number} av {len(parts)}" if len(parts) > 1 else ""
        widths = (20, *[80 // len(themes)] * len(themes))
        yield Table(f"Ställningstaganden per instans och tema{part}", header, rows, widths, landscape=True)


def _matrix_cell(reply: ReplyFacts, key: str) -> Cell:
    found = [viewpoint for viewpoint in reply.viewpoints if key in viewpoint.themes]
    counts = Counter(viewpoint.stance for viewpoint in found)
    lines = [_counted_stance(stance, counts[stance]) for stance in STANCES if counts[stance]]
    return Cell("\n".join(lines) or "–", anchor(reply, found[0]) if found else None)


def _counted_stance(stance: Stance | None, number: int) -> str:
    words = f"{stance_symbol(stance)} {stance_label(stance)}"
    return words if number == 1 else f"{words} ({number})"


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
    absent = [one for one in facts.bodies if not one.answered]
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
    header = ("Vem", "Slag", "Instans", "Text")
    yield Table(f"Reservationer och uttalanden ({len(rows)})", header, rows, (22, 15, 20, 43))


def proof_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield where every viewpoint of every reply is found: nothing is left out."""
    yield Heading(1, "Var varje synpunkt finns", "var-synpunkterna-finns")
    names = {theme.key: theme.name for theme in facts.themes}
    rows = tuple(
        (
            Cell(code(reply, viewpoint), anchor(reply, viewpoint)),
            Cell(reply.author),
            Cell(names.get(viewpoint.themes[0], "Utan tema") if viewpoint.themes else "Utan tema"),
            Cell(stance_words(viewpoint)),
            Cell(viewpoint.classified_by or "–"),
        )
        for reply, viewpoint in facts.viewpoints()
    )
    total = counted(len(rows), "synpunkt", "synpunkter")
    yield Table(f"Alla {total}", ("Nr", "Svar från", "Tema", "Ställning", "Klassad av"), rows, (7, 27, 24, 20, 22))

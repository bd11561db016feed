"""The counts: who answered, who takes which stance, reply by reply, and the matrix of body and theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from remiss.documents.compilation.charts import answers_by_day_table, answers_chart, stance_chart
from remiss.documents.compilation.columns import with_chosen_columns
from remiss.documents.compilation.words import (
    STANCES,
    anchor,
    in_theme,
    note,
    reply_anchor,
    theme_anchor,
    without_theme,
)
from remiss.domain.compilation import BodyFacts, CompilationFacts, Found, ReplyFacts, ViewpointFacts
from remiss.domain.compilation_choices import Column
from remiss.domain.outline import Cell, Node, Table
from remiss.domain.stance import NOT_ASSESSED_LABEL, Stance, stance_label, stance_symbol
from remiss.text import NBSP, counted

BY_OFFICER = "klassat av handläggare"
COUNTS = (30, 7, 9, 14, 9, 9, 8, 8, 7)
"""Widths of a name, a number for each stance, and their sum."""
WIDEST = 6
"""Themes in one table of the matrix: more leave no room for the words."""


def answers_table(facts: CompilationFacts) -> Table:
    """Return how many of each kind were asked and what became of it; the columns after the first add up to it.

    Förhandssvar, what is handled outside the system and what a withdrawal broke off have columns of their own where
    there are any.
    """
    invited = [one for one in facts.bodies if one.invited]
    special = _special_columns(facts)
    kinds = list(dict.fromkeys(one.kind for one in invited))
    rows = [_answers_row(kind, [one for one in invited if one.kind == kind], special) for kind in kinds]
    rows.append(_answers_row("Alla tillfrågade", invited, special))
    uninvited = [one for one in facts.bodies if not one.invited]
    if uninvited:
        rows.append(_answers_row("Ej tillfrågade", uninvited, special, asked="–"))
    header = ("Slag", "Tillfrågade", "Har svarat", *special, "Har avstått", "Har inte svarat")
    widths = (28, *[72 // (len(header) - 1)] * (len(header) - 1))
    return Table("Remissinstanser och svar", header, tuple(rows), widths)


def _special_columns(facts: CompilationFacts) -> dict[str, Callable[[BodyFacts], bool]]:
    columns: dict[str, Callable[[BodyFacts], bool]] = {
        "Förhandssvar": lambda one: one.preliminary,
        "Utanför systemet": lambda one: one.outside,
        "Återkallade": lambda one: one.withdrawn,
        "Inkommet, ingår inte": lambda one: one.left_out,
    }
    return {name: belongs for name, belongs in columns.items() if any(belongs(one) for one in facts.bodies)}


def _answers_row(
    name: str, bodies: list[BodyFacts], special: dict[str, Callable[[BodyFacts], bool]], asked: str | None = None
) -> tuple[Cell, ...]:
    answered = sum(one.answered and not one.preliminary for one in bodies)
    apart = [sum(belongs(one) for one in bodies) for belongs in special.values()]
    declined = sum(one.declined for one in bodies)
    rest = len(bodies) - answered - sum(apart) - declined
    numbers = (asked or str(len(bodies)), answered, *apart, declined, rest)
    return (Cell(name), *(Cell(str(number)) for number in numbers))


def stance_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield how many viewpoints take which stance, per theme and in all: as a picture and as a table."""
    chart = stance_chart(facts)
    if chart is not None:
        yield chart
    yield stance_counts_table(facts)
    yield note("En synpunkt kan höra till flera teman. På raden ”Alla synpunkter” är varje synpunkt räknad en gång.")
    yield kinds_table(facts)
    if any(len(reply.bodies) > 1 for reply in facts.replies):
        yield note("Ett gemensamt svar är räknat under den första instansens slag.")
    yield note(_who_classified(facts))


def kinds_table(facts: CompilationFacts) -> Table:
    """Return the same numbers by kind of body."""
    kinds = {one.name: one.kind for one in facts.bodies}
    found: dict[str, list[Found]] = {kind: [] for kind in kinds.values()}
    for reply, viewpoint in facts.viewpoints():
        found[kinds[reply.bodies[0]]].append((reply, viewpoint))
    rows = [_stance_row(kind, None, same) for kind, same in found.items() if same]
    rows.append(_stance_row("Alla synpunkter", None, facts.viewpoints()))
    header = ("Slag", *(stance_label(stance) for stance in STANCES), "Summa")
    return Table(
        "Antal synpunkter per slag av instans och ställningstagande",
        header,
        tuple(rows),
        COUNTS,
    )


def _who_classified(facts: CompilationFacts) -> str:
    """Say how many viewpoints a person stands for, and on which side."""
    everything = facts.viewpoints()
    confirmed = [one for _, one in everything if one.confirmed]
    officers = sum((one.classified_by or "").startswith(BY_OFFICER) for one in confirmed)
    said = f"{len(confirmed)} av {counted(len(everything), 'synpunkt', 'synpunkter')} har bekräftats av en person"
    if officers:
        said += f": {len(confirmed) - officers} av kommunstyrelsen och {officers} av instansernas handläggare"
    rest = "" if len(confirmed) == len(everything) else " De övriga är förslag av en regel."
    return f"{said}.{rest}"


def stance_counts_table(facts: CompilationFacts) -> Table:
    """Return the numbers of ``stance_chart``, and the sums."""
    header = ("Tema", *(stance_label(stance) for stance in STANCES), "Summa")
    rows = [_stance_row(theme.name, theme_anchor(theme.key), in_theme(facts, theme.key)) for theme in facts.themes]
    loose = without_theme(facts)
    if loose:
        rows.append(_stance_row("Utan tema", "tema-utan", loose))
    rows.append(_stance_row("Alla synpunkter", None, facts.viewpoints()))
    return Table("Antal synpunkter per tema och ställningstagande", header, tuple(rows), COUNTS)


def answers_by_day(facts: CompilationFacts) -> Iterator[Node]:
    """Yield how the answers came in, as a picture and as a table; nothing where the days make no picture."""
    chart = answers_chart(facts)
    if chart is not None:
        yield chart
        yield answers_by_day_table(chart)


def _stance_row(
    name: str, link: str | None, viewpoints: Iterable[tuple[ReplyFacts, ViewpointFacts]]
) -> tuple[Cell, ...]:
    counts = Counter(viewpoint.stance for _, viewpoint in viewpoints)
    numbers = [counts[stance] for stance in STANCES]
    return (Cell(name, link), *(Cell(str(number)) for number in numbers), Cell(str(sum(numbers))))


def bodies_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T1: every body once, with when it was asked and was due, how it answered, what it decided, both numbers."""
    by_id = {reply.id: reply for reply in facts.replies}
    rows = tuple(_body_row(facts, one, by_id.get(one.reply_id or 0)) for one in facts.bodies)
    if Column.BODY_NUMBER not in facts.without_columns:
        yield note(f"Kommunstyrelsens diarienummer är {facts.diary_number}. I tabellen står instansernas egna.")
    header = (
        "Instans", Column.BODY_KIND, Column.BODY_ASKED, Column.BODY_DUE, "Svar", Column.BODY_DECISION,
        Column.BODY_STANCES, Column.BODY_NUMBER, Column.BODY_MINORITY,
    )  # fmt: skip
    widths = (20, 12, 9, 10, 13, 17, 27, 12, 13)
    yield with_chosen_columns(
        facts, Table(f"{Column.BODY_KIND.table} ({len(rows)})", header, rows, widths, landscape=True)
    )


def _body_row(facts: CompilationFacts, one: BodyFacts, reply: ReplyFacts | None) -> tuple[Cell, ...]:
    asked = facts.sent_on.isoformat() if one.invited else "Ej tillfrågad"
    due = (one.extended_to or facts.due_on).isoformat() if one.invited else "–"
    extended = " (anstånd)" if one.extended_to else ""
    said = _answer_cells(one, reply) if reply else (Cell(one.status), *[Cell("–")] * 4)
    link = reply_anchor(reply) if reply else None
    return (Cell(one.name, link), Cell(one.kind), Cell(asked), Cell(f"{due}{extended}"), *said)


def _answer_cells(one: BodyFacts, reply: ReplyFacts) -> tuple[Cell, ...]:
    arrived = "Förhandssvar" if one.preliminary else "Inkommet"
    status = f"{arrived} {reply.submitted_on.isoformat()}" + (" (efter svarstiden)" if one.late else "")
    if one.early_on:
        status += f" (förhandssvar i tid {one.early_on.isoformat()})"
    # an earlier återremiss or bordläggning stands with the reply in full
    minorities = Counter(minority.kind for d in reply.decisions if d.body == one.name for minority in d.minorities)
    return (
        Cell(status + (" (gemensamt svar)" if len(reply.bodies) > 1 else "")),
        Cell(_decided(one, reply)),
        # a symbol stands on the line of its words
        Cell(", ".join(line.replace(" ", NBSP, 1) for line in _stances_of(one, reply).split("\n"))),
        Cell(reply.diary_number or "–"),
        Cell(", ".join(f"{kind} {number}" if number > 1 else kind for kind, number in minorities.items()) or "–"),
    )


def _decided(one: BodyFacts, reply: ReplyFacts) -> str:
    decision = reply.newest_decision(one.name)
    decided = f"{decision.outcome}, {decision.paragraph} den {decision.decided_on.isoformat()}" if decision else ""
    if decision and not decision.has_minutes:
        decided += ", protokollsutdrag saknas"
    if reply.preliminary and reply.decision_expected_on:
        awaited = f"Beslut väntas {reply.decision_expected_on.isoformat()}"
        return f"{decided}. {awaited}" if decided else awaited
    if reply.alone:
        return f"{reply.alone.kind} {reply.alone.decided_on.isoformat()}"
    return decided or reply.basis


def replies_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield every reply in brief: how many viewpoints, on what, and how far KS has taken them into account."""
    rows = [
        (
            Cell(reply.author, reply_anchor(reply)),
            Cell(str(len(reply.viewpoints))),
            Cell(_foremost(facts, reply)),
            Cell(_answers(reply.viewpoints)),
        )
        for reply in facts.replies
    ]
    everything = [viewpoint for _, viewpoint in facts.viewpoints()]
    rows.append((Cell("Alla svar"), Cell(str(len(everything))), Cell("–"), Cell(_answers(everything))))
    header = ("Svar från", Column.REPLY_COUNT, Column.REPLY_THEME, Column.REPLY_ANSWERS)
    caption = f"{Column.REPLY_COUNT.table} ({len(facts.replies)})"
    yield with_chosen_columns(facts, Table(caption, header, tuple(rows), (28, 12, 27, 33)))


def _foremost(facts: CompilationFacts, reply: ReplyFacts) -> str:
    """Return the theme that most of the viewpoints are about: the matrix tells all."""
    counts = Counter(key for one in reply.viewpoints for key in one.themes if key in facts.theme_names)
    return ", ".join(f"{facts.theme_names[key]} ({number})" for key, number in counts.most_common(1)) or "–"


def _answers(viewpoints: Iterable[ViewpointFacts]) -> str:
    counts = Counter(viewpoint.assessment.action if viewpoint.assessment else "" for viewpoint in viewpoints)
    open_ones = counts.pop("", 0)
    parts = [f"{action} {number}" for action, number in sorted(counts.items())]
    return ", ".join([*parts, f"Ej bedömd ännu {open_ones}"] if open_ones else parts) or "–"


def matrix(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T2: body × theme, stance as symbol and words, in as many tables as keep the words readable.

    A reply shared by several bodies is one row, and each of them that decided otherwise has one of its own.
    """
    parts = [facts.themes[start : start + WIDEST] for start in range(0, len(facts.themes), WIDEST)]
    for number, themes in enumerate(parts, start=1):
        header = ("Svar från", *(theme.name for theme in themes))
        keys = [theme.key for theme in themes]
        rows = tuple(row for reply in facts.replies for row in _matrix_rows(reply, keys))
        part = f", del {number} av {len(parts)}" if len(parts) > 1 else ""
        widths = (20, *[80 // len(themes)] * len(themes))
        yield Table(f"Ställningstaganden per instans och tema{part}", header, rows, widths, landscape=True)


def _matrix_rows(reply: ReplyFacts, keys: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
    """A party to a joint text that decided otherwise has a row of its own: none of the stances are its own."""
    yield (Cell(reply.author, reply_anchor(reply)), *(_matrix_cell(reply, key) for key in keys))
    used = {key for viewpoint in reply.viewpoints for key in viewpoint.themes}
    for body in reply.departing() if len(reply.bodies) > 1 else ():
        cells = (Cell(NOT_ASSESSED_LABEL if key in used else "–") for key in keys)
        yield (Cell(f"{body} (beslutade något annat)", reply_anchor(reply)), *cells)


def _matrix_cell(reply: ReplyFacts, key: str) -> Cell:
    found = [viewpoint for viewpoint in reply.viewpoints if key in viewpoint.themes]
    return Cell(_stances(found), anchor(reply, found[0]) if found else None)


def _stances_of(one: BodyFacts, reply: ReplyFacts) -> str:
    """A party to a joint reply that decided otherwise than its words has taken none of their stances."""
    otherwise = len(reply.bodies) > 1 and one.name in reply.departing()
    return NOT_ASSESSED_LABEL if otherwise else _stances(reply.viewpoints)


def _stances(viewpoints: Iterable[ViewpointFacts]) -> str:
    return "\n".join(stances_in_lines(viewpoints)) or "–"


def stances_in_lines(viewpoints: Iterable[ViewpointFacts]) -> list[str]:
    """Return one line per stance; what nobody has confirmed is counted apart, as a suggestion."""
    counts = Counter((v.stance, v.suggested) for v in viewpoints)
    return [
        _stance_line(stance, counts[stance, suggested], suggested=suggested)
        for stance in STANCES
        for suggested in (False, True)
        if counts[stance, suggested]
    ]


def _stance_line(stance: Stance | None, number: int, *, suggested: bool) -> str:
    notes = ([str(number)] if number > 1 else []) + (["förslag"] if suggested else [])
    words = f"{stance_symbol(stance)} {stance_label(stance)}"
    return f"{words} ({', '.join(notes)})" if notes else words

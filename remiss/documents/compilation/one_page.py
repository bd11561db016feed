"""*Kort*, one page: who answered, the sharpest objections by name, what KS changes, and who is silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from remiss.documents.compilation.prefill import excerpt, most_telling
from remiss.documents.compilation.summary import summary
from remiss.documents.compilation.words import body, code, note
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Bullets, Emphasis, Heading, Node, Paragraph, Run
from remiss.domain.stance import Stance
from remiss.text import counted, listed, long_date

MOST_OBJECTIONS = 3
MOST_CHANGES = 4
MOST_NAMES = 20
LONGEST = 120
"""Signs of a quotation on the page."""


def one_page(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the page."""
    yield body(f"Remitterat den {long_date(facts.sent_on)} med svar senast den {long_date(facts.due_on)}.")
    if facts.selection:
        yield note(f"Det här är ett urval. {' '.join(facts.selection)}")
    yield summary(facts)
    yield Heading(1, "Skarpast invändningar", "invandningar")
    yield from _objections(facts)
    yield Heading(1, "Vad kommunstyrelsen ändrar", "andringar")
    yield from _changes(facts)
    yield Heading(1, "Vilka som inte har svarat", "utan-svar")
    yield from _silent(facts)
    total = counted(len(facts.viewpoints()), "synpunkt", "synpunkter")
    yield note(
        f"Alla {total} återges med bedömning i sammanställningen tema för tema, under sina nummer, som (1.1). Tabellen "
        "”Var varje synpunkt finns” där visar att ingen saknas."
    )


def _objections(facts: CompilationFacts) -> Iterator[Node]:
    found: list[tuple[ReplyFacts, list[ViewpointFacts]]] = []
    for reply in facts.replies:
        against = [one for one in reply.viewpoints if one.stance is Stance.OBJECTS and one.stance_confirmed]
        if against:
            found.append((reply, against))
    if not found:
        yield body("Inga bekräftade invändningar finns.")
        return
    most = sorted(found, key=lambda one: -len(one[1]))
    items = [_objection(facts, *one) for one in most[:MOST_OBJECTIONS]]
    if len(most) > MOST_OBJECTIONS:
        items.append((Run(f"Invändningar finns i {len(most) - MOST_OBJECTIONS} svar till."),))
    yield Bullets(tuple(items))


def _objection(facts: CompilationFacts, reply: ReplyFacts, against: list[ViewpointFacts]) -> tuple[Run, ...]:
    telling = most_telling(against)
    quoted = f": {excerpt(telling, LONGEST)}" if facts.quotes else ""
    number = counted(len(against), "invändning", "invändningar")
    return Run(reply.author, Emphasis.BOLD), Run(f", {number}{quoted} ({code(reply, telling)})")


def _changes(facts: CompilationFacts) -> Iterator[Node]:
    changed = Counter(
        viewpoint.assessment.changed_section
        for _, viewpoint in facts.viewpoints()
        if viewpoint.assessment and viewpoint.assessment.changed_section
    )
    if not changed:
        yield body("Kommunstyrelsen har ännu inte bestämt vilka avsnitt som ändras.")
        return
    names = [f"”{name}”" for name, _ in changed.most_common(MOST_CHANGES)]
    rest = len(changed) - len(names)
    told = f"{', '.join(names)} och {rest} till" if rest > 0 else listed(names)
    number = counted(changed.total(), "synpunkt", "synpunkter")
    yield body(f"{counted(len(changed), 'avsnitt', 'avsnitt')} ändras med anledning av {number}: {told}.")


def _silent(facts: CompilationFacts) -> Iterator[Node]:
    invited = [one for one in facts.bodies if one.invited]
    groups = (
        ("Har avstått", [one.name for one in invited if one.declined]),
        ("Utanför systemet på grund av sekretess", [one.name for one in invited if one.outside]),
        ("Har inte svarat", [one.name for one in invited if one.missing or one.withdrawn or one.left_out]),
    )
    found = [(name, who) for name, who in groups if who]
    told = [
        run for name, who in found for run in (Run(f"{name} ({len(who)}): ", Emphasis.BOLD), Run(f"{_some(who)}. "))
    ]
    yield Paragraph(tuple(told)) if told else body("Alla tillfrågade har svarat.")


def _some(names: list[str]) -> str:
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMES])} och {len(names) - MOST_NAMES} till"

"""What a reader with ten minutes wants first: the sharpest objections with names, what KS changes, who is silent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from remiss.documents.compilation.prefill import excerpt, most_telling
from remiss.documents.compilation.words import anchor, apart, body, code
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Bullets, Emphasis, Node, Paragraph, ParagraphStyle, Run
from remiss.domain.stance import Stance
from remiss.text import counted, listed

MOST_OBJECTIONS = 3
MOST_CHANGES = 6
LONGEST = 120
"""Signs of a quotation on the page."""
_SHARP = re.compile(r"avstyrk|motsätt|ställa sig bakom|kritisk|orimlig|orealistisk|oacceptab|protest", re.IGNORECASE)
Objecting = tuple[ReplyFacts, list[ViewpointFacts]]


def objections(facts: CompilationFacts, *, all_names: bool = True) -> Iterator[Node]:
    """Yield who objects, the sharpest in their own words and, where there is room for it, every other by name."""
    found = _objecting(facts)
    if not found:
        yield body("Inga bekräftade invändningar finns.")
        return
    items = [_objection(facts, *one) for one in found[:MOST_OBJECTIONS]]
    others = [reply.author for reply, _ in found[MOST_OBJECTIONS:]]
    if others and all_names:
        items.append((Run(f"Invändningar finns också i svaren från {apart(others)}."),))
    yield Bullets(tuple(items))


def _objecting(facts: CompilationFacts) -> list[Objecting]:
    """Return the replies with confirmed objections: first those that reject in strong words, then those with many."""
    found = [
        (reply, [one for one in reply.viewpoints if one.stance is Stance.OBJECTS and one.stance_confirmed])
        for reply in facts.replies
    ]
    return sorted((one for one in found if one[1]), key=lambda one: (-len(_sharp(one[1])), -len(one[1])))


def _sharp(viewpoints: Sequence[ViewpointFacts]) -> list[ViewpointFacts]:
    return [one for one in viewpoints if _SHARP.search(one.words)]


def _objection(facts: CompilationFacts, reply: ReplyFacts, against: list[ViewpointFacts]) -> tuple[Run, ...]:
    telling = most_telling(_sharp(against) or against, LONGEST)
    quoted = f": {excerpt(telling, LONGEST)}" if facts.quotes else ""
    number = counted(len(against), "invändning", "invändningar")
    return (
        Run(reply.author, Emphasis.BOLD),
        Run(f", {number}{quoted} ("),
        Run(code(reply, telling), link=anchor(reply, telling)),
        Run(")"),
    )


def changes(facts: CompilationFacts, most: int = MOST_CHANGES) -> str:
    """Return which sections KS changes, those with most viewpoints behind them first."""
    changed = Counter(
        viewpoint.assessment.changed_section
        for _, viewpoint in facts.viewpoints()
        if viewpoint.assessment and viewpoint.assessment.changed_section
    )
    if not changed:
        return "Kommunstyrelsen har ännu inte bestämt vilka avsnitt som ändras."
    names = [f"”{name}”" for name, _ in changed.most_common(most)]
    rest = len(changed) - len(names)
    told = f"{', '.join(names)} och {rest} till" if rest > 0 else listed(names)
    number = counted(changed.total(), "synpunkt", "synpunkter")
    return f"{counted(len(changed), 'avsnitt', 'avsnitt')} ändras med anledning av {number}: {told}."


def silent(facts: CompilationFacts) -> Iterator[Node]:
    """Yield by name who declined, who is outside the system and who has not answered, in the type of a list."""
    invited = [one for one in facts.bodies if one.invited]
    groups = (
        ("Har avstått", [one.name for one in invited if one.declined]),
        ("Utanför systemet, sekretess", [one.name for one in invited if one.outside]),
        ("Har inte svarat", [one.name for one in invited if one.missing or one.withdrawn or one.left_out]),
    )
    told = [
        run
        for name, who in groups
        if who
        for run in (Run(f"{name} ({len(who)}): ", Emphasis.BOLD), Run(f"{', '.join(who)}. "))
    ]
    yield Paragraph(tuple(told), ParagraphStyle.NOTE) if told else body("Alla tillfrågade har svarat.")

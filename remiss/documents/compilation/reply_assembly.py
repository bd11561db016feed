"""One reply in the *Remissammanställning*: what was decided, who did not agree, and the viewpoints word for word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from remiss.documents.compilation.appendix import decided_alone
from remiss.documents.compilation.words import body, code, note, quotation
from remiss.domain.board_words import spoken
from remiss.domain.compilation import CompilationFacts, DecisionFacts, MinorityFacts, ReplyFacts
from remiss.domain.outline import Heading, Node, Quote
from remiss.domain.statement import BlockShape, SectionKey, TextBlock, normalise
from remiss.text import counted, listed, long_date

ANNEX = "Bilaga"
VERBS = {"Reservation": "Reservation anfördes", "Särskilt uttalande": "Särskilt uttalande gjordes"}
Numbered = list[tuple[ReplyFacts, str, MinorityFacts]]
"""Statements of minorities in the order of their annexes: the reply, the body, the statement."""


def assembly_anchor(reply: ReplyFacts) -> str:
    """Return where a reply stands in the Remissammanställning."""
    return f"remissvar-{reply.number}"


def annexes(facts: CompilationFacts) -> Numbered:
    """Return every statement of a minority, in the order of the replies."""
    return [(reply, d.body, one) for reply in facts.replies for d in reply.decisions for one in d.minorities]


def assembled(facts: CompilationFacts, reply: ReplyFacts, numbered: Numbered) -> Iterator[Node]:
    """Yield the reply as the Remissammanställning gives it."""
    for decision in reply.decisions:
        yield from _decided(reply, decision, numbered)
    if reply.alone:
        yield from decided_alone(reply.alone)
    yield body(f"{_whose_words(reply)} har i huvudsak följande lydelse.")
    groups = _groups(reply) if facts.quotes else []
    for heading, text in groups:
        if heading:
            yield Heading(3, heading.text, f"{assembly_anchor(reply)}-{heading.id}")
        yield Quote(text, f"{reply.author}, svar {reply.number}", reply.source)
    yield from _elsewhere(facts, reply, " ".join(normalise(text) for _, text in groups))


def _decided(reply: ReplyFacts, decision: DecisionFacts, numbered: Numbered) -> Iterator[Node]:
    day = long_date(decision.decided_on)
    said = spoken(f"{decision.body} beslutade vid sitt sammanträde den {day}", company=reply.company)
    if decision.text:
        yield body(f"{said} ({decision.paragraph}) följande.")
        yield body(decision.text)
    else:
        yield body(f"{said} ({decision.paragraph}) {decision.outcome[:1].lower()}{decision.outcome[1:]}.")
    for number, (_, where, minority) in enumerate(numbered, start=1):
        if where == decision.body and minority in decision.minorities:
            verb = VERBS.get(minority.kind, f"{minority.kind} gjordes")
            yield body(f"{verb} av {minority.parties}, {ANNEX.lower()} {number}.")


def _whose_words(reply: ReplyFacts) -> str:
    """Say whose text it is: the office's paper, a board's own, or what came without a decision."""
    day = f" daterat den {long_date(reply.dated_on)}" if reply.dated_on else ""
    if reply.board_text:
        return f"Det egna yttrandet från {listed(reply.bodies)}"
    paper = "yttrande" if reply.company else "tjänsteutlåtande"
    owners = reply.offices or reply.bodies
    known = "" if reply.decision_known else ", som kom in utan beslut,"
    return f"{_genitive(listed(owners))} {paper}{day}{known}"


def _genitive(name: str) -> str:
    if name.endswith(("s", "x", "z", ")")):
        return name
    return f"{name}:s" if name[-1].isdigit() else f"{name}s"


def _groups(reply: ReplyFacts) -> list[tuple[TextBlock | None, str]]:
    """Return the section of viewpoints as it stands: each heading inside it, and the paragraphs below that."""
    blocks = [block for block in reply.text.blocks if block.section is SectionKey.VIEWPOINTS]
    found: list[tuple[TextBlock | None, str]] = []
    heading: TextBlock | None = None
    for is_heading, run in groupby(blocks[1:], key=lambda block: block.shape is BlockShape.HEADING):
        same = list(run)
        if is_heading:
            heading = same[-1]
        else:
            found.append((heading, "\n".join(block.text for block in same)))
    return found


def _elsewhere(facts: CompilationFacts, reply: ReplyFacts, shown: str) -> Iterator[Node]:
    """Yield the viewpoints that stand in other parts of the reply, and the numbers of all."""
    others = [one for one in reply.viewpoints if one.words not in shown] if facts.quotes else []
    if others:
        yield body("Därutöver framförs på andra ställen i svaret:")
        for viewpoint in others:
            yield quotation(reply, viewpoint)
    if reply.viewpoints:
        first, last = code(reply, reply.viewpoints[0]), code(reply, reply.viewpoints[-1])
        numbers = first if first == last else f"{first}–{last}"
        yield note(f"Här finns {counted(len(reply.viewpoints), 'synpunkt', 'synpunkter')}: {numbers}.")

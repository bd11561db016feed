"""The replies in full: decision, minority statements and the text as it was released (T6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from remiss.documents.compilation.words import body, heading_anchor, lead, note, reply_anchor, sources
from remiss.domain.board_words import spoken
from remiss.domain.compilation import CompilationFacts, DecisionFacts, ReplyFacts, SoleFacts
from remiss.domain.marks import block_name
from remiss.domain.outline import Bullets, Heading, Node, Outline, PageBreak, Paragraph, Run
from remiss.domain.statement import BlockShape, TextBlock
from remiss.text import listed, long_date


def replies_in_full(facts: CompilationFacts) -> Iterator[Node]:
    """Yield every released reply, each beginning on a new page."""
    if not facts.replies or not facts.full_replies:
        return
    yield PageBreak()
    yield Heading(1, "Svaren i sin helhet", "svaren")
    for reply in facts.replies:
        if reply.number > 1:
            yield PageBreak()
        yield Heading(2, f"{reply.number}. {listed(reply.bodies)}", reply_anchor(reply))
        yield from reply_in_full(reply, level=3)


def reply_in_full(reply: ReplyFacts, level: int) -> Iterator[Node]:
    """Yield how the reply came, what was decided, and its whole text with headings on ``level``."""
    late = ", efter svarstidens slut" if reply.late else ""
    facts = [f"Inkommet den {long_date(reply.submitted_on)}{late}", reply.basis]
    if reply.diary_number:
        facts.insert(0, f"Diarienummer {reply.diary_number}")
    yield note(". ".join(facts) + ".")
    for decision in reply.decisions:
        yield from _decision(decision)
    if reply.alone:
        yield from decided_alone(reply.alone)
    if reply.board_text:
        proposal = spoken("förvaltningens förslag", company=reply.company)
        yield note(f"Texten är ett eget yttrande från {listed(reply.bodies)}, inte {proposal}.")
    yield lead(reply.title, "")
    yield from _text(reply, level)
    yield from _completions(reply)
    if reply.version:
        yield note(f"Teknisk information: version {reply.version}, sha256 {reply.sha256}.")


def _completions(reply: ReplyFacts) -> Iterator[Node]:
    """Yield what was asked and answered afterwards: beside the decided text, never in it."""
    numbers = {viewpoint.id: viewpoint.number for viewpoint in reply.viewpoints}
    for one in reply.completions:
        about = f" om synpunkt {reply.number}.{numbers[one.viewpoint_id]}" if one.viewpoint_id in numbers else ""
        yield lead(f"Begäran om förtydligande den {long_date(one.asked_on)}{about}:", one.question)
        yield lead(f"Svar den {long_date(one.answered_on)}, utöver det beslutade svaret:", one.answer)


def _decision(decision: DecisionFacts) -> Iterator[Node]:
    yield body(
        f"{decision.body} beslutade den {long_date(decision.decided_on)}, {decision.paragraph}: "
        f"{decision.outcome.lower()}."
    )
    if decision.text:
        yield body(decision.text)
    for minority in decision.minorities:
        yield lead(f"{minority.kind}, {minority.parties}:", minority.text)


def decided_alone(decision: SoleFacts) -> Iterator[Node]:
    """Yield what one person decided on the body's behalf, by what right, and why it could not wait."""
    by = f" av {decision.decided_by}" if decision.decided_by else ""
    authority = f", med stöd av {decision.authority}" if decision.authority else ""
    yield body(f"{decision.kind} den {long_date(decision.decided_on)}{by}{authority}.")
    if decision.urgency:
        yield body(f"Varför ärendet inte kunde vänta: {decision.urgency}")


def _text(reply: ReplyFacts, level: int) -> Iterator[Node]:
    for is_list, numbered in groupby(enumerate(reply.text.blocks, start=1), key=_is_item):
        if is_list:
            blocks = [block for _, block in numbered]
            origins = tuple(block_name(reply.told_as, block) for block in blocks)
            yield Bullets(tuple((Run(block.text),) for block in blocks), origins=origins)
            continue
        for number, block in numbered:
            yield _block(reply, number, block, level)


def _is_item(numbered: tuple[int, TextBlock]) -> bool:
    return numbered[1].shape is BlockShape.LIST_ITEM


def _block(reply: ReplyFacts, number: int, block: TextBlock, level: int) -> Node:
    origin = block_name(reply.told_as, block)
    if block.shape is BlockShape.HEADING:
        return Heading(level, block.text, heading_anchor(reply, number), origin)
    return Paragraph((Run(block.text),), origin=origin)


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
        sources=sources((reply,)),
    )

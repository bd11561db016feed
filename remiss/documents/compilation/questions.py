"""The sender's questions, each with a table of what every body has answered."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.words import note, reply_anchor
from remiss.domain.compilation import CompilationFacts
from remiss.domain.demands import answers_in
from remiss.domain.outline import Cell, Heading, Node, Table
from remiss.domain.statement import normalise
from remiss.text import counted, listed


def question_tables(facts: CompilationFacts) -> Iterator[Node]:
    """Yield a table per question, with how many were asked and have answered; a joint answer counts for each body."""
    if not facts.questions:
        return
    yield Heading(1, "Svar på frågor", "fragor")
    answers = [(reply, answers_in(reply.text)) for reply in facts.replies]
    for number, question in enumerate(facts.questions, start=1):
        words = normalise(question.text)
        given = [(reply, found[words]) for reply, found in answers if found.get(words, "").strip()]
        bodies = sum(len(reply.bodies) for reply, _ in given)
        kind = "Obligatorisk" if question.mandatory else "Frivillig"
        yield Heading(2, f"{number}. {question.text}", f"fraga-{number}")
        yield note(f"{kind}. {bodies} av {counted(question.asked, 'tillfrågad', 'tillfrågade')} har svarat.")
        if given:
            rows = tuple((Cell(listed(reply.bodies), reply_anchor(reply)), Cell(text)) for reply, text in given)
            yield Table(f"Svar på fråga {number} ({len(rows)})", ("Instans", "Svar"), rows, (30, 70))

"""The letter on how the viewpoints of one reply were dealt with as a file, for its sender and for the body."""

from __future__ import annotations

import re

from remiss.documents.compilation.feedback import feedback_outline
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.house import House
from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.models.remisser import Remiss
from remiss.services.house_templates import compiling_house
from remiss.text import listed


def feedback_house(remiss: Remiss, facts: CompilationFacts) -> House | None:
    """Return the template that the sender sets its letters in, if it has one."""
    return compiling_house(remiss, "Återkoppling", facts.established.at if facts.established else facts.created)


def feedback_file(facts: CompilationFacts, reply: ReplyFacts, house: House | None) -> tuple[str, bytes]:
    """Return name and content; the number of the reply parts two letters to bodies of one name."""
    name = re.sub(r"[^\w.-]+", "-", f"aterkoppling {reply.number} {listed(reply.bodies)}".lower())[:100]
    return f"{name}.docx", write_docx(feedback_outline(facts, reply), house)

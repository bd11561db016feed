"""Finds the viewpoints of a reply that a nämnd typed here and sent: suggestions for its sender, as those of a file."""

from __future__ import annotations

import sqlalchemy as sa

from remiss.analysis.analyse import RULE_VERSION, analyse
from remiss.clock import now
from remiss.domain.parsed import ParsedReply, ParsedSection
from remiss.domain.statement import BlockShape, CanonicalText
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.reading import definitions
from remiss.models.decisions import Submission
from remiss.models.operations import TaskState
from remiss.services.tasks import end_task
from remiss.services.viewpoints import suggest_beside


def find_viewpoints(task_id: int, reply_id: int) -> None:
    """Suggest what stands in the text that counts now; one that is replaced meanwhile is left alone."""
    sent = db.session.scalars(_standing(reply_id)).one()
    read, number = as_read(sent.version.title, sent.version.text), sent.id
    themes = definitions(sent.reply.remiss.themes)
    db.session.rollback()  # nobody waits for the database meanwhile
    found = analyse(read, themes).viewpoints
    with writing():
        counts = db.session.scalars(_standing(reply_id)).one()
        if counts.id == number:
            suggest_beside(counts.reply, found, counts.reply.remiss.themes, RULE_VERSION, now())
        end_task(task_id, TaskState.DONE, "Klar", now())


def as_read(title: str, text: CanonicalText) -> ParsedReply:
    """Return a text as the analysis wants it, which else comes from a file."""
    sections: list[ParsedSection] = []
    for block in text.blocks:
        if block.shape is BlockShape.HEADING or not sections or sections[-1].key is not block.section:
            heading = block.text if block.shape is BlockShape.HEADING else block.section.usual_heading
            sections.append(ParsedSection(block.section, heading, ()))
        if block.shape is not BlockShape.HEADING:
            last = sections.pop()
            sections.append(ParsedSection(last.key, last.heading, (*last.paragraphs, block.text)))
    return ParsedReply(title=title, sections=tuple(sections))


def _standing(reply_id: int) -> sa.Select[Submission]:
    return sa.select(Submission).where(Submission.reply_id == reply_id, Submission.replaced_at.is_(None))

"""The files behind a compilation, released ones only: replies as they were handed in, minutes and decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import BoardDecision, Submission
from remiss.models.statements import StatementVersion
from remiss.queries.wall import sent_decisions, sent_sole_decisions
from remiss.text import listed


@dataclass(frozen=True)
class CompiledPaper:
    """A file as somebody handed it in, and which reply it belongs to. ``name`` says whose it is.

    ``is_text`` tells the reply itself from what came with it.
    """

    reply_id: int
    name: str
    sha256: str
    is_text: bool


def compiled_papers(facts: CompilationFacts) -> tuple[CompiledPaper, ...]:
    """Return the files of the replies among ``facts``, in their order: of exactly the versions that stand there.

    A decision that came after the compilation was fixed is none of them.
    """
    replies = [*facts.replies, *facts.left_out]
    ids = [reply.id for reply in replies]
    texts = _texts(ids)
    decided = [*db.session.scalars(sent_decisions(ids, ever=True)), *db.session.scalars(sent_sole_decisions(ids))]
    found: dict[int, list[Attachment | None]] = {reply.id: [texts.get(_identity(reply))] for reply in replies}
    days = {reply.id: set(_decided_on(reply)) for reply in replies}
    for one in decided:
        if one.decided_on in days[one.reply_id]:
            found[one.reply_id].append(one.minutes if isinstance(one, BoardDecision) else one.paper)
    return tuple(dict.fromkeys(paper for reply in replies for paper in _named(reply, found[reply.id])))


def _identity(reply: ReplyFacts) -> tuple[int, int, str]:
    return reply.id, reply.version, reply.sha256


def _decided_on(reply: ReplyFacts) -> Iterator[object]:
    yield from (decision.decided_on for decision in reply.decisions)
    if reply.alone:
        yield reply.alone.decided_on


def _texts(reply_ids: list[int]) -> dict[tuple[int, int, str], Attachment | None]:
    query = (
        sa.select(Submission, StatementVersion.number)
        .join(StatementVersion, StatementVersion.id == Submission.version_id)
        .where(Submission.reply_id.in_(reply_ids))
    )
    return {(one.reply_id, number, one.sha256): one.original for one, number in db.session.execute(query)}


def _named(reply: ReplyFacts, files: list[Attachment | None]) -> Iterator[CompiledPaper]:
    whose = listed(reply.bodies)
    for place, one in enumerate(files):
        if one:
            yield CompiledPaper(reply.id, f"{whose}, {one.filename}", one.sha256, is_text=place == 0)

"""What an organisation can hand out, and has handed out. Of other bodies' words only what was released to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.disclosure import Original, Paper, PaperLine
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.domain.statement import BlockShape
from remiss.domain.workflow.states import RemissState
from remiss.errors import NotVisible
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import BoardDecision, SoleDecision, Submission
from remiss.models.disclosures import Disclosure
from remiss.models.remisser import ProgrammeVersion, Remiss
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.queries.board_text import own_text
from remiss.queries.wall import own_matter, own_remiss, released, replaced, sent_decisions, sent_sole_decisions
from remiss.text import listed, long_date

UNFINISHED = (
    "Texten är ett utkast som inte är expedierat. Ett utkast är allmän handling först när ärendet är avslutat eller "
    "texten har lämnat myndigheten. Pröva om det kan lämnas ut."
)


Decided = BoardDecision | SoleDecision


@dataclass(frozen=True)
class Holdings:
    """What there is to hand out: papers that we build, and files as they were uploaded."""

    papers: tuple[Paper, ...]
    originals: tuple[Original, ...]

    def chosen(self, keys: Iterable[str]) -> Holdings:
        """Return those with ``keys``."""
        wanted = set(keys)
        return Holdings(
            tuple(paper for paper in self.papers if paper.key in wanted),
            tuple(original for original in self.originals if original.key in wanted),
        )


def disclosing_body(actor: Actor, remiss_id: int, reply_id: int | None) -> int:
    """Return for which of the actor's organisations it hands out. Raises NotVisible when it sees nothing there."""
    if reply_id is not None:
        owners, need = own_matter(actor, reply_id).owners, Permission.MATTER_DISCLOSE
    else:
        owners, need = own_remiss(actor, remiss_id).sending_side, Permission.INCOMING_DISCLOSE
    holding = [place for place in sorted(owners & actor.organisations()) if may(actor, need, frozenset({place}))]
    return holding[0] if holding else min(owners & actor.organisations())


def own_disclosure(actor: Actor, disclosure_id: int) -> Disclosure:
    """Return a handing out of the actor's organisation. Raises NotVisible: whoever asked is nobody else's business."""
    found = db.session.get(Disclosure, disclosure_id)
    if found is None or not may(actor, need_for(found), frozenset({found.organisation_id})):
        raise NotVisible
    return found


def need_for(disclosure: Disclosure) -> Permission:
    """Return the permission that the handing out takes."""
    return Permission.INCOMING_DISCLOSE if disclosure.reply_id is None else Permission.MATTER_DISCLOSE


def disclosures_of(organisation_id: int, remiss_id: int, reply_id: int | None) -> list[Disclosure]:
    """Return what the organisation has handed out or begun to, newest first."""
    query = sa.select(Disclosure).where(
        Disclosure.organisation_id == organisation_id, Disclosure.remiss_id == remiss_id,
        Disclosure.reply_id == reply_id if reply_id is not None else Disclosure.reply_id.is_(None),
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(Disclosure.id.desc())))


def holdings(remiss: Remiss, reply: Reply | None) -> Holdings:
    """Return what can be handed out of a body's own matter, or of what came in to a sender's remiss."""
    replies = [*(_own(reply) if reply is not None else _came_in(remiss)), *_replaced(remiss, reply)]
    papers = [*_letter(remiss), *(paper for one in replies for paper in one.papers)]
    originals = [*_papers_of(remiss), *(original for one in replies for original in one.originals)]
    return Holdings(tuple(papers), tuple(dict.fromkeys(originals)))


def _own(reply: Reply) -> list[Holdings]:
    newest = sa.select(StatementVersion).where(
        StatementVersion.reply_id == reply.id, StatementVersion.of_board.is_(False)
    )
    version = own_text(reply.id) or db.session.scalars(newest.order_by(StatementVersion.number.desc()).limit(1)).first()
    sent = db.session.scalars(_standing(reply)).first()
    decisions = sa.select(BoardDecision).where(BoardDecision.reply_id == reply.id, BoardDecision.withdrawn_at.is_(None))
    alone = sa.select(SoleDecision).where(SoleDecision.reply_id == reply.id).order_by(SoleDecision.id)
    about = [*db.session.scalars(decisions.order_by(BoardDecision.id)), *db.session.scalars(alone)]
    shown = sent.version if sent else version
    return [_holdings(reply, shown, sent, about, "" if sent else UNFINISHED)]


def _standing(reply: Reply) -> sa.Select[Submission]:
    return sa.select(Submission).where(Submission.reply_id == reply.id, Submission.replaced_at.is_(None))


def _came_in(remiss: Remiss) -> list[Holdings]:
    submissions = list(db.session.scalars(released(remiss.id)))
    ids = [one.reply_id for one in submissions]
    decisions = [*db.session.scalars(sent_decisions(ids)), *db.session.scalars(sent_sole_decisions(ids))]
    return [
        _holdings(one.reply, one.version, one, [d for d in decisions if d.reply_id == one.reply_id], "")
        for one in submissions
    ]


def _replaced(remiss: Remiss, reply: Reply | None) -> Iterator[Holdings]:
    """What was sent and then replaced came in all the same, and stays an allmän handling (TF 2 kap.)."""
    ids = [reply.id] if reply else [one.reply_id for one in db.session.scalars(released(remiss.id))]
    for one in db.session.scalars(replaced(ids)):
        if one.replaced_at is None:
            continue
        ended = f"ersatt den {long_date(local_date(one.replaced_at))}"
        came = f"inkommet den {long_date(local_date(one.submitted_at))}"
        title = f"Ersatt svar från {_bodies(one.reply)}, {came}, {ended}: {one.version.title}"
        file = _original(one.original) if one.original else None
        files = (replace(file, title=f"{file.title} ({ended})"),) if file else ()
        yield Holdings((Paper(f"ersatt:{one.id}", title, _lines(one.version)),), files)


def _bodies(reply: Reply) -> str:
    day = reply.remiss.sent_at or reply.state_since
    return listed([consultee.organisation.name_on(day.date()) for consultee in reply.consultees])


def _holdings(
    reply: Reply, version: StatementVersion | None, sent: Submission | None, about: list[Decided], warning: str
) -> Holdings:
    body = _bodies(reply)
    papers = [_text(reply.id, body, version, warning)] if version else []
    papers += [_decisions(reply.id, body, about)] if about else []
    files = [d.minutes if isinstance(d, BoardDecision) else d.paper for d in about] + ([sent.original] if sent else [])
    return Holdings(tuple(papers), tuple(_original(file) for file in files if file))


def _text(reply_id: int, body: str, version: StatementVersion, warning: str) -> Paper:
    return Paper(f"svar:{reply_id}", f"Svar från {body}: {version.title}", _lines(version), warning)


def _lines(version: StatementVersion) -> tuple[PaperLine, ...]:
    blocks = (block for block in version.text.blocks if block.text)
    return tuple(PaperLine(block.text, block.shape is BlockShape.HEADING) for block in blocks)


def _decisions(reply_id: int, body: str, decisions: list[Decided]) -> Paper:
    return Paper(f"beslut:{reply_id}", f"Beslut av {body}", tuple(line for d in decisions for line in _decision(d)))


def _decision(decision: Decided) -> Iterator[PaperLine]:
    if isinstance(decision, SoleDecision):
        yield PaperLine(f"{decision.basis.label}, {long_date(decision.decided_on)}", heading=True)
        yield from (PaperLine(words) for words in (decision.decided_by, decision.authority, decision.urgency) if words)
        return
    yield PaperLine(f"{decision.paragraph}, {long_date(decision.decided_on)}", heading=True)
    yield PaperLine(f"{decision.outcome.label}.")
    if decision.text:
        yield PaperLine(decision.text)
    for minority in decision.minorities:
        yield PaperLine(f"{minority.kind.label}, {minority.parties}: {minority.text}")


def _letter(remiss: Remiss) -> list[Paper]:
    if remiss.state is RemissState.DRAFT or not remiss.letter.strip():
        return []
    parts = [part.strip() for part in remiss.letter.replace("\r", "").split("\n\n") if part.strip()]
    return [Paper(f"missiv:{remiss.id}", f"Missiv: {remiss.title}", tuple(PaperLine(part) for part in parts))]


def _papers_of(remiss: Remiss) -> list[Original]:
    programme = [_programme(*pair) for pair in zip_longest(remiss.issued, remiss.issued[1:])]
    return [*programme, *(_original(paper.attachment) for paper in remiss.papers)]


def _programme(version: ProgrammeVersion, successor: ProgrammeVersion | None) -> Original:
    """An earlier version of the draft went out too: it says which it is."""
    file = _original(version.attachment)
    if successor is None or successor.issued_at is None:
        return file
    ended = long_date(local_date(successor.issued_at))
    return replace(file, title=f"{file.title} (version {version.number}, ersatt den {ended})")


def _original(file: Attachment) -> Original:
    return Original(f"fil:{file.id}", f"Originalfil: {file.filename}", file.filename, file.sha256)

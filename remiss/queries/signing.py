"""Whether the signatures on a text hold: computed from the content each time, never from a stored hash alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.signing import (
    REGISTERING,
    RETURNING,
    SIGNING,
    UNRETURNING,
    UNSIGNING,
    Approval,
    Sealed,
    SignedContent,
    SignedFile,
    SignedStance,
    paper_seal,
    standing_seals,
)
from remiss.domain.statement import digest
from remiss.extensions import db, upload_folder
from remiss.models.attachments import Attachment, path_of
from remiss.models.decisions import BoardDecision
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.models.statements import Signature, SignedPaper, StatementVersion
from remiss.models.viewpoints import LabelKind, Viewpoint, ViewpointLabel
from remiss.queries.statement_files import statement_files

TOLD = (*SIGNING, REGISTERING, *RETURNING, *UNSIGNING, *UNRETURNING)
Reader = Callable[[StatementVersion, Sealed], SignedContent | None]


@dataclass(frozen=True)
class Examined:
    """The signatures that nobody has voided: those that hold, and those whose text or row is not what was signed.

    ``lost``: the log tells of a signature that stands and has no row any more. ``paper``: signed elsewhere.
    """

    standing: tuple[Signature, ...]
    broken: tuple[Signature, ...]
    lost: bool
    paper: SignedPaper | None = None

    @property
    def is_broken(self) -> bool:
        """True when something was changed after signing."""
        return bool(self.broken) or self.lost


def examine_signatures(reply: Reply) -> Examined:
    """Return the state of the signatures on ``reply``. Two queries, and four more where somebody has signed.

    A text that was handed in as a file has its signatures in that file: what was signed here is then about another.
    """
    rows = [] if reply.handled_outside else _unvoided(reply.id)
    seals = [] if reply.handled_outside else _seals(reply.id)
    if not rows and not seals:
        return Examined((), (), lost=False)
    content = _reader(reply)
    if seals and seals[0].action == REGISTERING:
        paper = _paper(reply.id, seals[0], content)
        return Examined((), tuple(rows), lost=paper is None, paper=paper)
    found = {row.id: next((seal for seal in seals if _fits(row, seal, content)), None) for row in rows}
    standing = tuple(row for row in rows if found[row.id])
    lost = any(seal not in found.values() for seal in seals)
    return Examined(standing, tuple(row for row in rows if not found[row.id]), lost)


def _paper(reply_id: int, seal: Sealed, content: Reader) -> SignedPaper | None:
    """Return the registered paper, if it is what was registered and the text still its text."""
    query = sa.select(SignedPaper).join(StatementVersion).where(StatementVersion.reply_id == reply_id)
    for paper in db.session.scalars(query.options(orm.contains_eager(SignedPaper.version))):
        now = content(paper.version, seal)
        if now is not None and seal_of(paper, now) == seal.seal:
            return paper
    return None


def seal_of(paper: SignedPaper, content: SignedContent) -> str:
    """Return the hash that binds ``paper`` to ``content`` and to the bytes of its file."""
    return paper_seal(content.digest(), digest_of(paper.attachment), paper.signed_on, paper.signers)


def content_to_sign(version: StatementVersion) -> tuple[SignedContent, tuple[int, ...]]:
    """Return what somebody who signs ``version`` now approves, with the ids of the stance labels in it."""
    labels = _labels(version.reply_id)
    now_standing = tuple(label.id for label in labels.values() if _stands(label))
    return _content(version, _files(version.reply_id), labels, now_standing), now_standing


def content_of(version: StatementVersion) -> SignedContent:
    """Return ``version`` with the attachments of the statement, and no stances: what a decision is bound to."""
    return _content(version, _files(version.reply_id), {}, ())


def approval(row: Signature) -> Approval:
    """Return what the row of a signature says."""
    return Approval(row.sha256, row.user_id, row.role.value, row.title, row.on_behalf_of, row.signed_at)


def _unvoided(reply_id: int) -> list[Signature]:
    query = sa.select(Signature).join(StatementVersion).where(StatementVersion.reply_id == reply_id)
    query = query.where(Signature.voided_at.is_(None)).options(orm.contains_eager(Signature.version))
    return list(db.session.scalars(query.order_by(Signature.id).execution_options(populate_existing=True)))


def _seals(reply_id: int) -> list[Sealed]:
    query = sa.select(AuditEvent.action, AuditEvent.facts).where(
        AuditEvent.thing_kind == "reply", AuditEvent.thing_id == reply_id, AuditEvent.action.in_(TOLD)
    )
    return standing_seals((action, facts) for action, facts in db.session.execute(query.order_by(AuditEvent.number)))


def _fits(row: Signature, seal: Sealed, content: Reader) -> bool:
    """Tell whether ``seal`` was made for this row and for the content as it is now."""
    if seal.action != f"signera_som_{row.role.value}":
        return False
    if not seal.seal:  # signed before seals were written
        return row.sha256 == row.version.sha256 == digest(row.version.text)
    now = content(row.version, seal)
    return now is not None and approval(row).seal(now.digest()) == seal.seal


def _reader(reply: Reply) -> Reader:
    """Return what gives the content of a version as it is now, or None where it can no longer be what was signed."""
    files, labels = _files(reply.id), _labels(reply.id)
    newest = db.session.scalar(
        sa.select(StatementVersion.id)
        .where(StatementVersion.reply_id == reply.id, StatementVersion.of_board.is_(False))
        .order_by(StatementVersion.number.desc(), StatementVersion.id.desc())
        .limit(1)
    )
    reset = _resets(reply.id)

    def read(version: StatementVersion, seal: Sealed) -> SignedContent | None:
        known = all(number in labels for number in seal.labels)
        current = {label.id for label in labels.values() if _stands(label) or label.superseded_at in reset}
        same = reply.state.came_in or current == set(seal.labels)
        if version.id != newest or not known or not same:
            return None
        return _content(version, files, labels, seal.labels)

    return read


def _content(
    version: StatementVersion, files: tuple[SignedFile, ...], labels: dict[int, ViewpointLabel], ids: tuple[int, ...]
) -> SignedContent:
    stances = (labels[number] for number in ids)
    return SignedContent(
        version.id, version.number, version.title, version.content, version.sha256, files,
        tuple(
            SignedStance(label.id, label.viewpoint_id, label.viewpoint.text, label.stance and label.stance.value)
            for label in stances
        ),
    )  # fmt: skip


def _files(reply_id: int) -> tuple[SignedFile, ...]:
    return tuple(
        SignedFile(place, file.name, digest_of(file.attachment))
        for place, file in enumerate(statement_files(reply_id), start=1)
    )


def digest_of(attachment: Attachment) -> str:
    """Return the hash of the bytes that lie on disk now; empty when there are none."""
    path = path_of(upload_folder(), attachment.sha256)
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _labels(reply_id: int) -> dict[int, ViewpointLabel]:
    """Return every stance ever put on the reply's viewpoints, by id."""
    query = sa.select(ViewpointLabel).join(Viewpoint).where(Viewpoint.reply_id == reply_id)
    query = query.where(ViewpointLabel.kind == LabelKind.STANCE).options(orm.contains_eager(ViewpointLabel.viewpoint))
    query = query.order_by(Viewpoint.position, ViewpointLabel.id).execution_options(populate_existing=True)
    rows = db.session.scalars(query).unique()
    return {label.id: label for label in rows}


def _stands(label: ViewpointLabel) -> bool:
    return label.superseded_at is None and label.viewpoint.removed_at is None


def _resets(reply_id: int) -> set[datetime]:
    """Return when decisions that departed from the proposal reset the stances: the signed text is the same."""
    query = sa.select(BoardDecision.recorded_at, BoardDecision.outcome)
    rows = db.session.execute(query.where(BoardDecision.reply_id == reply_id, BoardDecision.withdrawn_at.is_(None)))
    return {recorded_at for recorded_at, outcome in rows if outcome.departs}

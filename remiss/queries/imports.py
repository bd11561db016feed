"""Batches of files: how far one has come, what became of each file, and whose reply each seems to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import today
from remiss.domain.matching import Match, Register, Said, bare_letters, match
from remiss.domain.workflow.states import CAME_IN
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.attachments import Attachment
from remiss.models.imports import FileState, ImportBatch, ImportFile
from remiss.models.intakes import Intake, IntakeState
from remiss.models.organisations import Organisation, OrganisationName
from remiss.models.people import User
from remiss.models.replies import Consultee, Reply
from remiss.queries.name_reading import meant_by
from remiss.queries.names import names_on
from remiss.queries.paper_names import NameDoubt, Paper, joint_in, name_register, paper_of
from remiss.queries.reading_habits import senders_of


@dataclass(frozen=True)
class BatchLine:
    """One batch in the list of a remiss."""

    batch_id: int
    at: datetime
    by: str
    files: int
    undone: bool


@dataclass(frozen=True)
class BatchProgress:
    """How far a batch has come: ``done`` of ``files`` need no more work by the machine."""

    files: int
    done: int

    @property
    def working(self) -> bool:
        """True while files are being read."""
        return self.done < self.files


@dataclass(frozen=True)
class FileRow:
    """What became of one file. ``known`` is the name of the file that it is the same as, or the minutes of.

    ``body`` is whose reply it is, as chosen by a person or as the file surely says. ``names`` are what the register
    says against the names in it.
    """

    file_id: int
    name: str
    state: FileState
    problem: str | None
    known: str | None
    intake_id: int | None
    intake_state: IntakeState | None
    reply_id: int | None
    parsed: dict[str, Any] | None
    doubt: str | None
    has_minutes: bool
    match: Match | None
    chosen: int | None
    paper: Paper | None
    names: tuple[NameDoubt, ...] = ()

    @property
    def body(self) -> int | None:
        """The body, or None when a person has to say."""
        if self.chosen is not None:
            return self.chosen
        return self.match.body if self.match and self.match.sure else None

    @property
    def waits(self) -> bool:
        """True when the file has been read and a person has to confirm it."""
        return self.state is FileState.TAKEN and self.intake_state is IntakeState.TO_CONFIRM

    @property
    def only_minutes(self) -> bool:
        """True when the file is a protokollsutdrag without its statement: of one file nothing else is doubted."""
        return self.waits and self.doubt is not None and not self.has_minutes


def batches_of(remiss_id: int, owner_id: int) -> list[BatchLine]:
    """Return the batches that an owner has taken in for a remiss, the newest first. One query."""
    files = sa.select(sa.func.count(ImportFile.id)).where(
        ImportFile.batch_id == ImportBatch.id, ImportFile.state != FileState.OPENED
    )
    query = (
        sa.select(ImportBatch, User.name, files.scalar_subquery())
        .join(User, User.id == ImportBatch.created_by_id)
        .where(ImportBatch.remiss_id == remiss_id, ImportBatch.owner_id == owner_id)
        .order_by(ImportBatch.id.desc())
    )
    rows = db.session.execute(query)
    return [BatchLine(one.id, one.created_at, by, count, one.undone_at is not None) for one, by, count in rows]


def batch_progress(batch_id: int) -> BatchProgress:
    """Return how far a batch has come. A zip that is not opened yet counts as one file."""
    query = sa.select(ImportFile.state, Intake.state).outerjoin(Intake, Intake.id == ImportFile.intake_id)
    rows = db.session.execute(query.where(ImportFile.batch_id == batch_id, ImportFile.state != FileState.OPENED))
    told = [_at_work(file, intake) for file, intake in rows]
    return BatchProgress(len(told), told.count(False))


def _at_work(file: FileState, intake: IntakeState | None) -> bool:
    return file is FileState.WAITING or (file is FileState.TAKEN and intake is IntakeState.READING)


def files_of(batch: ImportBatch) -> list[FileRow]:
    """Return every file of a batch with what is known about it, in the order in which they came.

    Two queries, and those of the register; what was read is not loaded with the whole text of the files.
    """
    columns = (
        Intake.state, Intake.reply_id, Intake.parsed, Intake.minutes_read, Intake.minutes_id, Attachment.filename,
        Attachment.uploaded_at,
    )  # fmt: skip
    query = (
        sa.select(ImportFile, *columns)
        .outerjoin(Intake, Intake.id == ImportFile.intake_id)
        .outerjoin(Attachment, Attachment.id == Intake.attachment_id)
        .where(ImportFile.batch_id == batch.id, ImportFile.state != FileState.OPENED)
        .order_by(ImportFile.id)
    )
    register = register_of(batch.remiss_id, senders_of(batch.owner_id))
    rows = [_row(file, register, *facts) for file, *facts in db.session.execute(query)]
    names, day = name_register(), today()
    return [replace(row, names=names.doubts(_seems(row), row.paper, day)) if row.paper else row for row in rows]


def _seems(row: FileRow) -> int | None:
    return row.body if row.body is not None or row.match is None else row.match.body


def pairs_in(batch: ImportBatch) -> list[tuple[int, int]]:
    """Return the minutes of a batch, each with the one reply of the same body that has none: ids of files.

    Where a body has two of either, a person has to say which belong together.
    """
    replies: dict[int, list[FileRow]] = defaultdict(list)
    minutes: dict[int, list[FileRow]] = defaultdict(list)
    for row in files_of(batch):
        if row.waits and row.body is not None:
            (minutes if row.only_minutes else replies)[row.body].append(row)
    alone = [(found[0], replies[body][0]) for body, found in minutes.items() if len(found) == len(replies[body]) == 1]
    return [(paper.file_id, reply.file_id) for paper, reply in alone if not reply.has_minutes]


def _row(
    file: ImportFile, register: Register, state: IntakeState | None, reply_id: int | None,
    parsed: dict[str, Any] | None, minutes: dict[str, Any] | None, minutes_id: int | None, filename: str | None,
    uploaded_at: datetime | None,
) -> FileRow:  # fmt: skip
    return FileRow(
        file_id=file.id,
        name=file.name,
        state=file.state,
        problem=file.problem,
        known=filename if file.state in {FileState.KNOWN, FileState.PAIRED} else None,
        intake_id=file.intake_id,
        intake_state=state,
        reply_id=reply_id,
        parsed=parsed,
        doubt=(minutes or {}).get("doubt"),
        has_minutes=minutes_id is not None,
        match=match(said_in(parsed, file.name), register) if parsed else None,
        chosen=file.body_id,
        paper=paper_of(parsed, uploaded_at) if parsed and uploaded_at else None,
    )


def said_in(parsed: dict[str, Any], filename: str) -> Said:
    """Return what a read file says about where it comes from."""
    return Said(parsed["consultee"], parsed["office"], parsed["diary_number"], filename, joint_in(parsed))


def register_of(remiss_id: int, senders: Mapping[str, int]) -> Register:
    """Return the bodies of a remiss as a file may name them: by old names, aliases and the numbers of what came in.

    ``senders`` are the names that a person has said are a body's.

    A number under which a body works on a matter is its own until its reply comes in (DOMAIN §7).
    """
    consulted = sa.select(Consultee.organisation_id, Consultee.diary_number, Reply.diary_number, Reply.state)
    rows = db.session.execute(
        consulted.outerjoin(Reply, Reply.id == Consultee.reply_id).where(Consultee.remiss_id == remiss_id)
    ).all()
    asked = {body for body, *_ in rows}
    came = [(body, own or number) for body, own, number, state in rows if state in CAME_IN]
    numbers = {number: body for body, number in came if number}
    meant = {**senders, **_meant(asked)}
    names = {body: named.name for body, named in names_on(asked, today()).items()}
    written = {bare_letters(name): body for name, body in meant.items() if body in asked}
    return Register(names, _named(meant), _near, numbers, written)


def _named(meant: Mapping[str, int]) -> Callable[[str], int | None]:
    return lambda name: meant.get(fold(name))


def _near(name: str) -> list[int]:
    return [body.organisation_id for body in meant_by(name, today())]


def _meant(asked: set[int]) -> dict[str, int]:
    """Return by every folded name the one body that it means here: one that is asked, or has taken over, goes first."""
    query = sa.select(OrganisationName.folded, OrganisationName.organisation_id, Organisation.successor_id)
    rows = db.session.execute(query.join(Organisation).where(Organisation.registered_by_id.is_(None))).all()
    followed = {body: successor for _, body, successor in rows}
    found: dict[str, set[int]] = {}
    for folded, body, _ in rows:
        found.setdefault(folded, set()).add(_here(body, followed, asked))
    chosen = {folded: (bodies & asked) or bodies for folded, bodies in found.items()}
    return {folded: next(iter(bodies)) for folded, bodies in chosen.items() if len(bodies) == 1}


def _here(body: int, followed: dict[int, int | None], asked: set[int]) -> int:
    """Return the first of a body and those who took over from it that is asked; itself when none is."""
    seen, now = {body}, body
    while now not in asked:
        following = followed.get(now)
        if following is None or following in seen:
            return body
        seen.add(following)
        now = following
    return now


def next_to_confirm(intake_id: int) -> int | None:
    """Return the next file of the same batch that waits to be confirmed, after this one or from the beginning."""
    batch = sa.select(ImportFile.batch_id).where(ImportFile.intake_id == intake_id, ImportFile.state == FileState.TAKEN)
    query = (
        sa.select(Intake.id)
        .join(ImportFile, ImportFile.intake_id == Intake.id)
        .where(ImportFile.batch_id == batch.scalar_subquery(), ImportFile.state == FileState.TAKEN)
        .where(Intake.state == IntakeState.TO_CONFIRM, Intake.id != intake_id)
        .order_by(Intake.id < intake_id, Intake.id)
    )
    return db.session.scalars(query.limit(1)).first()


def batch_file_of(intake_id: int) -> ImportFile | None:
    """Return the file of a batch that began this intake, or None when it was uploaded by itself."""
    query = sa.select(ImportFile).where(ImportFile.intake_id == intake_id, ImportFile.state == FileState.TAKEN)
    return db.session.scalars(query).first()

"""``remiss demo --documents``: a folder of real replies, read in as KS's own."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from remiss.cli.sample.files import Delivery, confirm_as_read, take_in
from remiss.cli.sample.stage import SENDER, Stage
from remiss.clock import local_date
from remiss.domain.parsed import ParsedReply
from remiss.domain.roles import Actor, Role
from remiss.errors import RemissError
from remiss.jobs.reading import definitions, read_reply
from remiss.models.replies import Basis
from remiss.queries.names import find_body

SUFFIXES = {".docx", ".pdf", ".txt", ".md"}


def import_folder(stage: Stage, folder: Path) -> list[str]:
    """Take every reply file in ``folder`` in; return one Swedish line a file on what became of it.

    A file whose body is known, asked and has not answered is registered as read, with its labels as suggestions. Any
    other waits for a person: an unknown name creates nothing, and a reply never replaces another.
    """
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("README"))
    actor, now = stage.actor(SENDER, Role.COORDINATOR), stage.moment(stage.facts["last_day"])
    return [f"{path.name}: {_import(stage, actor, path, now)}" for path in files]


def _import(stage: Stage, actor: Actor, path: Path, now: datetime) -> str:
    remiss = stage.remiss()
    try:
        read = read_reply(path.read_bytes(), path.name, definitions(remiss.themes))
        taken = take_in(actor, remiss.id, remiss.sender_id, read, stage.uploads, path, now)
        body = _body_of(taken.parsed, local_date(now))
        if body is None:
            return "instansen kunde inte avgöras, väntar på att någon bekräftar"
        confirm_as_read(actor, taken, Delivery((body,), Basis.UNKNOWN), now)
    except RemissError as problem:
        return problem.sentence
    return f"registrerad som svar från {taken.parsed.consultee or taken.parsed.office}"


def _body_of(parsed: ParsedReply, day: date) -> int | None:
    """Return the organisation that the file says it comes from: the nämnd, else its office's name."""
    return find_body(parsed.consultee, day) or find_body(parsed.office, day)

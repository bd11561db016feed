"""Templates of an organisation: read from a Word file, tried, taken into use, and left again."""

from __future__ import annotations

from datetime import date, datetime

from remiss.clock import local_date
from remiss.documents.reading import sentences
from remiss.documents.reading.isolated import ask
from remiss.documents.writing.house import House
from remiss.domain.house_template import ReadTemplate, Template
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.serial import Unreadable, decode, encode
from remiss.errors import UnreadableFile, WrongState
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.house_templates import HouseTemplate
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.queries.house_templates import look_of, row_in_use
from remiss.queries.names import names_on
from remiss.services.audit import record
from remiss.services.steps import require


def read_template_file(content: bytes) -> ReadTemplate:
    """Return the template in a file that came in through the door, read by the confined child.

    Runs outside a transaction. Raises UnreadableFile where it could fetch or run something.
    """
    try:
        return decode(ReadTemplate, ask("template", content))
    except Unreadable as problem:
        raise UnreadableFile(sentences.NO_TEMPLATE) from problem


def add_template(
    actor: Actor, body: Organisation, file: Attachment, template: Template, notices: tuple[str, ...], now: datetime
) -> HouseTemplate:
    """Keep a template, to be tried before it is taken into use."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    row = HouseTemplate(
        organisation_id=body.id, attachment_id=file.id, form=encode(template), notices=list(notices)
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(actor, "ladda_upp_mall", "organisation", body.id, {"template": row.id, "file_sha256": file.sha256}, now)
    return row


def take_into_use(actor: Actor, row: HouseTemplate, now: datetime) -> None:
    """Set the organisation's documents in this template from now on. Raises WrongState when they are already."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    if row.taken_at is not None:
        raise WrongState("Mallen används redan.")
    _leave(row.organisation_id)
    row.taken_at = now
    facts = {"template": row.id, "file_sha256": row.attachment.sha256}
    record(actor, "ta_mall_i_bruk", "organisation", row.organisation_id, facts, now)


def leave_template(actor: Actor, body: Organisation, now: datetime) -> None:
    """Go back to our own look. Raises WrongState when the organisation uses it already."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    if not _leave(body.id):
        raise WrongState("Organisationen använder redan Remiss egen mall.")
    record(actor, "lamna_mall", "organisation", body.id, {}, now)


def compiling_house(remiss: Remiss, kind: str, created: datetime) -> House | None:
    """Return what is written about the replies to ``remiss`` is set in: the look of who asked for them here."""
    return house_of(remiss.registered_by_id or remiss.sender_id, kind, remiss.diary_number, local_date(created))


def house_of(organisation_id: int, kind: str, diary_number: str, dated: date) -> House | None:
    """Return what a document of the organisation is set in; None is our own look."""
    row = row_in_use(organisation_id)
    return trial_house(row, kind, diary_number, dated) if row else None


def trial_house(row: HouseTemplate, kind: str, diary_number: str, dated: date) -> House:
    """Return a document's look in this template, in use or not."""
    name = names_on([row.organisation_id], dated)[row.organisation_id].name
    return House(look_of(row), name, row.organisation.office_name or "", kind, diary_number, dated)


def _leave(organisation_id: int) -> bool:
    row = row_in_use(organisation_id)
    if row is None:
        return False
    row.taken_at = None
    db.session.flush()  # before another takes its place: only one may be in use
    return True

"""The templates of an organisation: the list, one of them, and what the one in use looks like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.house_template import Template
from remiss.domain.serial import Unreadable, decode
from remiss.errors import NotVisible, RemissError
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.house_templates import HouseTemplate
from remiss.models.people import User


class BrokenTemplate(RemissError):
    """What is stored of a template is not what was written: nothing is printed in it."""

    status = 500
    sentence = "Mallen kan inte läsas längre. Ladda upp den igen under Organisationer, eller gå tillbaka till vår egen."


@dataclass(frozen=True)
class TemplateRow:
    """One template in the list. ``taken_at`` is when the one in use was taken into use."""

    template_id: int
    filename: str
    uploaded_at: datetime
    uploaded_by: str
    notices: tuple[str, ...]
    taken_at: datetime | None


def template_rows(organisation_id: int) -> list[TemplateRow]:
    """Return the organisation's templates, the latest first."""
    query = (
        sa.select(HouseTemplate, Attachment, User.name)
        .join(Attachment, Attachment.id == HouseTemplate.attachment_id)
        .join(User, User.id == Attachment.uploaded_by_id)
        .where(HouseTemplate.organisation_id == organisation_id)
        .order_by(HouseTemplate.id.desc())
    )
    return [
        TemplateRow(row.id, file.filename, file.uploaded_at, name, tuple(row.notices), row.taken_at)
        for row, file, name in db.session.execute(query)
    ]


def template_of(organisation_id: int, template_id: int) -> HouseTemplate:
    """Return one of the organisation's templates. Raises NotVisible."""
    row = db.session.get(HouseTemplate, template_id)
    if row is None or row.organisation_id != organisation_id:
        raise NotVisible
    return row


def row_in_use(organisation_id: int) -> HouseTemplate | None:
    """Return the template that the organisation uses now."""
    query = sa.select(HouseTemplate).where(
        HouseTemplate.organisation_id == organisation_id, HouseTemplate.taken_at.is_not(None)
    )
    return db.session.scalars(query).one_or_none()


def look_of(row: HouseTemplate) -> Template:
    """Return what a template looks like. Raises BrokenTemplate."""
    try:
        return decode(Template, row.form)
    except Unreadable as problem:
        raise BrokenTemplate from problem

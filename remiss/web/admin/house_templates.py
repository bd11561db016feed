"""An organisation's template: uploaded, tried on an invented document, taken into use and left again."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, render_template, send_file, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField

from remiss.clock import now, today
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.docx.start_template import write_start_template
from remiss.documents.writing.template_sample import DIARY_NUMBER, KIND, sample_outline
from remiss.domain.house_template import Field, ReadTemplate
from remiss.domain.permissions import Permission
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import db, upload_folder
from remiss.models.attachments import path_of
from remiss.models.organisations import Organisation
from remiss.queries.house_templates import template_of, template_rows
from remiss.queries.organisations import body_page
from remiss.services import house_templates as services
from remiss.services.attachments import FORMATS
from remiss.web.kept_files import KeptFile, keep_template
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("house_templates", __name__)
NEED = Permission.ORGANISATIONS_MANAGE
HERE = "/organisationer/<int:organisation_id>/husmall"
ONE = f"{HERE}/<int:template_id>"


class TemplateForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A template to upload."""

    file = FileField("Mall (docx)", render_kw={"accept": ".docx"})


@route(blueprint, HERE, NEED, ("GET", "POST"))
def page(organisation_id: int) -> Response:
    """Show the templates; read the one that is uploaded. All that is wrong with it is told at once."""
    form, kept, read = TemplateForm(), None, ReadTemplate(None)
    if is_post():
        kept, read = keep_template(form.file.data)

    def act() -> str:
        file, template = _sound(form, kept, read).attach(current_actor(), now()), read.template
        if template is None:
            raise InvalidInput
        services.add_template(current_actor(), _body(organisation_id), file, template, read.notices, now())
        flash("Mallen är inläst. Hämta provet och titta på det innan ni tar mallen i bruk.", "success")
        return url_for("house_templates.page", organisation_id=organisation_id)

    return submit(form, act, lambda: _show(organisation_id, form))


@route(blueprint, f"{HERE}/startmall.docx", NEED)
def start(organisation_id: int) -> Response:
    """Give a template to begin with."""
    _body(organisation_id)
    return _word(write_start_template(), "startmall.docx")


@route(blueprint, f"{ONE}/prov.docx", NEED)
def trial(organisation_id: int, template_id: int) -> Response:
    """Give an invented document in the template: nobody's text."""
    row = template_of(organisation_id, template_id)
    house = services.trial_house(row, KIND, DIARY_NUMBER, today())
    return _word(write_docx(sample_outline(house.organisation, now()), house), f"prov-{template_id}.docx")


@route(blueprint, f"{ONE}/fil", NEED)
def original(organisation_id: int, template_id: int) -> Response:
    """Give the file as it was uploaded, to be changed in Word."""
    file = template_of(organisation_id, template_id).attachment
    path = path_of(upload_folder(), file.sha256)
    return send_file(path, FORMATS["docx"], as_attachment=True, download_name=file.filename)


@route(blueprint, f"{ONE}/bruk", NEED, ("POST",))
def take(organisation_id: int, template_id: int) -> Response:
    """Take the template into use."""

    def act() -> str:
        services.take_into_use(current_actor(), template_of(organisation_id, template_id), now())
        flash("Mallen används från och med nu i alla Word-filer från organisationen.", "success")
        return url_for("house_templates.page", organisation_id=organisation_id)

    return submit(FlaskForm(), act, lambda: _show(organisation_id, TemplateForm(formdata=None)))


@route(blueprint, f"{HERE}/bruk", NEED, ("POST",))
def leave(organisation_id: int) -> Response:
    """Go back to our own look."""

    def act() -> str:
        services.leave_template(current_actor(), _body(organisation_id), now())
        flash("Organisationens Word-filer ser ut som i Remiss egen mall igen.", "success")
        return url_for("house_templates.page", organisation_id=organisation_id)

    return submit(FlaskForm(), act, lambda: _show(organisation_id, TemplateForm(formdata=None)))


def _sound(form: TemplateForm, kept: KeptFile | None, read: ReadTemplate) -> KeptFile:
    """Return the kept file; raise InvalidInput with each of its faults beside the field."""
    if kept is None:
        raise InvalidInput("Välj en mall att ladda upp.", "file")
    if read.faults:
        form.file.errors = [*read.faults[:-1]]
        raise InvalidInput(read.faults[-1], "file")
    return kept


def _show(organisation_id: int, form: TemplateForm) -> str:
    shown, rows = body_page(organisation_id, today()), template_rows(organisation_id)
    used = next((row for row in rows if row.taken_at), None)
    return render_template(
        "admin/house_template.html", form=form, page=shown, rows=rows, used=used, fields=tuple(Field)
    )


def _word(content: bytes, name: str) -> Response:
    return send_file(io.BytesIO(content), FORMATS["docx"], as_attachment=True, download_name=name)


def _body(organisation_id: int) -> Organisation:
    body = db.session.get(Organisation, organisation_id)
    if body is None or body.registered_by_id is not None:
        raise NotVisible
    return body

"""The remitted papers as the body sees them; of a registered remiss the registrar adds them."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, render_template, send_file, url_for

from remiss.clock import now, today
from remiss.documents.reading.kinds import FileKind
from remiss.domain.permissions import Permission
from remiss.errors import InvalidInput, NotVisible
from remiss.queries.matter_viewpoints import marked_viewpoints
from remiss.queries.matter_viewpoints import material as remitted_papers
from remiss.queries.programme_changes import answered_version, issued_changes
from remiss.queries.questions import demands_on
from remiss.queries.wall import own_matter
from remiss.services.admission import PAPERS
from remiss.services.attachments import FORMATS
from remiss.services.registrations import add_papers
from remiss.text import counted
from remiss.web.kept_files import KeptFile, keep_all
from remiss.web.letter_file import letter_file
from remiss.web.office.forms import PapersForm
from remiss.web.office.page import can, demand, matter_page, own_parties
from remiss.web.programme_file import ReadProgramme, programme_among
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_material", __name__)
HERE = "office_material.material"
ONE_WORD_FILE = "Välj en enda Word-fil när underlaget ska delas i avsnitt, och pdf för det övriga."
NO_SECTIONS = "Word-filen har inga avsnitt. Lägg till den utan att dela den."


@route(blueprint, "/arenden/<int:reply_id>/underlag", Permission.MATTER_VIEW, ("GET", "POST"))
def material(reply_id: int) -> Response:
    """Show letter, due date, themes and the draft section by section; add papers to a registered remiss."""
    form, kept = PapersForm(), list[KeptFile]()
    if is_post():
        demand(reply_id, Permission.MATTER_RECEIVE)
        kept = keep_all(form.files.data, "files", PAPERS)
    read = programme_among(kept) if form.split.data else None

    def act() -> str:
        _add(reply_id, form, kept, read)
        flash(f"{counted(len(kept), 'fil är tillagd', 'filer är tillagda')}.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, "/arenden/<int:reply_id>/missiv.docx", Permission.MATTER_VIEW)
def letter(reply_id: int) -> Response:
    """Give the letter to the visitor's body; a remiss from outside has its own letter among the files."""
    reply = own_matter(current_actor(), reply_id)
    if reply.remiss.registered_by_id is not None:
        raise NotVisible
    body = min(own_parties(reply.owners))
    name, content = letter_file(reply.remiss, body, today())
    return send_file(io.BytesIO(content), FORMATS["docx"], as_attachment=True, download_name=name)


def _add(reply_id: int, form: PapersForm, kept: list[KeptFile], read: ReadProgramme | None) -> None:
    if not kept:
        raise InvalidInput("Välj en fil att lägga till.", "files")
    if form.split.data and sum(file.kind == FileKind.DOCX for file in kept) != 1:
        raise InvalidInput(ONE_WORD_FILE, "files")
    actor, moment = current_actor(), now()
    attached = {file: file.attach(actor, moment) for file in kept}
    programme = None
    if read is not None:
        if read.programme is None:
            raise InvalidInput(NO_SECTIONS, "files")
        programme = (read.programme, attached.pop(read.file))
    add_papers(actor, own_matter(actor, reply_id), list(attached.values()), programme, moment)


def _show(reply_id: int, form: PapersForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, changes = matter_page(reply, HERE), issued_changes(reply.remiss)
    own = {one.programme_section for one in marked_viewpoints(reply) if not one.removed} if changes else set()
    return render_template(
        "office/material.html",
        page=page,
        papers=remitted_papers(reply.remiss),
        demands=demands_on(reply),
        changes=changes,
        own=own,
        answered=answered_version(reply.remiss, reply.submitted_at),
        form=form,
        addable=page.matter.registered and can(current_actor(), reply, Permission.MATTER_RECEIVE),
    )

"""The letters of a remiss: one for each body, to read before sending and to fetch one by one or all at once."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, send_file

from remiss.clock import today
from remiss.documents.writing.letter import write_zip
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.queries.consultees import asked_bodies, chosen_ids
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.attachments import FORMATS
from remiss.web.ks.page import setup_steps
from remiss.web.letter_file import letter_file
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("ks_letters", __name__)


@route(blueprint, "/remisser/<int:remiss_id>/missiv", Permission.REMISS_VIEW)
def listing(remiss_id: int) -> str:
    """Show the letters."""
    remiss = own_remiss(current_actor(), remiss_id)
    return render_template(
        "ks/letters.html",
        remiss=remiss_view(remiss),
        bodies=asked_bodies(remiss_id, today()),
        setup=setup_steps(remiss, ""),
    )


@route(blueprint, "/remisser/<int:remiss_id>/missiv/<int:organisation_id>.docx", Permission.REMISS_VIEW)
def one(remiss_id: int, organisation_id: int) -> Response:
    """Give the letter to one body."""
    remiss = own_remiss(current_actor(), remiss_id)
    if organisation_id not in chosen_ids(remiss_id):
        raise NotVisible
    name, content = letter_file(remiss, organisation_id, today())
    return send_file(io.BytesIO(content), FORMATS["docx"], as_attachment=True, download_name=name)


@route(blueprint, "/remisser/<int:remiss_id>/missiv.zip", Permission.REMISS_VIEW)
def every(remiss_id: int) -> Response:
    """Give all letters in one archive."""
    remiss = own_remiss(current_actor(), remiss_id)
    files = [letter_file(remiss, number, today()) for number in sorted(chosen_ids(remiss_id))]
    content = io.BytesIO(write_zip(sorted(files)))
    return send_file(content, "application/zip", as_attachment=True, download_name=f"missiv-{remiss_id}.zip")

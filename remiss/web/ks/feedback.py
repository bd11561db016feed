"""Letters on how the viewpoints of each reply were dealt with: read here first, then fetched as Word files."""

from __future__ import annotations

import io

from flask import Blueprint, Response, render_template, send_file

from remiss.documents.compilation.feedback import feedback_outline
from remiss.documents.writing.html import render_fragment
from remiss.documents.writing.letter import write_zip
from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.services.attachments import FORMATS
from remiss.web.feedback_file import feedback_file, feedback_house
from remiss.web.ks.results_facts import compiled
from remiss.web.routing import route

blueprint = Blueprint("ks_feedback", __name__)
HERE = "/remisser/<int:remiss_id>/sammanstallning/aterkoppling"


@route(blueprint, HERE, Permission.REMISS_VIEW)
def letters(remiss_id: int) -> str:
    """List the letters, and what is without an answer in each."""
    remiss, facts = compiled(remiss_id)
    rows = [(reply, sum(one.assessment is None for one in reply.viewpoints)) for reply in facts.replies]
    return render_template("ks/feedback.html", remiss=remiss, facts=facts, rows=rows)


@route(blueprint, f"{HERE}/<int:reply_id>", Permission.REMISS_VIEW)
def preview(remiss_id: int, reply_id: int) -> str:
    """Show one letter as it will be."""
    remiss, facts = compiled(remiss_id)
    reply = _found(facts, reply_id)
    fragment = render_fragment(feedback_outline(facts, reply))
    return render_template("ks/feedback_letter.html", remiss=remiss, facts=facts, reply=reply, fragment=fragment)


@route(blueprint, f"{HERE}/<int:reply_id>.docx", Permission.REMISS_VIEW)
def one(remiss_id: int, reply_id: int) -> Response:
    """Give one letter."""
    remiss, facts = compiled(remiss_id)
    name, content = feedback_file(facts, _found(facts, reply_id), feedback_house(remiss, facts))
    return send_file(io.BytesIO(content), FORMATS["docx"], as_attachment=True, download_name=name)


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/aterkoppling.zip", Permission.REMISS_VIEW)
def every(remiss_id: int) -> Response:
    """Give all letters in one archive."""
    remiss, facts = compiled(remiss_id)
    house = feedback_house(remiss, facts)
    content = io.BytesIO(write_zip([feedback_file(facts, reply, house) for reply in facts.replies]))
    name = f"Återkoppling {facts.diary_number.replace('/', '-')}.zip"
    return send_file(content, "application/zip", as_attachment=True, download_name=name)


def _found(facts: CompilationFacts, reply_id: int) -> ReplyFacts:
    found = next((reply for reply in facts.replies if reply.id == reply_id), None)
    if found is None:
        raise NotVisible
    return found
